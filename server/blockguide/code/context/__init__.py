"""What the project around a block adds: definitions, types, call sites, and the way to import it."""
