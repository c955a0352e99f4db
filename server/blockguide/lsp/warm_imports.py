"""Imports the protocol's types fast: the code that attrs compiles for them at each start is kept in a file.

attrs writes Python for each of their 550 classes and compiles it, half of a server's start; a `.pyc` file
cannot keep that. Here each piece of code is kept under its own text, so what is found is always what would have
been compiled, whatever the versions of attrs and lsprotocol. The file lies where Python keeps its own compiled
code, and is trusted as that is. A name of attrs's own is replaced meanwhile; whatever surprise comes of it (the
name is gone, the file is damaged or cannot be written), the types are imported as everybody imports them.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

_TYPES: Final = "lsprotocol.types"
_COMPILE: Final = "_compile_and_eval"
_REMEMBER: Final = "_linecache_and_compile"
_ARGUMENTS: Final = {
    _COMPILE: ("script", "globs", "locs", "filename"),
    _REMEMBER: ("script", "filename", "globs", "locals"),
}
_CHECK: Final = 4


def load() -> None:
    """Imports `lsprotocol.types`."""
    if _TYPES not in sys.modules:
        with suppress(Exception):
            _load_warm(kept_file())
    __import__(_TYPES)


def kept_file() -> Path:
    """Where the compiled code is kept."""
    return Path(cache_from_source(__file__)).with_suffix(".attrs")


def _load_warm(file: Path) -> None:
    import attr._make as attrs  # noqa: PLC0415 - not before the client was answered

    if not all(_takes(attrs, name) for name in _ARGUMENTS):
        return
    kept = _read(file)
    new: dict[str, CodeType] = {}

    def compile_and_eval(
        script: str,
        globs: dict[str, Any] | None,
        locs: Mapping[str, object] | None = None,
        filename: str = "",
    ) -> None:
        code = kept.get(script)
        if code is None:
            code = new[script] = compile(script, filename, "exec")
        exec(code, globs, locs)  # noqa: S102 - as attrs does

    def linecache_and_compile(
        script: str,
        filename: str,
        globs: dict[str, Any] | None,
        locals: Mapping[str, object] | None = None,  # noqa: A002 - attrs's own name
    ) -> Mapping[str, object]:
        # attrs keeps every script for debuggers as well: two megabytes that nobody steps through.
        found = {} if locals is None else locals
        compile_and_eval(script, globs, found, filename)
        return found

    usual = {name: getattr(attrs, name) for name in _ARGUMENTS}
    try:
        setattr(attrs, _COMPILE, compile_and_eval)
        setattr(attrs, _REMEMBER, linecache_and_compile)
        __import__(_TYPES)
    finally:
        for name, function in usual.items():
            setattr(attrs, name, function)
    if new and not sys.dont_write_bytecode:
        _write(file, kept | new)


def _takes(attrs: ModuleType, name: str) -> bool:
    code = getattr(attrs, name).__code__
    return bool(code.co_varnames[: code.co_argcount] == _ARGUMENTS[name])


def _read(file: Path) -> dict[str, CodeType]:
    """What is kept; nothing where it is damaged, or another Python's."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    head = len(MAGIC_NUMBER) + _CHECK
    if not data.startswith(MAGIC_NUMBER) or data[len(MAGIC_NUMBER) : head] != _check(data[head:]):
        return {}
    kept = marshal.loads(data[head:])  # noqa: S302 - trusted as Python trusts the files beside it
    return kept if isinstance(kept, dict) else {}


def _write(file: Path, kept: dict[str, CodeType]) -> None:
    data = marshal.dumps(kept)
    draft = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(MAGIC_NUMBER + _check(data) + data)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _check(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK, "big")
