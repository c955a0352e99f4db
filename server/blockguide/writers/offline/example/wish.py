"""What is known about a value that is wanted."""

import ast
from dataclasses import dataclass, field, replace
from typing import Final

from blockguide.writers.offline.example.paths import Uses

_DEEPEST: Final = 14


@dataclass(frozen=True, slots=True)
class Wish:
    """A value that is wanted.

    Attributes:
        name: what it is for: the parameter's or field's name.
        path: what the code that uses it calls it.
        uses: how that code uses it.
        owner: the class whose method that code is.
        depth: how many wishes led to this one; past a limit a value is no longer built but stood in for.
    """

    name: str = ""
    path: str = ""
    uses: Uses = field(default_factory=dict)
    owner: ast.ClassDef | None = None
    depth: int = 0

    @property
    def exhausted(self) -> bool:
        """Whether the chain of wishes is too long."""
        return self.depth > _DEEPEST

    def deeper(self) -> "Wish":
        """The same wish, one step further from the first."""
        return replace(self, depth=self.depth + 1)

    def part(self, suffix: str, name: str = "") -> "Wish":
        """The wish for a part of the value: an element, an attribute, a result."""
        return replace(
            self, path=self.path + suffix if self.path else "", name=name, depth=self.depth + 1
        )
