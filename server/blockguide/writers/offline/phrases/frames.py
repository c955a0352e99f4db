"""Frames: what the writer says as texts with places, so that another language can say it, too.

The English frame is the key of every other language, as in the server's own words and the editors' bundles;
`data/frames.toml` lists them all. A language is a table of its frames, its vocabulary and its word forms.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final

_ENGLISH: Final[Mapping[str, str]] = MappingProxyType({})
_spoken: ContextVar[Mapping[str, str]] = ContextVar("spoken", default=_ENGLISH)


def say(frame: str, /, *places: object) -> str:
    """A phrase: the `frame` with `places` in its places: `{}`, or `{0}` where one comes twice.

    Raises:
        IndexError: a place is not filled.
    """
    return _spoken.get().get(frame, frame).format(*places)


def framed(frame: str) -> str:
    """The frame itself, for a table from which one is taken to be said; so the catalogue finds it."""
    return frame


@contextmanager
def speaking(frames: Mapping[str, str]) -> Iterator[None]:
    """Says every phrase by the `frames` of another language, by the English one; what it lacks is English."""
    token = _spoken.set(frames)
    try:
        yield
    finally:
        _spoken.reset(token)
