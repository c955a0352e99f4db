"""What is kept of a finished guide: the guide, what the checks saw, and what it was built from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from blockguide.code.context.values import Gap, Ingredient
from blockguide.guide.values import Guide, Section, moved


class Severity(StrEnum):
    """How much a finding weighs: an ERROR makes the guide wrong, a WARNING makes it worse."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw.

    Attributes:
        code: the check's stable code, such as `BG101`.
        section: where.
        severity: how much it weighs.
        message: one sentence that says what is wrong and what would mend it.
        place: what in the section it is about: `step 3.1`, `line 4`, a name; or empty.
    """

    code: str
    section: Section
    severity: Severity
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of a guide: the codes that passed, in order, and what the others found."""

    passed: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens of prompts and of answers.

    Attributes:
        prompt: those of the prompts.
        answer: those of the answers.
        estimated: whether some were estimated, as an endpoint did not count them.
    """

    prompt: int
    answer: int
    estimated: bool

    @property
    def total(self) -> int:
        """All of them."""
        return self.prompt + self.answer


def sum_of(usages: Iterable[Usage | None]) -> Usage | None:
    """The tokens of several requests; None where none of them used any."""
    used = [usage for usage in usages if usage]
    if not used:
        return None
    return Usage(
        sum(usage.prompt for usage in used),
        sum(usage.answer for usage in used),
        any(usage.estimated for usage in used),
    )


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a guide was built from, and by whom.

    Attributes:
        writer: `offline`, or `model`.
        model: the model's name, or empty.
        version: the writer's version; another one writes another guide.
        ingredients: what outside the block the guide depends on.
        gaps: what could not be resolved when it was written.
        authors: who wrote each section, in the order of the page: `model`, `mended` (a model's words, some of
            them changed or replaced) or `offline`; empty where no model's answer was held to the code.
        before: what the checks found in a model's own words.
        tokens: of all requests; None where no model was asked, or none answered.
    """

    writer: str
    model: str
    version: str
    ingredients: tuple[Ingredient, ...]
    gaps: tuple[Gap, ...]
    authors: tuple[str, ...] = ()
    before: tuple[Finding, ...] = ()
    tokens: Usage | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A guide as it is shown and kept."""

    guide: Guide
    verdict: Verdict
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a guide of a block says, before anything is looked up outside its file.

    Attributes:
        block: `freshness.block_digest`: the block's text and kind, and all of its own file that it
            depends on, but not where in the file it stands.
        place: what the block is known as: the file's path and the block's dotted name, or its first
            line where it has none; it also tells an earlier guide of the same place from the others.
        writer: as in `Provenance`.
        model: as in `Provenance`.
        version: as in `Provenance`.
        language: of the prose.
    """

    block: str
    place: str
    writer: str
    model: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class Stale:
    """An earlier guide that no longer holds, and why, one sentence each: "`normalize` in `text.py` changed"."""

    entry: Entry
    reasons: tuple[str, ...]


def relined(entry: Entry, by: int) -> Entry:
    """`entry` with its lines moved down by `by`; a kept guide's count from its block's first line."""
    return replace(entry, guide=moved(entry.guide, by)) if by else entry
