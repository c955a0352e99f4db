"""Runs every check over a guide; the table of the checks stands here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from blockguide.checks import calls, coverage, example, form, imports, names, prose, use
from blockguide.checks.check import Check, Remark
from blockguide.checks.examined import Examined, examine, with_guide
from blockguide.checks.grounding import prose as grounded_prose
from blockguide.checks.grounding import slips
from blockguide.checks.grounding import steps as grounded_steps
from blockguide.checks.grounding import verbs as grounded_verbs
from blockguide.code.subject import Subject
from blockguide.guide.entry import Finding, Severity, Verdict
from blockguide.guide.values import Guide, Section, Step

CHECKS: Final[tuple[Check, ...]] = tuple(
    sorted(
        (
            *form.CHECKS,
            *prose.CHECKS,
            *names.CHECKS,
            *coverage.CHECKS,
            *example.CHECKS,
            *imports.CHECKS,
            *calls.CHECKS,
            *use.CHECKS,
            *grounded_steps.CHECKS,
            *grounded_verbs.CHECKS,
            *grounded_prose.CHECKS,
            *slips.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
"""Every check, by code."""


def run_checks(guide: Guide, subject: Subject) -> Verdict:
    """What all checks say of a guide, whoever wrote it; never raises, whatever the guide holds."""
    examined = examine(guide, subject)
    passed: list[str] = []
    findings: list[Finding] = []
    for check in CHECKS:
        found = _findings(check, examined)
        findings += found
        if not found:
            passed.append(check.code)
    return Verdict(tuple(passed), tuple(findings))


def step_examiner(subject: Subject, language: str) -> Callable[[Step], tuple[Finding, ...]]:
    """What looks at a step by itself, by the checks that need nothing else of its guide.

    Args:
        subject: what the step is about.
        language: of its prose.
    """
    alone = examine(Guide("", (), "", language), subject)

    def look(step: Step) -> tuple[Finding, ...]:
        examined = with_guide(alone, replace(alone.guide, steps=(step,)))
        return tuple(found for check in _OF_ONE_STEP for found in _findings(check, examined))

    return look


_OF_ONE_STEP: Final = (
    names.name_unknown,
    grounded_steps.step_ungrounded,
    grounded_verbs.verb_untrue,
    grounded_prose.sentence_unsupported,
    slips.prose_cut_off,
)


def _findings(check: Check, examined: Examined) -> list[Finding]:
    try:
        remarks = list(check.look(examined))
    except RecursionError:
        message = "The guide or its block is nested too deep to be checked; make it simpler."
        return [Finding(check.code, Section.EXAMPLE, Severity.WARNING, message, "")]
    return [_finding(check, remark) for remark in remarks]


def _finding(check: Check, remark: Remark) -> Finding:
    return Finding(check.code, remark.section, check.severity, remark.message, remark.place)
