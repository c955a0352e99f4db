"""Starts the language server: it answers `initialize` first, and imports the server while the client reads on.

The types of the protocol take half a second to import, and a client waits for that answer before it does
anything else. So nothing is imported here at first but what the answer needs.
"""

import gc
import json
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from blockguide.lsp.capabilities import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from blockguide.workshop.values import Workshop

_AT_ONCE: Final = 65536
_LONGEST_HEADER: Final = 65536
_LONGEST_BODY: Final = 256 * 1024 * 1024
_INPUT: Final = 0
_OUTPUT: Final = 1
_ERRORS: Final = 2

INTERRUPTED: Final = 130

_YOUNG: Final = 2_000
"""New objects after which they, and they alone, are looked through for garbage."""

_NEVER: Final = 1_000_000


class Parts(NamedTuple):
    """What a server is made of.

    Attributes:
        make_workshop: called once, after the client was answered.
        default_directory: where pages are kept as long as no setting names a directory for the cache.
        log_file: where the log goes; None is standard error.
        log_level: `error`, `warning`, `info` or `debug`; None takes that of the environment's settings.
    """

    make_workshop: "Callable[[], Workshop]"
    default_directory: "Callable[[], Path]"
    log_file: str | None
    log_level: str | None


class Opening(NamedTuple):
    """What was read before the server was there.

    Attributes:
        params: the parameters of `initialize`.
        answered: whether the first message was `initialize`, and was answered.
        rest: the bytes that came and are still to be read as messages.
        ended: whether the client has nothing more to say.
    """

    params: object
    answered: bool
    rest: bytes
    ended: bool


def main(
    make_workshop: "Callable[[], Workshop]",
    default_directory: "Callable[[], Path]",
    tcp: str | None = None,
    log_file: str | None = None,
    log_level: str | None = None,
) -> int:
    """Serves one client over standard input and output, or over a socket; gives the exit code.

    Args:
        make_workshop: called once, after the client was answered.
        default_directory: where pages are kept as long as no setting names a directory for the cache.
        tcp: `HOST:PORT` to listen on, a loopback address; None serves standard input and output.
        log_file: where the log goes; None is standard error.
        log_level: `error`, `warning`, `info` or `debug`; None takes that of the environment's settings.

    Returns:
        0 after `shutdown`, 1 where the client left without it, 2 for a `tcp` that is no loopback address.
    """
    parts = Parts(make_workshop, default_directory, log_file, log_level)
    if tcp is not None:
        return int(_serving().over_tcp(tcp, parts))
    read_from, write_to = _own_streams()
    try:
        opening = _introduce(read_from, write_to)
    except OSError:  # the client is gone
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    if opening.ended:  # before its first message was whole: there is nobody to serve
        return 1
    return int(_serving().over_stdio(opening, read_from, write_to, parts))


def _serving() -> Any:  # noqa: ANN401 - a module
    """Imports the server, the client being answered."""
    usual = gc.get_threshold()
    # What is imported stays, but attrs makes each class twice: the newest objects alone are looked through.
    gc.set_threshold(_YOUNG, _NEVER, _NEVER)
    from blockguide.lsp import warm_imports  # noqa: PLC0415

    warm_imports.load()
    from blockguide.lsp import serving  # noqa: PLC0415

    gc.collect(0)
    gc.freeze()
    gc.set_threshold(*usual)
    return serving


def _own_streams() -> tuple[int, int]:
    """Takes the client's streams away from everybody else.

    A stray `print` goes to standard error, and no child process reads the client's messages.
    """
    read_from, write_to = os.dup(_INPUT), os.dup(_OUTPUT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, _INPUT)
    os.close(nothing)
    os.dup2(_ERRORS, _OUTPUT)
    return read_from, write_to


def _introduce(read_from: int, write_to: int) -> Opening:
    came = bytearray()
    bounds = None
    while bounds is None:
        data = os.read(read_from, _AT_ONCE)
        if not data:
            return Opening(params=None, answered=False, rest=bytes(came), ended=True)
        came += data
        bounds = _first_body(came)
    start, end = bounds
    message = _initialize(bytes(came[start:end]))
    if message is None:
        return Opening(params=None, answered=False, rest=bytes(came), ended=False)
    params = message.get("params")
    _send(write_to, {"jsonrpc": "2.0", "id": message["id"], "result": answer(params)})
    return Opening(params=params, answered=True, rest=bytes(came[end:]), ended=False)


def _first_body(came: bytearray) -> tuple[int, int] | None:
    """Where the first message's body stands; an empty place for a header that only the server can deal with."""
    head, separator, _ = came.partition(b"\r\n\r\n")
    if not separator:
        return (0, 0) if len(came) > _LONGEST_HEADER else None
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            start = len(head) + len(separator)
            end = start + int(value)
            if int(value) > _LONGEST_BODY:
                return (0, 0)
            return (start, end) if len(came) >= end else None
    return (0, 0)


def _initialize(body: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if (
        isinstance(message, dict)
        and message.get("jsonrpc") == "2.0"
        and message.get("method") == "initialize"
        and isinstance(message.get("id"), int | str)
        and not isinstance(message.get("id"), bool)
    ):
        return message
    return None


def _send(write_to: int, message: dict[str, Any]) -> None:
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    data = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    while data:
        data = data[os.write(write_to, data) :]
