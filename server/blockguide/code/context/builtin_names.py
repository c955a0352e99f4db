"""What builtin names stand for, told from the running Python without a worker."""

import builtins
import inspect
from collections.abc import Callable
from functools import lru_cache

from blockguide.code.context.values import Definition

_MISSING = object()


@lru_cache(maxsize=1024)
def builtin_definition(dotted: str) -> Definition | None:
    """What a builtin, or an attribute of one (`dict.fromkeys`), stands for; None for no such thing."""
    found: object = builtins
    for part in dotted.split("."):
        found = inspect.getattr_static(found, part, _MISSING)
        if found is _MISSING:
            return None
        if isinstance(found, (classmethod, staticmethod)):
            found = found.__func__
    kind = "class" if isinstance(found, type) else "function" if callable(found) else "instance"
    return Definition(
        name=dotted,
        full_name=f"builtins.{dotted}",
        kind=kind,
        path=None,
        line=None,
        signature=_signature(found) if callable(found) else "",
        type="" if callable(found) else type(found).__name__,
        docstring=inspect.getdoc(found) or "" if callable(found) else "",
        in_project=False,
    )


def _signature(found: Callable[..., object]) -> str:
    try:
        return str(inspect.signature(found))
    except (TypeError, ValueError):
        return ""
