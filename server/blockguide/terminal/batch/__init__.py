"""The command `batch`: pages for a whole tree, on every core, doing only what is left to do."""
