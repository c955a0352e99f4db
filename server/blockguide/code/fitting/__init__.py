"""Whether code that uses a project's definitions fits them, by syntax alone: nothing is imported or run."""
