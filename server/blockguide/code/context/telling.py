"""What is told of a name that jedi has found: its kind, place, signature, type and docstring."""

# ruff: noqa: ANN401, SLF001 (jedi has no types, and says no other way what a name stands for)

import ast
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Final

from blockguide.code.context.frames import Frame


def told(names: list[Any], asked_in: str) -> Frame:
    """The answer that jedi's names make.

    Args:
        names: what it found for one place; at least one.
        asked_in: the name of the file that stands for the text that was asked about.
    """
    name = min(names, key=_rank)
    kind = name.type
    inside = name.module_path is not None and name.module_path.name == asked_in
    full_name = name.full_name or ""
    signature = (
        _safely(partial(_signature, name))
        if kind in ("function", "class", "statement", "instance")
        else ""
    )
    return {
        "full_name": full_name,
        "qualname": qualname_told(name),
        "kind": kind,
        "path": None if inside or not name.module_path else str(name.module_path),
        "inside": inside,
        "line": name.line,
        "signature": signature,
        "type": _safely(partial(_type, name))
        if kind in ("statement", "param", "instance", "property")
        else "",
        "docstring": _safely(partial(name.docstring, raw=True, fast=False)),
    }


def qualname_told(name: Any) -> str:
    """The dotted name within its module."""
    return (name.full_name or "").removeprefix(name.module_name or "").removeprefix(".")


@cache
def standard_directories() -> tuple[str, ...]:
    """The directories of the running interpreter's standard library."""
    paths = sysconfig.get_paths()
    return tuple(
        dict.fromkeys((paths["stdlib"], paths["platstdlib"], *_dynload(paths["platstdlib"])))
    )


def is_standard(path: str) -> bool:
    """Whether a file belongs to the running interpreter's standard library."""
    return "-packages" not in path and path.startswith(standard_directories())


def _safely(part: Callable[[], str]) -> str:
    """A part of an answer; empty where jedi fails on it, so that the rest stands."""
    try:
        return part()
    except (Exception, RecursionError):  # noqa: BLE001 (jedi fails in every way on odd code)
        return ""


def _rank(name: Any) -> tuple[bool, bool, str, int]:
    """What has a definition of its own comes first, then what this system runs."""
    path = name.module_path
    foreign = path is not None and path.stem in _PATH_MODULES and path.stem != os.path.__name__
    return name.type in ("statement", "instance"), foreign, str(path), name.line or 0


_PATH_MODULES: Final = ("posixpath", "ntpath")


def _signature(name: Any) -> str:
    """The signature of what can be called.

    The standard library's stubs know more than its source; elsewhere the source is what runs.
    """
    texts = [signature.to_string() for signature in name.get_signatures()]
    own = name.module_path is not None and name.module_path.suffix == ".py"
    if not texts or (
        own and (len(texts) > 1 or "=..." in texts[0] or not is_standard(str(name.module_path)))
    ):
        values = name._name.infer()
        texts = [signature.to_string() for signature in values.get_signatures()] or texts
    if not texts:
        return ""
    parameters: str = texts[0][texts[0].find("(") :]
    try:
        parsed = ast.parse(f"def _{parameters}: ...").body[0]
    except SyntaxError:
        return parameters
    assert isinstance(parsed, ast.FunctionDef)
    returns = f" -> {ast.unparse(parsed.returns)}" if parsed.returns else ""
    return f"({ast.unparse(parsed.args)}){returns}"


def _type(name: Any) -> str:
    return " | ".join(sorted({value.name for value in name.infer()}))


def _dynload(platform: str) -> Iterator[str]:
    inside = [path for path in sys.path if path.startswith(platform) and "-packages" not in path]
    return iter(inside)
