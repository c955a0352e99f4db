"""Counts the tokens that are used in a day, in a small file beside the guides."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from blockguide.cache.location import default_directory

_STEM: Final = "tokens-"
_MODE: Final = 0o600


class Spending:
    """The tokens of the day, by UTC, of all processes together; it never raises.

    What cannot be read counts as none. Each day has a file of its own, with a line for each request, as many
    processes add to it at once.
    """

    def __init__(self, directory: Path | None) -> None:
        """Choose the directory, None for the platform's own; nothing is opened yet."""
        self._directory = directory

    def today(self) -> int:
        """How many tokens were used since midnight UTC."""
        try:
            lines = self._path().read_text("ascii", "replace").split()
        except OSError:
            return 0
        return sum(int(line) for line in lines if line.isdecimal() and len(line) < 20)

    def add(self, tokens: int) -> None:
        """Adds what a request used."""
        path = self._path()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
            try:
                # One write of few bytes at the end of a file is never torn apart by another.
                os.write(file, b"%d\n" % max(tokens, 0))
            finally:
                os.close(file)
            if is_new:
                _remove_others(path)

    def _path(self) -> Path:
        return (self._directory or default_directory()) / f"{_STEM}{_day()}"


def _remove_others(path: Path) -> None:
    for other in path.parent.glob(f"{_STEM}*"):
        if other.name < path.name:
            other.unlink(missing_ok=True)


def _day() -> str:
    return datetime.now(UTC).date().isoformat()
