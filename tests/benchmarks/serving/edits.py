"""Hovers while somebody types: edits come at a pace, and every hover must be answered."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from client import Client, Unanswered, text_of
from round_trips import keep_guide
from servers import (
    BARE,
    JEDI,
    LARGE,
    MIDDLE,
    NAMES,
    OURS,
    PYLSP,
    PYRIGHT,
    Place,
    conversation,
    hover_at,
)
from table import NOTHING, Row, compared, medians
from timing import percentile

SECONDS = 3.0
ROUNDS = 5
PATIENCE = 4.0
"""Seconds in which what is unanswered at the end may still be answered."""


class Pace(NamedTuple):
    """How fast somebody types and looks, in times a second."""

    edits: int
    hovers: int


class Typed(NamedTuple):
    """What became of the hovers of one server.

    Attributes:
        asked: how many.
        taken: the seconds of those that were answered.
    """

    asked: int
    taken: list[float]


def edits(environment: Mapping[str, str]) -> list[Row]:
    """Both paces; the peers are measured once, ours and a bare server in turns."""
    slow = _typed(environment, LARGE, Pace(10, 10))
    fast = _typed(environment, MIDDLE, Pace(100, 25))
    slowest = {name: [_at(one, 1.0) for one in rounds] for name, rounds in slow.items()}
    p99 = {name: median(_at(one, 0.99) for one in rounds) for name, rounds in fast.items()}
    return [
        *compared(
            "hover at worst in 3 s, 10 edits/s, 10,000 lines", "s", medians(slowest), (BARE, 2)
        ),
        *compared(
            "  at worst of all", "s", {name: max(each) for name, each in slowest.items()}, (BARE, 2)
        ),
        *compared("hover p99, 100 edits/s, 2,700 lines", "s", p99, (BARE, 3)),
        _answered("hovers answered, 10 edits/s", slow),
        _answered("hovers answered, 100 edits/s", fast),
    ]


def changes(place: Place) -> Iterator[tuple[dict[str, Any], int]]:
    """Letters, then a line that comes and goes, all before the definition; and by how many lines it moves."""
    lines = text_of(place.path).split("\n")
    line = next(n for n in range(place.header - 20, 0, -1) if not lines[n].strip())
    column = len(lines[line])
    yield _change(line, column, line, column, "\n"), 1
    for text in cycle(("#", " ", "w", "\n", "")):
        if text == "\n":
            yield _change(line, column, line, column, text), 1
        elif text:
            yield _change(line, column, line, column, text), 0
            column += 1
        else:
            yield _change(line, 0, line + 1, 0, ""), -1
            column = 0


def _answered(figure: str, typed: Mapping[str, list[Typed]]) -> Row:
    counts = {
        name: (sum(len(one.taken) for one in rounds), sum(one.asked for one in rounds))
        for name, rounds in typed.items()
    }
    shown = {name: f"{answered} of {asked}" for name, (answered, asked) in counts.items()}
    answered, asked = counts[OURS]
    return Row(figure, shown, "", "all", answered == asked)


def _at(typed: Typed, share: float) -> float:
    """A percentile; nothing where a hover was never answered."""
    if len(typed.taken) < typed.asked:
        return NOTHING
    return percentile(typed.taken, share)


def _typed(environment: Mapping[str, str], place: Place, pace: Pace) -> dict[str, list[Typed]]:
    found: dict[str, list[Typed]] = {name: [] for name in NAMES}
    with ExitStack() as stack:
        typists = {
            name: _Typist(stack.enter_context(conversation(name, environment, place)), place, pace)
            for name in (BARE, OURS)
        }
        keep_guide(typists[OURS].client, place)
        for _ in range(ROUNDS):
            for name, typist in typists.items():
                found[name].append(typist.type())
    for name in (JEDI, PYLSP, PYRIGHT):
        with conversation(name, environment, place) as client:
            try:
                client.request("textDocument/hover", hover_at(place.uri, place.at_name), PATIENCE)
                found[name].append(_Typist(client, place, pace).type())
            except Unanswered:
                found[name].append(Typed(1, []))
    return found


class _Typist:
    """Types above a definition, and hovers over its name."""

    def __init__(self, client: Client, place: Place, pace: Pace) -> None:
        self.client = client
        self._uri = place.uri
        self._pace = pace
        self._position = place.at_name
        self._typed = enumerate(changes(place), start=2)

    def type(self) -> Typed:
        """Types on for some seconds, and waits for the answers that are owed then."""
        edits, hovers = self._pace
        began = perf_counter()
        moments = sorted(
            [(n / edits, "edit") for n in range(int(SECONDS * edits))]
            + [((n + 0.5) / hovers, "hover") for n in range(int(SECONDS * hovers))]
        )
        asked = []
        for moment, what in moments:
            self.client.read_until(began + moment)
            if what == "edit":
                self._edit()
            else:
                params = hover_at(self._uri, self._position)
                asked.append(self.client.ask("textDocument/hover", params))
        answers = self.client.answers
        until = perf_counter() + PATIENCE
        while any(number not in answers for number in asked) and perf_counter() < until:
            self.client.read(0.1)
        return Typed(
            len(asked), [self.client.seconds_of(number) for number in asked if number in answers]
        )

    def _edit(self) -> None:
        version, (change, moved) = next(self._typed)
        self._position["line"] += moved
        document = {"uri": self._uri, "version": version}
        self.client.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [change]}
        )


def _change(line: int, column: int, end: int, end_column: int, text: str) -> dict[str, Any]:
    start = {"line": line, "character": column}
    return {"range": {"start": start, "end": {"line": end, "character": end_column}}, "text": text}
