"""From the start of a process to its first answers, and the memory that they cost."""

from collections import defaultdict
from collections.abc import Mapping
from time import perf_counter

from client import Client
from processes import peak, pss, tree
from servers import (
    BARE,
    JEDI,
    NAMES,
    OURS,
    PYLSP,
    SMALL,
    action_at,
    folder_of,
    hover_at,
    introduce,
    marked,
    open_file,
    start,
)
from table import Row, compared, medians

ROUNDS = 5
MOST_WORDS = 0.1
"""Seconds from the command to the first words, where all is warm."""

HOVER = hover_at(SMALL.uri, {"line": SMALL.used[0], "character": SMALL.used[1]})
KEPT = hover_at(SMALL.uri, SMALL.at_name)


def starting(environment: Mapping[str, str]) -> list[Row]:
    """Each server is started again and again, in turns; the first round only fills caches."""
    taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number in range(ROUNDS + 1):
        if number == 1:
            taken.clear()
        for name in NAMES:
            _first_action(name, environment, taken)
            _first_hover(name, environment, taken)
        _first_words(environment, taken)
        _first_kept_hover(environment, taken)
    return _rows({figure: medians(values) for figure, values in taken.items()})


def _rows(found: Mapping[str, dict[str, float]]) -> list[Row]:
    under_peers = [(BARE, 0.9), (JEDI, 1.0), (PYLSP, 1.0)]
    whole = found["all processes"]
    warm = found["warm words"][OURS]
    return [
        *compared("start to the answer of `initialize`", "s", found["initialize"], (BARE, 0.15)),
        *compared("start to the first code action", "s", found["action"], *under_peers),
        *compared("start to the first hover", "s", found["hover"], *under_peers),
        *compared("start to the first hover with a kept guide", "s", found["kept hover"]),
        *compared(
            "start to first words on Django; to first hover",
            "s",
            {JEDI: found["hover"][JEDI], **found["words"]},
            (JEDI, 1.0),
        ),
        Row(
            "command to first words, warm",
            {OURS: f"{warm * 1000:.1f} ms"},
            "",
            f"<= {MOST_WORDS * 1000:.0f} ms",
            warm <= MOST_WORDS,
        ),
        *compared("peak memory, serving process", "MB", found["peak"], (BARE, 1.4)),
        *compared("all processes, first guide; first hover", "MB", whole, (JEDI, 1.3)),
    ]


def _first_action(name: str, environment: Mapping[str, str], taken: dict) -> None:
    with start(name, environment) as client:
        taken["initialize"][name].append(begin(client))
        answer = client.request("textDocument/codeAction", action_at(SMALL.uri, SMALL.header))
        taken["action"][name].append(answer.came - client.began)


def _first_hover(name: str, environment: Mapping[str, str], taken: dict) -> None:
    with start(name, environment) as client:
        taken["initialize"][name].append(begin(client))
        answer = client.request("textDocument/hover", HOVER)
        taken["hover"][name].append(answer.came - client.began)
        if name != OURS:
            taken["peak"][name].append(max(peak(pid) for pid in tree(client.pid)))
            taken["all processes"][name].append(pss(tree(client.pid)))


def _first_words(environment: Mapping[str, str], taken: dict) -> None:
    with start(OURS, environment) as client:
        begin(client)
        began, came = words(client)
        assert began > client.began
        taken["words"][OURS].append(came - client.began)
        taken["peak"][OURS].append(peak(client.pid))
        taken["all processes"][OURS].append(pss(tree(client.pid)))
        for _ in range(3):
            began, came = words(client)
            taken["warm words"][OURS].append(came - began)


def _first_kept_hover(environment: Mapping[str, str], taken: dict) -> None:
    """The guide lies in the cache: an editor that asks until it is there."""
    with start(OURS, environment) as client:
        begin(client)
        while (answer := client.request("textDocument/hover", KEPT)).body["result"] is None:
            client.read_until(perf_counter() + 0.005)
        taken["kept hover"][OURS].append(answer.came - client.began)


def begin(client: Client) -> float:
    """Introduces the client and opens the small file; the seconds until `initialize` was answered."""
    taken = introduce(client, folder_of(SMALL))
    open_file(client, SMALL)
    return taken


def words(client: Client) -> tuple[float, float]:
    """When a guide was asked for, and when its first words came. It is whole on return."""
    began = perf_counter()
    client.ask(
        "workspace/executeCommand",
        {"command": "blockguide.document", "arguments": [marked(SMALL)]},
    )
    came = client.wait(lambda: client.told_of("blockguide/delta")).came
    client.wait(lambda: client.told_of("blockguide/end"))
    return began, came
