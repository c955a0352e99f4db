"""Frames: what the writer says as texts with places, so that another language can say it, too.

The English frame is the key of every other language, as in the server's own words and the editors' bundles;
`data/frames.toml` lists them all. A language is a table of its frames, and a directory of its words.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the writer.

    Attributes:
        frames: what it says for each English frame; what it lacks is said in English.
        words: the directory of its `verbs.toml`, `names.toml`, `calls.toml` and `grammar.toml`.
    """

    frames: Mapping[str, str]
    words: Path


ENGLISH: Final = Language(MappingProxyType({}), Path(__file__).with_name("data"))
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def say(frame: str, /, *places: object) -> str:
    """A phrase: the `frame` with `places` in its places: `{}`, or `{0}` where one comes twice.

    Raises:
        IndexError: a place is not filled.
    """
    return _spoken.get().frames.get(frame, frame).format(*places)


def framed(frame: str) -> str:
    """The frame itself, for a table from which one is taken to be said; so the catalogue finds it."""
    return frame


def opens(text: str, frame: str) -> bool:
    """Whether `text` begins as what `frame` says does, before its first place; never where that is first."""
    opening = _spoken.get().frames.get(frame, frame).partition("{")[0]
    return bool(opening) and text.startswith(opening)


def spoken() -> Language:
    """The language that is spoken."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Says everything in `language`.

    It must not span a `yield` of an async generator: what asks for the next part would speak it meanwhile,
    and it may be left in another context than it was entered in, which is a ValueError.
    """
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)
