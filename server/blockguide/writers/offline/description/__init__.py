"""DESCRIPTION: what a block is for, what goes in and comes out, what it touches, what it raises."""
