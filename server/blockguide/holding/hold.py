"""Holds what a model wrote to the truth: all of it at the end, a section as soon as it is whole."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from blockguide.checks.frame import run_checks
from blockguide.checks.grounding.prose import without_unsupported
from blockguide.checks.mend import mend
from blockguide.code.subject import Subject
from blockguide.errors import BlockGuideError
from blockguide.guide.entry import Finding, Severity, Usage, Verdict
from blockguide.guide.loose import Loose, read_loose
from blockguide.guide.values import Guide, Section, Step
from blockguide.text import Lines
from blockguide.writers.model.alignment import aligned
from blockguide.writers.model.repair import failing_sections, failing_steps, with_repairs
from blockguide.writers.model.values import EndpointFault
from blockguide.writers.model.writer import Answered

_FOREIGN: Final = "BG404"
"""The one warning that is worth a repair request: prose in another language than the wanted one."""


_UNTOLD: Final = "BG204"


class Author(StrEnum):
    """Who wrote a section as it stands."""

    MODEL = "model"
    MENDED = "mended"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Held:
    """A model's guide as a reader may have it.

    Attributes:
        guide: complete, in form; no check finds an error in it that is not in the offline writer's guide too.
        verdict: what the checks say of it.
        before: what they found in the model's own words.
        authors: who wrote each section; MENDED where any of the model's was changed or replaced.
        usage: the tokens of the repair request; None where it took none.
        unrepaired: why it was not answered, in a plain sentence; empty where it was, or none was made.
        cut: why the answer to it is not whole, as in `Answered`; empty where it is, or none was made.
    """

    guide: Guide
    verdict: Verdict
    before: tuple[Finding, ...]
    authors: Mapping[Section, Author]
    usage: Usage | None
    unrepaired: str
    cut: str

    @property
    def replaced(self) -> tuple[Section, ...]:
        """The sections in which nothing of the model's stands, in their order."""
        return tuple(section for section in Section if self.authors[section] is Author.OFFLINE)


AskRepair = Callable[[Guide, tuple[Finding, ...]], Awaitable[Answered | None]]
"""Asks once for what is wrong: `partial(model_writer(...).repair, subject)`. What it raises means none."""


async def hold(
    loose: Loose,
    subject: Subject,
    offline: Guide,
    language: str,
    ask_repair: AskRepair | None = None,
) -> Held:
    """Holds what a model wrote to the truth; it never raises, whatever that is.

    Args:
        loose: the model's answer, made safe, as `Answered` has it; any part may be missing.
        subject: what it is about.
        offline: the offline writer's guide to it, which takes the place of what fails.
        language: that the prose was asked for in.
        ask_repair: asks the model once for the failing parts; None: nobody is asked.
    """
    own = aligned(loose, subject, language)
    first = run_checks(own, subject)
    draft = _mended(own, subject, first)
    usage, unrepaired, cut = None, "", ""
    wrong = _worth_repair(draft.verdict)
    if ask_repair is not None and wrong:
        answered = None
        try:
            answered = await ask_repair(draft.guide, wrong)
        except EndpointFault as fault:
            unrepaired, usage = fault.sentence, fault.usage
        except BlockGuideError as error:
            unrepaired = error.message
        if answered is not None:
            usage, cut = answered.usage, answered.cut
            draft = _repaired(draft, answered.loose, wrong, subject, language)
    held = _with_offline_parts(draft, offline, subject)
    authors = {
        section: _author(
            getattr(own, section), getattr(held.guide, section), getattr(offline, section)
        )
        for section in Section
    }
    return Held(held.guide, held.verdict, first.findings, authors, usage, unrepaired, cut)


def hold_section(section: Section, body: str, subject: Subject, offline: Guide) -> Guide:
    """The offline guide with what holds of a model's section in it, before anything is asked again.

    Args:
        section: which one is whole.
        body: as it streamed, safe.
        subject: what it is about.
        offline: the offline writer's guide to it.
    """
    own = aligned(read_loose({section: body}), subject, offline.language)
    guide = replace(offline, **{section.value: getattr(own, section)})
    draft = _mended(guide, subject, run_checks(guide, subject))
    return _with_offline_parts(draft, offline, subject).guide


@dataclass(frozen=True, slots=True)
class _Draft:
    """A guide on its way, and what the checks say of it."""

    guide: Guide
    verdict: Verdict

    def errors(self, section: Section) -> tuple[Finding, ...]:
        return tuple(
            each
            for each in self.verdict.findings
            if each.section is section and each.severity is Severity.ERROR
        )


def _checked(guide: Guide, subject: Subject) -> _Draft:
    return _Draft(guide, run_checks(guide, subject))


def _mended(guide: Guide, subject: Subject, verdict: Verdict) -> _Draft:
    mended = mend(guide, subject, verdict)
    return _Draft(guide, verdict) if mended == guide else _checked(mended, subject)


def _worth_repair(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(
        each
        for each in verdict.findings
        if each.severity is Severity.ERROR or each.code == _FOREIGN
    )


def _repaired(
    draft: _Draft, answer: Loose, wrong: tuple[Finding, ...], subject: Subject, language: str
) -> _Draft:
    """The draft with those sections of the repair's answer that have fewer faults than before."""
    guide = aligned(with_repairs(draft.guide, answer, wrong), subject, language)
    repaired = _mended(guide, subject, run_checks(guide, subject))
    better = {
        section: getattr(repaired.guide, section)
        for section in failing_sections(wrong)
        if _weight(repaired, section) < _weight(draft, section)
    }
    return _checked(replace(draft.guide, **better), subject) if better else draft


def _weight(draft: _Draft, section: Section) -> tuple[int, int]:
    findings = [each for each in draft.verdict.findings if each.section is section]
    return len(draft.errors(section)), len(findings)


def _with_offline_parts(draft: _Draft, offline: Guide, subject: Subject) -> _Draft:
    """The draft without unsupported sentences, with the offline writer's parts for all else that fails."""
    if draft.errors(Section.DESCRIPTION) and not _is_foreign(draft, Section.DESCRIPTION):
        shorter = without_unsupported(draft.guide, subject)
        if shorter != draft.guide:
            draft = _checked(shorter, subject)
    if draft.guide.steps and (errors := draft.errors(Section.STEPS)):
        steps = _with_offline_steps(draft.guide.steps, offline.steps, errors)
        if steps is not None:
            exchanged = _checked(replace(draft.guide, steps=steps), subject)
            draft = exchanged if not exchanged.errors(Section.STEPS) else draft
    as_foreign = _foreign_sections(offline, draft, subject)
    # One section's words may stand on another's: a name that only the example binds.
    for _ in Section:
        failing = {
            section: getattr(offline, section)
            for section in Section
            if draft.errors(section) or (_is_foreign(draft, section) and section not in as_foreign)
        }
        guide = replace(draft.guide, **failing)
        if guide == draft.guide:
            return draft
        draft = _checked(guide, subject)
    return draft


def _is_foreign(draft: _Draft, section: Section) -> bool:
    """Whether a section is in another language than the guide's."""
    return any(each.code == _FOREIGN and each.section is section for each in draft.verdict.findings)


def _foreign_sections(offline: Guide, draft: _Draft, subject: Subject) -> frozenset[Section]:
    """The sections of the offline guide that are in another language than the draft's as well."""
    if not any(_is_foreign(draft, section) for section in Section):
        return frozenset()
    told = _checked(replace(offline, language=draft.guide.language), subject)
    return frozenset(section for section in Section if _is_foreign(told, section))


def _with_offline_steps(
    steps: tuple[Step, ...], offline: tuple[Step, ...], errors: tuple[Finding, ...]
) -> tuple[Step, ...] | None:
    """The steps with offline ones for the failing and the untold lines; None where they do not fit."""
    untold = {int(each.place.removeprefix("line ")) for each in errors if each.code == _UNTOLD}
    known = tuple(each for each in errors if each.code != _UNTOLD)
    failing = failing_steps(steps, known) if known else ()
    kept = [step for at, step in enumerate(steps) if at not in failing]
    wanted = [Lines(line, line) for line in untold] + [steps[at].lines for at in failing]
    added = [each for each in offline if any(each.lines.touch(lines) for lines in wanted)]
    if not kept or any(each.lines.touch(step.lines) for each in added for step in kept):
        return None
    return tuple(sorted([*kept, *added], key=lambda step: step.lines.first))


def _author(own: object, final: object, offline: object) -> Author:
    if final == own:
        return Author.MODEL
    return Author.OFFLINE if final == offline else Author.MENDED
