"""COMPOSING: each command puts together the parts that it needs, and imports nothing else."""
