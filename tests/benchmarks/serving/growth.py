"""Memory after many guides and many edits: what the processes hold at each tenth of the way."""

import random
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from client import Client
from edits import changes
from processes import pss, tree
from servers import MIDDLE, OURS, Place, conversation, hover_at, open_file, package
from stock import Definition, definitions_of
from table import Row

from blockguide.code.context.worker import TOO_LARGE

TENTHS = 10
MOST = 1.1

_SEED = 4
_MOST_OF_A_FILE = 10


class Way(NamedTuple):
    """How many guides are written and how many edits made, in all."""

    guides: int
    edits: int


SHORT, LONG = Way(600, 6_000), Way(5_000, 50_000)


def growth(environment: Mapping[str, str], way: Way) -> list[Row]:
    """The serving process, the workshop, and the worker, which is replaced when it is full."""
    held: dict[str, list[float]] = {"serving": [], "workshop": [], "worker": []}
    with conversation(OURS, environment, MIDDLE) as client:
        wanted, typed = _definitions(), enumerate(changes(MIDDLE), start=2)
        for _ in range(TENTHS):
            _document(client, islice(wanted, way.guides // TENTHS))
            for version, (change, _moved) in islice(typed, way.edits // TENTHS):
                document = {"uri": MIDDLE.uri, "version": version}
                client.notify(
                    "textDocument/didChange", {"textDocument": document, "contentChanges": [change]}
                )
            client.request("textDocument/hover", hover_at(MIDDLE.uri, MIDDLE.at_name))
            serving, workshop, *workers = tree(client.pid)
            for name, pids in zip(held, ([serving], [workshop], workers), strict=True):
                held[name].append(pss(pids))
    title = f"memory over {way.guides:,} guides, {way.edits:,} edits"
    worker = max(held["worker"])
    return [
        _flat(f"{title}: serving", held["serving"]),
        _flat("  its workshop", held["workshop"]),
        Row(
            "  the worker, at most",
            {OURS: f"{worker:.0f} MB"},
            "",
            f"<= {TOO_LARGE} MB",
            worker <= TOO_LARGE,
        ),
    ]


def _flat(figure: str, held: list[float]) -> Row:
    """The end against the second and third tenth: by then all that is loaded once is there."""
    early, late = max(held[1:3]), max(held[-3:])
    ratio = late / early
    shown = {OURS: f"{early:.0f} -> {late:.0f} MB"}
    return Row(figure, shown, f"{ratio:.2f} of early", f"<= {MOST:g}", ratio <= MOST)


def _document(client: Client, wanted: Iterator[Definition]) -> None:
    opened: Place | None = None
    for one in wanted:
        if opened is None or one.path != opened.path:
            _close(client, opened)
            opened = Place(one.path, 0, "", (0, 0))
            open_file(client, opened)
        client.request("blockguide/document", one.marked())
    _close(client, opened)


def _close(client: Client, opened: Place | None) -> None:
    if opened is not None:
        client.notify("textDocument/didClose", {"textDocument": {"uri": opened.uri}})


def _definitions() -> Iterator[Definition]:
    """Functions of Django, some of each file, the files in a random order that is always the same."""
    chance = random.Random(_SEED)
    files = sorted(path for path in package("django").rglob("*.py") if path != MIDDLE.path)
    while True:
        chance.shuffle(files)
        for path in files:
            found = definitions_of(path)
            yield from chance.sample(found, min(_MOST_OF_A_FILE, len(found)))
