"""PHRASES: expressions, conditions, calls and names as English, with the vocabulary kept as data."""
