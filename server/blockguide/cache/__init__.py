"""KEEPING: finished guides on the disk, in one SQLite file."""
