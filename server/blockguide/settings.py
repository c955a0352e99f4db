"""Every setting, total: each has a value, and the defaults serve a person who sets nothing."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long the analysis may take, in milliseconds.

    Attributes:
        start: for a new worker to say that it is ready.
        names: for what the block's names stand for.
        call_sites: for the block's uses in the project.
    """

    start: int = 5_000
    names: int = 200
    call_sites: int = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can choose.

    Attributes:
        project: the project's root; None finds it from the file.
        deadlines: the analysis's limits.
        cache_directory: where guides are kept; None is the platform's cache directory.
        cache_megabytes: the cache's budget; the least recently used guides go first.
        language: of the prose, a BCP 47 tag.
    """

    project: Path | None = None
    deadlines: Deadlines = field(default_factory=Deadlines)
    cache_directory: Path | None = None
    cache_megabytes: int = 200
    language: str = "en"
