"""The index of a batch's pages, by directory, each with the purpose that its page begins with."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from blockguide.terminal.batch.ledger import Record

INDEX: Final = "index.md"
_LONGEST_PURPOSE: Final = 200


def index_page(records: Iterable[Record]) -> str:
    """A Markdown page that links every page of the batch."""
    parts = ["# Guides\n"]
    ordered = sorted(records, key=lambda record: (_folder(record), record.page))
    for folder, pages in groupby(ordered, key=_folder):
        parts.append(f"\n## {folder}\n\n" if folder != "." else "\n")
        parts.extend(_entry(record) for record in pages)
    return "".join(parts)


def purpose_of(description: str) -> str:
    """The first sentence of a description, on one line and cut where it is long."""
    first = description.partition("\n")[0]
    head, stop, _ = first.partition(". ")
    sentence = head + "." if stop else first
    if len(sentence) <= _LONGEST_PURPOSE:
        return sentence
    cut = sentence[:_LONGEST_PURPOSE].rpartition(" ")[0]
    return f"{cut}{'`' * (cut.count('`') % 2)} …"


def _folder(record: Record) -> str:
    return PurePosixPath(record.page).parent.as_posix()


def _entry(record: Record) -> str:
    name = PurePosixPath(record.page).name.removesuffix(".md")
    purpose = f": {record.purpose}" if record.purpose else ""
    return f"- [`{name}`]({quote(record.page)}){purpose}\n"
