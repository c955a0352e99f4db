"""What passes between the parts of the benchmark: a chosen block, its guide, and the verdicts on it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Chosen:
    """A block of real code.

    Attributes:
        kind: one of `kinds.KINDS`.
        package: the import name of its package, or `stdlib`.
        path: its file.
        module: the dotted name by which the file is imported.
        first: 1-based first line, decorators included.
        last: 1-based last line, inclusive.
        symbol: the dotted name it is selected by; empty when it is selected by its lines.
        name: its own name; empty for statements, expressions and modules.
        scopes: the names of the definitions around it, the outermost first.
        half: `develop`, which authors of writers may look at, or `held-out`.
    """

    kind: str
    package: str
    path: Path
    module: str
    first: int
    last: int
    symbol: str
    name: str
    scopes: tuple[str, ...]
    half: str

    @property
    def record(self) -> dict[str, Any]:
        """The selection as `blockguide document --selections` reads it."""
        if self.symbol:
            return {"path": str(self.path), "symbol": self.symbol}
        if self.kind in ("module", "script"):
            return {"path": str(self.path)}
        return {"path": str(self.path), "start": self.first, "end": self.last}

    def __str__(self) -> str:
        return f"{self.path}:{self.first}-{self.last} ({self.kind}{' ' + self.name if self.name else ''})"


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the page shows it; `depth` is 0 for a numbered one."""

    depth: int
    title: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page, as far as they could be read."""

    description: str
    steps: tuple[Step, ...]
    example: str

    @property
    def prose(self) -> str:
        """Description and steps as one text."""
        told = (f"{step.title}: {step.text}" for step in self.steps)
        return "\n".join((self.description, *told))


@dataclass(slots=True)
class Verdict:
    """What is right and wrong about one guide.

    Attributes:
        block: the block.
        page: the page as the product wrote it; empty where it wrote none.
        faults: per figure, what is wrong; a figure with an empty list is right.
        counts: per counted figure, how many are right of how many.
        notes: facts that no figure counts, such as why an example was not run.
        milliseconds: the wall time that the product tells.
    """

    block: Chosen
    page: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    milliseconds: float = 0.0
