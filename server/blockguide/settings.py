"""Every setting, total: each has a value, and the defaults serve a person who sets nothing."""

from collections.abc import Mapping
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


def settings_from(
    environment: Mapping[str, str], project: Path | None
) -> tuple[Settings, tuple[str, ...]]:
    """The settings that a person chose by environment variables.

    Args:
        environment: `BLOCKGUIDE_CACHE_DIR`, a directory; `BLOCKGUIDE_START_MS`, `BLOCKGUIDE_NAMES_MS` and
            `BLOCKGUIDE_CALL_SITES_MS`, the deadlines in milliseconds.
        project: the project's root, or None to find it.

    Returns:
        The settings, and a sentence for each value that cannot be used; its default stands instead.
    """
    notices: list[str] = []

    def milliseconds(name: str, default: int) -> int:
        text = environment.get(name, "")
        if text.isdecimal():
            return int(text)
        if text:
            notices.append(f"{name} is {text!r}, not a number of milliseconds; {default} is used.")
        return default

    usual = Deadlines()
    deadlines = Deadlines(
        start=milliseconds("BLOCKGUIDE_START_MS", usual.start),
        names=milliseconds("BLOCKGUIDE_NAMES_MS", usual.names),
        call_sites=milliseconds("BLOCKGUIDE_CALL_SITES_MS", usual.call_sites),
    )
    directory = environment.get("BLOCKGUIDE_CACHE_DIR")
    settings = Settings(
        project=project,
        deadlines=deadlines,
        cache_directory=Path(directory).absolute() if directory else None,
    )
    return settings, tuple(notices)
