"""What a reader has before the eyes while a model writes: checked as soon as a step or a section is whole."""

from collections.abc import Iterator, Sequence
from typing import Final

from blockguide.code.subject import Subject
from blockguide.guide.events import Revised, Wrote
from blockguide.guide.given import Restarted
from blockguide.guide.page import render_section
from blockguide.guide.values import Guide, Section, SectionDelta
from blockguide.holding.hold import hold_section
from blockguide.holding.steps import StepsComing
from blockguide.improving.values import Showing


class Shown:
    """The page, section by section; what it is told comes back as the events that change the page.

    WORDS: a section's words stand as they come; a step that fails its checks gives way as soon as it is
    whole, and the section to what of it holds as soon as another begins. SECTIONS: what of a section holds
    takes the offline one's place when another begins.
    """

    def __init__(self, showing: Showing, subject: Subject, offline: Guide) -> None:
        self._showing: Final = showing
        self._subject: Final = subject
        self._offline: Final = offline
        self._steps = StepsComing(subject, offline)
        self._section: Section | None = None
        self._coming: dict[Section, str] = {}
        self._bodies: dict[Section, str] = {}
        if showing is Showing.SECTIONS:
            self._bodies = {section: render_section(offline, section) for section in Section}

    def take(self, word: SectionDelta | Restarted) -> Iterator[Wrote | Revised]:
        """What a word of the model changes."""
        if isinstance(word, Restarted):
            yield from self._restart(word.section)
            return
        before, self._section = self._section, word.section
        if before not in (None, word.section) and before in self._coming:
            held = hold_section(before, self._coming[before], self._subject, self._offline)
            yield from self._revised(before, render_section(held, before))
        self._coming[word.section] = self._coming.get(word.section, "") + word.text
        if self._showing is Showing.WORDS:
            self._bodies[word.section] = self._bodies.get(word.section, "") + word.text
            yield Wrote(word)
            if word.section is Section.STEPS:
                body = self._steps.take(word.text)
                if body is not None:
                    yield from self._revised(word.section, body)

    def become(self, guide: Guide) -> Sequence[Revised]:
        """What is still to be changed so that the reader has `guide`."""
        return [
            event
            for section in Section
            for event in self._revised(section, render_section(guide, section))
        ]

    def _restart(self, section: Section) -> Iterator[Revised]:
        self._coming.pop(section, None)
        if section is Section.STEPS:
            self._steps = StepsComing(self._subject, self._offline)
        if self._showing is Showing.WORDS:
            self._bodies[section] = ""
            yield Revised(section, "")

    def _revised(self, section: Section, body: str) -> Iterator[Revised]:
        if self._bodies.get(section) != body:
            self._bodies[section] = body
            yield Revised(section, body)
