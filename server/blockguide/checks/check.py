"""What a check is: a small function with a stable code, whose docstring is its documentation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc

from blockguide.checks.examined import Examined
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of one place: what is wrong and what would mend it, in one sentence."""

    section: Section
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        code: its stable code, such as `BG101`.
        name: its name for people, such as `section-missing`.
        severity: how much what it finds weighs.
        look: the function that looks; a guide may be anything, and it never raises but for a
            `RecursionError` on nesting that Python itself cannot take.
    """

    code: str
    name: str
    severity: Severity
    look: Callable[[Examined], Iterable[Remark]]

    @property
    def documentation(self) -> str:
        """The check's page: what it checks, why, and how to mend what it finds."""
        return cleandoc(self.look.__doc__ or "")


def check(
    code: str, severity: Severity
) -> Callable[[Callable[[Examined], Iterable[Remark]]], Check]:
    """Makes a check of the function below; the function's name becomes the check's."""

    def decorate(look: Callable[[Examined], Iterable[Remark]]) -> Check:
        return Check(code, look.__name__.replace("_", "-"), severity, look)

    return decorate
