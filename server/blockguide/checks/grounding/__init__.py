"""GROUNDING: whether what the prose says has a ground in the code that it speaks of."""
