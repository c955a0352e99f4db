"""The figures: how each is told, what a large hosted model reached, what must be reached; and their values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from values import Verdict

ALL_AT_ONCE = ("form", "parses", "imports", "undefined", "calls", "use")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes:
        key: its name in verdicts.
        title: its name for a reader.
        model: what a large hosted model reached, as issue 3 tells it.
        bound: what must be reached, as a share; for vague words, at most that many a guide.
        value: its value over some verdicts; None where nothing counts.
    """

    key: str
    title: str
    model: str
    bound: float
    value: Callable[[Sequence[Verdict]], float | None]

    @property
    def bound_told(self) -> str:
        if self.key == "vague":
            return "0"
        return "100 %" if self.bound == 1 else f">= {self.bound * 100:g} %"

    def told(self, value: float | None) -> str:
        """The value as the table shows it; a share below 1 is never shown as 100 %."""
        if value is None:
            return "-"
        if self.key == "vague":
            return f"{value:.3f}" if value else "0"
        return "100 %" if value == 1 else f"{min(value * 100, 99.99):.2f} %"

    def holds(self, value: float | None) -> bool:
        if value is None:
            return True
        return value <= self.bound if self.key == "vague" else value >= self.bound


def _share(key: str) -> Callable[[Sequence[Verdict]], float | None]:
    def value(verdicts: Sequence[Verdict]) -> float | None:
        judged = [one for one in verdicts if key in one.faults]
        return sum(not one.faults[key] for one in judged) / len(judged) if judged else None

    return value


def _counted(key: str) -> Callable[[Sequence[Verdict]], float | None]:
    def value(verdicts: Sequence[Verdict]) -> float | None:
        pairs = [one.counts[key] for one in verdicts if key in one.counts]
        total = sum(all_of_them for _, all_of_them in pairs)
        return sum(right for right, _ in pairs) / total if total else None

    return value


def _at_once(verdicts: Sequence[Verdict]) -> float | None:
    if not verdicts:
        return None
    return sum(not any(one.faults[key] for key in ALL_AT_ONCE) for one in verdicts) / len(verdicts)


def _per_guide(verdicts: Sequence[Verdict]) -> float | None:
    return sum(len(one.faults["vague"]) for one in verdicts) / len(verdicts) if verdicts else None


FIGURES = (
    Figure("form", "page exactly in form", "0.1 %", 1, _share("form")),
    Figure("parses", "example parses", "89 %", 1, _share("parses")),
    Figure("imports", "its imports resolve", "68 %", 0.995, _share("imports")),
    Figure("undefined", "no undefined name", "59 %", 1, _share("undefined")),
    Figure("calls", "calls fit", "84 %", 0.995, _share("calls")),
    Figure("use", "it does something with the block", "85 %", 0.99, _share("use")),
    Figure("at once", "all of these at once", "37 %", 0.985, _at_once),
    Figure("runs", "example runs and exits 0", "not known", 0.8, _share("runs")),
    Figure("names", "names in prose that exist", "99.2 %", 0.999, _counted("names")),
    Figure(
        "mentions",
        "definitions, parameters and errors mentioned",
        "74 %",
        0.95,
        _counted("mentions"),
    ),
    Figure("vague", "vague words in a guide", "0.05", 0, _per_guide),
    Figure("coverage", "statements covered by steps", "not known", 1, _counted("coverage")),
)
