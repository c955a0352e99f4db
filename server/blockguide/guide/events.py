"""What is told while a guide is written."""

from dataclasses import dataclass

from blockguide.guide.values import Section, SectionDelta


@dataclass(frozen=True, slots=True)
class Wrote:
    """A writer wrote some more."""

    delta: SectionDelta


@dataclass(frozen=True, slots=True)
class Revised:
    """What streamed of a section is replaced by `body`, as it stands in the page; it may be empty."""

    section: Section
    body: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """One plain sentence for the reader.

    Attributes:
        sentence: why one waits, what was left out, why a model did not write.
        code: the stable name of why it did not, such as `packages`; empty for all else.
    """

    sentence: str
    code: str = ""
