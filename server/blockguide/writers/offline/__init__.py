"""WRITING from facts alone: no model, no network, the same code gives the same words."""
