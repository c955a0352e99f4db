"""Warm answers: a hover from the cache, and code actions on files of three sizes."""

from collections.abc import Mapping
from contextlib import ExitStack
from time import perf_counter

from client import Client, Unanswered
from servers import (
    BARE,
    JEDI,
    NAMES,
    OURS,
    PYLSP,
    PYRIGHT,
    SIZES,
    SMALL,
    Place,
    action_at,
    conversation,
    hover_at,
    marked,
)
from table import NOTHING, Row, compared, medians
from timing import percentile

TURNS = 15
HOVERS = 25
ACTIONS = 30
PEER_SECONDS = 1.5
"""How long a peer is asked for code actions on one file; the slowest take half a minute for one."""

_HOVER = hover_at(SMALL.uri, SMALL.at_name)


def hovers(environment: Mapping[str, str]) -> list[Row]:
    """The same hover again and again, the servers in turns."""
    asked = (BARE, JEDI, PYRIGHT, OURS)
    taken: dict[str, list[float]] = {name: [] for name in asked}
    with ExitStack() as stack:
        clients = {
            name: stack.enter_context(conversation(name, environment, SMALL)) for name in asked
        }
        keep_guide(clients[OURS], SMALL)
        for client in clients.values():
            _rest(client, 1.5)
        for turn in range(TURNS + 1):
            for name, client in clients.items():
                times = [client.round_trip("textDocument/hover", _HOVER) for _ in range(HOVERS)]
                taken[name] += times if turn else []
    return compared("hover from the cache, round trip, p50", "s", medians(taken), (PYRIGHT, 1.3))


def actions(environment: Mapping[str, str]) -> list[Row]:
    """Code actions with the cursor in lines all over a file."""
    rows = []
    for size, place in SIZES.items():
        taken = _interleaved(environment, place)
        for name in (JEDI, PYLSP, PYRIGHT):
            taken[name] = _of_peer(name, environment, place)
        for share in (0.5, 0.99):
            found = {name: percentile(taken[name], share) for name in NAMES}
            figure = f"code action, {size} lines, p{share * 100:.0f}"
            rows += compared(figure, "s", found, (BARE, 1.3))
    return rows


def keep_guide(client: Client, place: Place) -> None:
    """Lets our server write the guide at a place."""
    client.request("blockguide/document", marked(place))


def _interleaved(environment: Mapping[str, str], place: Place) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {BARE: [], OURS: []}
    with ExitStack() as stack:
        clients = {
            name: stack.enter_context(conversation(name, environment, place)) for name in taken
        }
        for client in clients.values():
            client.request("textDocument/codeAction", action_at(place.uri, place.header))
            _rest(client, 0.7)
        for turn in range(TURNS + 1):
            for name, client in clients.items():
                times = [
                    client.round_trip("textDocument/codeAction", action_at(place.uri, line))
                    for line in range(place.header % 20, place.header % 20 + ACTIONS * 5, 5)
                ]
                taken[name] += times if turn else []
    return taken


def _of_peer(name: str, environment: Mapping[str, str], place: Place) -> list[float]:
    taken: list[float] = []
    with conversation(name, environment, place) as client:
        try:
            client.request("textDocument/codeAction", action_at(place.uri, 0), PEER_SECONDS)
            until = perf_counter() + PEER_SECONDS
            while perf_counter() < until:
                line = place.header % 20 + 5 * (len(taken) % ACTIONS)
                params = action_at(place.uri, line)
                taken.append(client.round_trip("textDocument/codeAction", params, PEER_SECONDS))
        except Unanswered:
            taken.append(NOTHING)
    return taken


def _rest(client: Client, seconds: float) -> None:
    client.read_until(perf_counter() + seconds)
