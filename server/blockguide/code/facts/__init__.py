"""What the syntax tree alone proves about a block; no file is opened and no code is run."""
