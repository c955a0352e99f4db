"""Counts the tokens that are used in a day, in a small file beside the guides."""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from blockguide.cache.location import default_directory

FILE_NAME: Final = "spending.json"


class Spending:
    """The tokens of the day, by UTC. A file that cannot be read counts as none; it never raises."""

    def __init__(self, directory: Path | None) -> None:
        """Choose the directory, None for the platform's own; nothing is opened yet."""
        self._directory = directory

    def today(self) -> int:
        """How many tokens were used since midnight UTC."""
        try:
            record = json.loads(self._path().read_text("utf-8"))
            if record["day"] == _day() and isinstance(record["tokens"], int):
                return int(record["tokens"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0

    def add(self, tokens: int) -> None:
        """Adds what a request used."""
        record = {"day": _day(), "tokens": self.today() + tokens}
        path = self._path()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8"
            ) as file:
                json.dump(record, file)
            os.replace(file.name, path)  # noqa: PTH105 - the name, as tempfile gives it

    def _path(self) -> Path:
        return (self._directory or default_directory()) / FILE_NAME


def _day() -> str:
    return datetime.now(UTC).date().isoformat()
