"""The frames between parent and worker: four bytes of length, then one JSON object in UTF-8."""

import json
from typing import Any, Final, Literal

Frame = dict[str, Any]

Reading = Literal["begins", "ends"]
"""What a worker tells of a module that must be parsed."""

HEADER: Final = 4
LONGEST: Final = 64 * 1024 * 1024


class BadFrameError(Exception):
    """What was read is no frame."""


def packed(frame: Frame) -> bytes:
    """The bytes of a frame, header first."""
    body = json.dumps(frame, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return len(body).to_bytes(HEADER, "big") + body


def body_length(header: bytes) -> int:
    """How many bytes follow a header.

    Raises:
        BadFrameError: the length is none that a frame can have.
    """
    length = int.from_bytes(header, "big")
    if not 2 <= length <= LONGEST:
        raise BadFrameError("impossible length")
    return length


def unpacked(body: bytes) -> Frame:
    """The frame in a body.

    Raises:
        BadFrameError: the body is not one JSON object.
    """
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrameError("not JSON") from error
    if not isinstance(frame, dict):
        raise BadFrameError("not an object")
    return frame
