"""Our server as it is, with a clock beside it: `probed_server.py FILE` keeps how late its event loop was, each 5 ms.

The clock's loop waits with `select`, to the microsecond: `epoll` rounds what is left of a sleep up to a whole
millisecond whenever anything else woke the loop meanwhile (CPython's `selectors.EpollSelector.select`), and that is
the clock's own lateness. A message that comes in wakes either of them at once.
"""

import asyncio
import json
import selectors
import sys
from pathlib import Path
from time import perf_counter

from blockguide.cli import main
from blockguide.lsp import serving

_EVERY = 0.005
_lags: list[tuple[float, float]] = []


async def _watch() -> None:
    while True:
        due = perf_counter() + _EVERY
        await asyncio.sleep(_EVERY)
        now = perf_counter()
        _lags.append((now, now - due))


async def _converse(*arguments: object) -> int:
    watching = asyncio.create_task(_watch())
    try:
        return await _usual(*arguments)
    finally:
        watching.cancel()


_usual, serving.converse = serving.converse, _converse
selectors.DefaultSelector = selectors.SelectSelector
code = main(["serve"])
Path(sys.argv[1]).write_text(json.dumps(_lags))
raise SystemExit(code)
