"""STEPS: the tree of actions told in order of execution."""
