"""A piece of code with its secrets replaced, as those of a block are before it is sent."""

from pathlib import Path

from blockguide.code.source import source_from_text
from blockguide.code.tree import parse
from blockguide.writers.model.redaction import (
    Placeholders,
    names_of,
    secrets_in,
    secrets_of_tree,
)
from blockguide.writers.model.secret_shapes import shaped_secrets


def redacted(code: str) -> tuple[str, Placeholders]:
    """The code with a placeholder for each secret, and what they stand for."""
    tree = parse(source_from_text(Path("/text.py"), code))
    found = [*secrets_of_tree(tree), *shaped_secrets(code)]
    secrets = secrets_in(code, found, names_of(tree.module))
    return secrets.hidden(code), secrets.placeholders
