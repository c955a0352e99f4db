"""What a title or a text is about, by how it begins."""

from typing import Final

from blockguide.writers.offline.phrases.frames import framed, opens
from blockguide.writers.offline.phrases.morphology import capital, lower_first

_CALLS: Final = (framed("call {}"), framed("call `{}`"), framed("make the call"))
_TESTS: Final = (framed("when {}"), framed("unless {}"))
_LEAVING: Final = frozenset({"return", "raise", "stop", "finish", "leave", "end", "skip"})
_EXITS: Final = (
    framed("return {}"), framed("return nothing"), framed("return without a value"),
    framed("return early"), framed("raise {}"), framed("raise the exception again"),
    framed("raise what `{}` gives"), framed("stop here"), framed("stop with {}"),
    framed("finish here"), framed("finish the round"), framed("finish with {}"),
    framed("leave the loop"), framed("leave it to subclasses"), framed("end the loop early"),
    framed("skip {}"), framed("skip the rest"), framed("skip to the next {}"),
    framed("skip to the next round"), framed("go on with the loop"), framed("go on with {}"),
    framed("go on to the next {}"), framed("go on to the next round of the loop"),
    framed("go on after success"),
)  # fmt: skip
_YIELDS: Final = (
    framed("yield {}"), framed("yield from {}"), framed("yield every item"),
    framed("yield control to the caller"),
)  # fmt: skip


def is_plain_call(title: str) -> bool:
    """Whether a title says no more of a call than what is called."""
    return any(opens(title, frame) for frame in _CALLS)


def is_exit(title: str) -> bool:
    """Whether a title, in lower case, tells of a step behind which nothing follows."""
    return title.partition(" ")[0] in _LEAVING or any(opens(title, frame) for frame in _EXITS)


def is_yield(title: str) -> bool:
    """Whether a title, in lower case, tells of a value that is yielded."""
    return any(opens(title, frame) for frame in _YIELDS)


def is_tested(text: str) -> bool:
    """Whether a sentence begins with a test that leads to what it tells: "When ", "Unless "."""
    lower = lower_first(text)
    return text == capital(text) and any(opens(lower, frame) for frame in _TESTS)
