"""A step before its title is settled."""

from dataclasses import dataclass
from enum import StrEnum

from blockguide.text import Lines
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.steps.imports import Import


class Depth(StrEnum):
    """How much of a definition inside of a larger block is told."""

    WHOLE = "whole"
    OUTLINE = "outline"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Draft:
    """A step with every title that would fit it.

    Attributes:
        titles: phrases in the imperative, the best first; one that no other step has is chosen.
        text: what happens: sentences, or one that ends in a colon before the children.
        lines: the lines of the file that it speaks of.
        children: nested steps.
        deed: what a simple statement does, where the step is exactly that.
        kind: steps of one kind stand together when many are folded: "bind", "call", "import".
        marked: whether a comment in the code opens it.
        imports: the statements that it tells, where they are imports.
        setting: under what its children run, as it may end a title: "otherwise", "for each `row`".
    """

    titles: tuple[str, ...]
    text: str
    lines: Lines
    children: tuple["Draft", ...] = ()
    deed: Deed | None = None
    kind: str = ""
    marked: bool = False
    setting: str = ""
    imports: tuple[Import, ...] = ()

    @property
    def weight(self) -> int:
        """How many steps it makes, itself included."""
        return 1 + sum(child.weight for child in self.children)
