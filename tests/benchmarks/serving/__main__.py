"""The language server side by side with its peers and with a bare pygls server, in one interleaved run.

    python tests/benchmarks/serving [--long] [SCENE ...]

`--long` writes 5,000 guides and makes 50,000 edits where the usual run writes fewer; scenes are `starting`, `resting`, `hovers`,
`actions`, `edits`, `lag`, `contexts` and `growth`, all of them if none is named. The exit code is 1 where a
bound was missed.
"""

import gc
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parents[1]))

from contexts import contexts
from edits import edits
from growth import LONG, SHORT, growth
from lag import lag
from resting import resting
from round_trips import actions, hovers
from servers import caches
from starting import starting
from table import Row, lines_of

Scene = Callable[[Mapping[str, str]], list[Row]]


def main() -> int:
    words = sys.argv[1:]
    scenes: dict[str, Scene] = {
        "starting": starting,
        "resting": resting,
        "hovers": hovers,
        "actions": actions,
        "edits": edits,
        "lag": lag,
        "contexts": contexts,
        "growth": partial(growth, way=LONG if "--long" in words else SHORT),
    }
    wanted = [word for word in words if word in scenes] or list(scenes)
    gc.disable()  # the client's own pauses are not the servers'
    rows: list[Row] = []
    with caches() as environment:
        for name in wanted:
            began = perf_counter()
            found = scenes[name](environment)
            rows += found
            print(f"{name}: {perf_counter() - began:.0f} s", file=sys.stderr)
            print(*lines_of(found), sep="\n", file=sys.stderr, flush=True)
    print(*lines_of(rows), sep="\n")
    return int(not all(row.held for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
