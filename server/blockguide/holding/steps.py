"""Checks a model's steps as they come, each when it is whole, so that a wrong one does not stand long."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

from blockguide.checks.frame import step_examiner
from blockguide.code.subject import Subject
from blockguide.guide.entry import Finding, Severity
from blockguide.guide.loose import LooseStep, level_of_item, read_steps
from blockguide.guide.page import render_steps
from blockguide.guide.values import Guide, Step
from blockguide.writers.model.alignment import alone

_HEAD: Final = 24
"""Code points of a line that show whether a step begins with it."""


class StepsComing:
    """A list of steps that grows; only `take` changes it.

    A step is whole when the next one of the top level begins. Where a check finds an error in it, the offline
    steps of the lines that it names take its place; one that names none goes.
    """

    def __init__(self, subject: Subject, offline: Guide) -> None:
        self._subject: Final = subject
        self._offline: Final = offline
        self._done: list[str] = []
        self._last = ""
        self._line = 0
        self._top: tuple[int, bool] | None = None
        self._count = 0
        self._exchanged: list[Step] = []

    def take(self, text: str) -> str | None:
        """The whole list, where a step that `text` makes whole had to give way; else None."""
        self._last += text
        changed = False
        while at := self._next_step():
            whole, self._last, self._line = self._last[:at], self._last[at:], 0
            stands = self._standing(whole)
            changed = changed or stands != whole
            self._done.append(stands)
        return "".join((*self._done, self._last)) if changed else None

    def _next_step(self) -> int:
        """Where the step behind the first one begins; 0 where it has not begun yet."""
        while True:
            end = self._last.find("\n", self._line)
            level = level_of_item(self._last[self._line : end if end >= 0 else None][:_HEAD])
            if level is not None and self._is_top(level):
                self._top = self._top or level
                if self._line:
                    return self._line
            if end < 0:
                return 0
            self._line = end + 1

    def _is_top(self, level: tuple[int, bool]) -> bool:
        if self._top is None:
            return True
        indent, is_numbered = self._top
        return level[0] < indent or (level[0] == indent and (level[1] or not is_numbered))

    def _standing(self, whole: str) -> str:
        """What stands in the place of a step that is whole: itself where no check finds an error in it."""
        loose = read_steps(whole)
        found = [each for step in alone(loose, self._subject) for each in self._look(step)]
        if not any(each.severity is Severity.ERROR for each in found):
            self._count += len(loose)
            return whole
        steps = self._instead(loose)
        self._exchanged += steps
        self._count += len(steps)
        return render_steps(steps, self._count - len(steps) + 1)

    def _instead(self, loose: Sequence[LooseStep]) -> list[Step]:
        named = [step.lines for step in loose if step.lines]
        return [
            step
            for step in self._offline.steps
            if step not in self._exchanged and any(step.lines.touch(lines) for lines in named)
        ]

    @cached_property
    def _look(self) -> Callable[[Step], tuple[Finding, ...]]:
        return step_examiner(self._subject, self._offline.language)
