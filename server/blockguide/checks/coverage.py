"""BG2xx: whether the steps speak of the block's lines, and of all of them."""

from collections.abc import Iterator

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.statements import untold_statements
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section, numbered

_MOST_NAMED = 5


@check("BG203", Severity.ERROR)
def lines_outside(examined: Examined) -> Iterator[Remark]:
    """Every step's lines lie within the block.

    Why: a step that tells of other lines tells of other code.

    Mend: give the step the lines of the file that it tells of, or remove it.
    """
    block = examined.subject.block.lines
    for number, step in numbered(examined.guide.steps):
        if step.lines not in block:
            message = (
                f"Step {number} tells of lines {step.lines}, but the block has lines {block}; "
                "give the lines that it tells of."
            )
            yield Remark(Section.STEPS, message, f"step {number}")


@check("BG204", Severity.ERROR)
def statement_untold(examined: Examined) -> Iterator[Remark]:
    """Together, the steps' lines cover every statement of the block.

    Why: a reader who follows the steps could write the code again; a statement left out is lost.
    Docstrings, `pass`, `...`, `global` and `nonlocal` need no telling, nor does the header of a
    function that is the block.

    Mend: add a step for the statement, or widen the lines of the step that tells of it.
    """
    told = [step.lines for _, step in numbered(examined.guide.steps)]
    lines = [node.lineno for node in untold_statements(examined.subject.block, told)]
    for line in lines[:_MOST_NAMED]:
        message = f"No step tells of the statement on line {line} of the file; add it to one."
        yield Remark(Section.STEPS, message, f"line {line}")
    if len(lines) > _MOST_NAMED:
        message = f"No step tells of {len(lines) - _MOST_NAMED} further statements; add them."
        yield Remark(Section.STEPS, message, f"line {lines[_MOST_NAMED]}")


CHECKS: tuple[Check, ...] = (lines_outside, statement_untold)
