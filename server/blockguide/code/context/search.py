"""What a search for the uses of a definition needs wherever it looks, and what it has found in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blockguide.code.context.frames import Frame
from blockguide.code.context.meanings import Meanings, Thing
from blockguide.code.context.occurrences import Occurrence
from blockguide.code.context.sites import File
from blockguide.code.project.layout import Project
from blockguide.code.project.stamps import Stamp

FileKey = tuple[Path, Stamp]
"""A file as it was when it was looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many places jedi was asked about, or may be: calls, and other uses."""

    likely: int
    other: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file holds: uses, places that nobody inferred, and how many were inferred."""

    sites: tuple[Frame, ...]
    unclear: int
    asked: Asked = Asked(0, 0)


@dataclass(frozen=True, slots=True)
class Later:
    """A file with places that take inference, and what is known without.

    Attributes:
        key: the file's; None for the edited one.
        file: the file.
        likely: the calls among them.
        other: the other ones.
        seen: what is known.
    """

    key: FileKey | None
    file: File
    likely: tuple[Occurrence, ...]
    other: tuple[Occurrence, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class Search:
    """One search.

    Attributes:
        request: what was asked.
        project: the project.
        wanted: the definition.
        meanings: what names mean in the project's files.
        stopped: whether it is over.
    """

    request: Frame
    project: Project
    wanted: Thing
    meanings: Meanings
    stopped: Callable[[], bool]

    @property
    def name(self) -> str:
        """The wanted name alone."""
        return self.wanted.qualname.rpartition(".")[2]

    @property
    def holder(self) -> str:
        """The name of the class, or of the module, that holds it."""
        owner = self.wanted.qualname.rpartition(".")[0].rpartition(".")[2]
        path = Path(self.wanted.path)
        return owner or (path.parent.name if path.stem == "__init__" else path.stem)

    @property
    def is_member(self) -> bool:
        """Whether a class holds it."""
        return "." in self.wanted.qualname
