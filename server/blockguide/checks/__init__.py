"""CHECKING: holds a guide against the code, whoever wrote it."""
