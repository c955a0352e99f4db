"""WRITING: from facts and context to the words of a guide."""
