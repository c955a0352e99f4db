"""Puts placeholders in the place of secrets before anything leaves the machine, and takes them back."""

import ast
import keyword
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count
from typing import Final

from blockguide.code.tree import Tree
from blockguide.text import split_lines
from blockguide.writers.model.literal_values import joined, spellings, split_values, text_of
from blockguide.writers.model.secret_literals import secret_literals
from blockguide.writers.model.secret_names import SHORTEST
from blockguide.writers.model.secret_shapes import shaped_secrets, told_secrets

Placeholders = tuple[tuple[str, str], ...]

_PLACEHOLDER = re.compile(r"REDACTED_SECRET_\d+")
_ANYWHERE: Final = 12
"""Characters of a secret that is found inside of longer words as well."""

_LEAST_WORD: Final = 8
"""Letters of a word that is replaced outside of its own quotes as well."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Secrets that were found, and how they are taken out of a text.

    Attributes:
        placeholders: what stands for each: placeholder -> secret; in no `repr`.
    """

    placeholders: Placeholders
    _pattern: re.Pattern[str]

    def __repr__(self) -> str:
        return f"Secrets({len(self.placeholders)})"

    def told_in(self, text: str) -> Placeholders:
        """The placeholders that `text` holds."""
        told = set(_PLACEHOLDER.findall(text))
        return tuple(each for each in self.placeholders if each[0] in told)

    def hidden(self, text: str) -> str:
        """`text` with its secrets replaced, on as many lines as it has."""
        by_secret = {secret: placeholder for placeholder, secret in self.placeholders}
        return self._pattern.sub(
            lambda found: by_secret[found[0]] + "\n" * _line_ends(found[0]), text
        )


def restored(text: str, placeholders: Placeholders) -> str:
    """`text` with the secrets back in the places of their placeholders."""
    by_placeholder = dict(placeholders)
    for placeholder, secret in placeholders:
        ends = _line_ends(secret)
        if ends:
            text = text.replace(placeholder + "\n" * ends, placeholder)
    return _PLACEHOLDER.sub(lambda found: by_placeholder.get(found[0], found[0]), text)


def secrets_in(text: str, found: Iterable[str], names: AbstractSet[str]) -> Secrets:
    """Of the values that were `found`, those that `text` holds, with placeholders that it does not hold.

    Args:
        text: all that may be sent.
        found: the secrets, as they may stand in it.
        names: the code's own names, in which nothing is replaced.
    """
    values = {value.strip() for value in found}
    ways = {
        value: way
        for value in sorted(values, key=lambda value: (-len(value), value))
        if len(value) >= SHORTEST
        if re.search(way := _way(value, names), text)
    }
    free = (name for at in count(1) if (name := f"REDACTED_SECRET_{at}") not in text)
    placeholders = tuple(zip(free, ways, strict=False))
    return Secrets(placeholders, re.compile("|".join(ways.values()) or r"(?!)"))


def secrets_of_tree(tree: Tree) -> Iterator[str]:
    """The secrets that a file's syntax tells: by their names, and inside of its strings and comments.

    Raises:
        EndpointFault: PACKAGES where detect-secrets is not installed.
    """
    for pieces in secret_literals(tree.module):
        yield from spellings(pieces, tree.parsed)
    split = [(joined(pieces), pieces) for pieces in split_values(tree.module, tree.parsed)]
    shaped = set(
        shaped_secrets("\n".join(f'value = "{text}"' for text, _ in split)) if split else ()
    )
    for text, pieces in split:
        if any(secret in text for secret in shaped):
            yield from spellings(pieces, tree.parsed)
    yield from told_secrets("\n".join(comment.text for comment in tree.comments.values()))
    yield from told_secrets("\n".join(tree.magics.values()))
    for node in ast.walk(tree.module):
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            yield from told_secrets(text_of(node))


def names_of(module: ast.Module) -> frozenset[str]:
    """Every identifier of a tree."""
    names: set[str] = set()
    for node in ast.walk(module):
        for field in ("id", "attr", "arg", "name", "module", "asname"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                names.update(name.split("."))
    return frozenset(names)


def _way(secret: str, names: AbstractSet[str]) -> str:
    """The pattern of the places in which a secret is replaced."""
    exact = re.escape(secret)
    is_name = keyword.iskeyword(secret) or any(secret in name for name in names)
    if is_name or (secret.isalpha() and len(secret) < _LEAST_WORD):
        quotes = "\"'" if is_name else "\"'`“”"
        return rf"(?<=[{quotes}=]){exact}(?=[{quotes};&]|\s\w+=)"
    if len(secret) >= _ANYWHERE and not secret.isalpha():
        return exact
    before = r"(?<!\w)" if secret[0].isalnum() else ""
    after = r"(?!\w)" if secret[-1].isalnum() else ""
    return f"{before}{exact}{after}"


def _line_ends(text: str) -> int:
    return len(split_lines(f"{text}.")) - 1
