"""Runs an item's cases with the original and with rewritings of it; a process of its own: one JSON question, one answer.

Every run is a child that is forked behind the import of the module, so that no run sees another's traces.
"""

import __future__

import contextlib
import importlib
import io
import json
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

_MOST = 2000
_PATIENCE = 60
"""Seconds of wall time; `seconds` of a question are CPU time."""

_BYTES = 2 * 1024**3


def main() -> None:
    """Reads `{"module", "symbol", "setup", "cases", "rewritings", "seconds"}`; answers outcomes, the original's first."""
    asked = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    importlib.import_module(asked["module"])
    runs = [None, *asked["rewritings"]]
    print(json.dumps([_in_child(asked, rewriting) for rewriting in runs]))


def _in_child(asked: dict[str, Any], rewriting: str | None) -> Any:
    """The outcomes of all cases; a sentence where there are none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(_PATIENCE)
        signal.setitimer(signal.ITIMER_PROF, asked["seconds"])
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
        try:
            told = json.dumps(_outcomes(asked, rewriting))
        except BaseException as error:  # noqa: BLE001 - told, not swallowed
            told = json.dumps(f"{type(error).__name__}: {error}")
        with os.fdopen(writing, "w") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else "it did not end in time, or ended the process"


def _outcomes(asked: dict[str, Any], rewriting: str | None) -> list[str]:
    module = sys.modules[asked["module"]]
    *around, name = asked["symbol"].split(".")
    owner = module
    for part in around:
        owner = getattr(owner, part)
    if rewriting is not None:
        names = dict(vars(module))
        names.pop(name, None)
        if around:
            names["super"] = _super_of(owner)
        exec(compile(rewriting, "<rewriting>", "exec", __future__.annotations.compiler_flag), names)
        setattr(owner, name, names[name])
    names = dict(vars(module))
    exec(asked["setup"], names)
    return [_outcome(case, names) for case in asked["cases"]]


def _super_of(owner: type) -> Callable[..., Any]:
    """`super` for a method that is written outside of its class."""

    def bound(*given: Any) -> Any:
        if given:
            return super(*given)
        frame = sys._getframe(1)
        return super(owner, frame.f_locals[frame.f_code.co_varnames[0]])

    return bound


def _outcome(case: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            told = _shown(eval(case, names))
        except Exception as error:  # noqa: BLE001 - an outcome like any other
            told = f"raises {type(error).__name__}"
    return told + (f" and prints {out.getvalue()!r}" if out.getvalue() else "")


def _shown(value: Any) -> str:
    """The value as text that is alike for alike values; iterators are read."""
    if isinstance(value, Iterator):
        return f"iterates {_shown(list(islice(value, _MOST)))}"
    if type(value) in (list, tuple):
        return f"{type(value).__name__}({', '.join(map(_shown, value))})"
    if type(value) in (set, frozenset):
        return f"{type(value).__name__}({', '.join(sorted(map(_shown, value)))})"
    if isinstance(value, dict):
        pairs = (f"{_shown(key)}: {_shown(one)}" for key, one in value.items())
        return f"{type(value).__name__}({', '.join(pairs)})"
    return repr(value)


if __name__ == "__main__":
    main()
