"""What the offline writer tells of the symbol `f` of a text."""

from collections.abc import Callable

from blockguide.code.subject import Subject
from blockguide.guide.values import Step
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of

Make = Callable[..., Subject]


def told(steps: tuple[Step, ...]) -> list[str]:
    return [line for step in steps for line in (f"{step.title}: {step.text}", *told(step.children))]


def steps(subject: Make, code: str) -> str:
    return "\n".join(told(steps_of(ground_of(subject(code, "f")))))


def description(subject: Make, code: str) -> str:
    ground = ground_of(subject(code, "f"))
    return describe(ground, steps_of(ground))
