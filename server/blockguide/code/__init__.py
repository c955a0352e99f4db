"""READING: from a selection to a block, what its syntax proves, and what its project adds."""
