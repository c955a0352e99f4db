"""HOLDING: keeps a model's guide to the truth: mended, repaired once, offline parts for what still fails."""
