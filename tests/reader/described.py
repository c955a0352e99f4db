"""Writes what a reader is given of each item: its head, and the Description and Steps of its guide."""

import json
import subprocess
import sys
from pathlib import Path

from cases import ITEMS, Item
from original import path_of, signature_of

_TOLD = """\
# Write these functions again

Each page here describes one function, method or class of a real package. For each page `NAME.md` write `NAME.py` beside
it, a file that defines the function or class under the name in its head. You have the page alone: do not look for the
package's source, installed or elsewhere, and do not import the function from it.

- A method is written as a function of its own, with `self` first.
- The file runs with all names of the original's module at hand, so that names that the page says are used (constants,
  helpers, imported modules) can simply be used. You may also import what you like.
- It is compared with the original on many inputs: values, output and the types of exceptions must be the same.
"""


def write_pages(folder: Path, items: tuple[Item, ...] = ITEMS) -> None:
    """Writes `README.md` and a page for each item into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(_TOLD)
    for item, page in zip(items, _guides(items), strict=True):
        (folder / f"{item.file}.md").write_text(_described(item, page))


def _guides(items: tuple[Item, ...]) -> list[str]:
    selections = [json.dumps({"path": str(path_of(one)), "symbol": one.symbol}) for one in items]
    command = [sys.executable, "-m", "blockguide", "document", "--selections", "-", "--no-cache"]
    done = subprocess.run(
        command, input="\n".join(selections), stdout=subprocess.PIPE, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [answer["page"] for answer in answers]


def _described(item: Item, page: str) -> str:
    """The page from its Description on, up to its Usage Example."""
    told = page[page.index("\nDescription\n") + 1 : page.index("\nUsage Example\n")]
    holder = item.symbol.rpartition(".")[0]
    of_class = f"A method of the class `{holder}`.\n\n" if holder else ""
    return f"# {item.name}\n\n{of_class}```python\n{signature_of(item)}\n```\n\n{told.rstrip()}\n"
