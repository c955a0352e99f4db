"""How long the event loop keeps others waiting while a guide is written, against an idle server."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from client import Client
from servers import MIDDLE, OURS, conversation
from stock import Definition, definitions_of
from table import Row
from timing import percentile

TURNS = 4
SECONDS = 2.0
MOST = 3.0

_PROBE = str(Path(__file__).with_name("probed_server.py"))


def lag(environment: Mapping[str, str]) -> list[Row]:
    """Idle and busy spells in turns; the server's own process tells its lags when it ends."""
    spells: list[tuple[str, float, float]] = []
    with TemporaryDirectory() as directory:
        log = Path(directory) / "lags.json"
        command = (sys.executable, _PROBE, str(log))
        with conversation(OURS, environment, MIDDLE, command=command) as client:
            wanted = definitions_of(MIDDLE.path)
            _write(client, wanted[:2], perf_counter() + 60)
            for _ in range(TURNS):
                for what in ("idle", "busy"):
                    began = perf_counter()
                    if what == "busy":
                        _write(client, wanted, began + SECONDS)
                    else:
                        client.read_until(began + SECONDS)
                    spells.append((what, began, perf_counter()))
            client.request("shutdown", None)
            client.notify("exit", None)
            client.read_until(perf_counter() + 2)
        lags = json.loads(log.read_text())
    found = {
        what: [
            percentile([late for at, late in lags if began <= at <= ended], 0.99)
            for each, began, ended in spells
            if each == what
        ]
        for what in ("idle", "busy")
    }
    idle, busy = median(found["idle"]), median(found["busy"])
    shown = {OURS: f"{idle * 1000:.2f} -> {busy * 1000:.2f} ms"}
    reached = f"{busy / idle:.2f} of idle"
    figure = "event loop's lag, p99, idle -> worker at work"
    return [Row(figure, shown, reached, f"<= {MOST:g}", busy <= MOST * idle)]


def _write(client: Client, wanted: list[Definition], until: float) -> None:
    for one in wanted:
        if perf_counter() > until:
            return
        client.request("blockguide/document", one.marked())
