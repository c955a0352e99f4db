"""A deed: a verb with its rest, and the titles under which a step may tell it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import capital, imperative, listed, third_person

BINDING: Final = frozenset({"bind", "set", "declare"})
_TARGET: Final = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that code does.

    Attributes:
        verb: in its base form: "bind".
        rest: what follows the verb: "`x` to 3".
        titles: phrases in the imperative, the best first, lower case at the start.
    """

    verb: str
    rest: str
    titles: tuple[str, ...]

    @property
    def told(self) -> str:
        """In the third person, without a subject: "binds `x` to 3"."""
        return f"{third_person(self.verb)} {self.rest}".strip()

    @property
    def sentence(self) -> str:
        """As a sentence with its full stop."""
        return f"{capital(self.told)}."


def titled(verb: str, rest: str) -> str:
    """A verb in its base form with its rest, as a title: "append to `x`"."""
    return f"{imperative(verb)} {rest}".strip()


def listed_in_order(verb: str, rests: Sequence[str]) -> str:
    """What follows one verb said once; with "then" where a binding reads what one before it binds."""
    if verb not in BINDING or not depends(rests):
        return listed(rests)
    return say("{}, and then {}", ", ".join(rests[:-1]), rests[-1])


def depends(rests: Sequence[str]) -> bool:
    """Whether a binding among these reads, or binds anew, what one before it binds."""
    bound: list[str] = []
    for rest in rests:
        if any(_mentions(rest, name) for name in bound):
            return True
        target = _TARGET.match(rest)
        bound += [target.group(1)] if target else []
    return False


def _mentions(rest: str, name: str) -> bool:
    """Whether the whole name stands in the text; by hand, since a pattern for each name is slow."""
    at = rest.find(name)
    while at >= 0:
        before, after = rest[at - 1 : at], rest[at + len(name) : at + len(name) + 1]
        if not (before.isalnum() or before in {"_", "."} or after.isalnum() or after == "_"):
            return True
        at = rest.find(name, at + 1)
    return False
