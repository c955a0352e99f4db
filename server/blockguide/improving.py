"""IMPROVING: a model's words take the place of the offline guide, as far as they hold."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

from blockguide.code.subject import Subject
from blockguide.guide.entry import Finding
from blockguide.guide.events import Noticed, Revised, Wrote
from blockguide.guide.page import render_section
from blockguide.guide.values import Guide, Section, SectionDelta
from blockguide.holding import Held, hold
from blockguide.settings import Settings, WriterChoice
from blockguide.writers.model.values import EndpointFault, Usage
from blockguide.writers.model.writer import Answered, Said, Word


class Showing(StrEnum):
    """When a model's words are shown.

    WORDS: as they come, on an empty page. SECTIONS: each section when it is whole, over the offline guide.
    """

    WORDS = "words"
    SECTIONS = "sections"


def showing_of(settings: Settings) -> Showing:
    """When the settings want a model's words to be shown."""
    return Showing.WORDS if settings.writer is WriterChoice.MODEL else Showing.SECTIONS


class Model(Protocol):
    """A model as a writer; `writers.model.writer.ModelWriter` is one."""

    @property
    def name(self) -> str:
        """Always `model`."""
        ...

    @property
    def model(self) -> str:
        """The model's name."""
        ...

    @property
    def version(self) -> str:
        """Of its instructions."""
        ...

    @property
    def write(self) -> Callable[[Subject], AsyncGenerator[Word, None]]:
        """Streams the words of a guide, `Answered` last; raises `EndpointFault`."""
        ...

    @property
    def repair(self) -> Callable[[Subject, Guide, Sequence[Finding]], Awaitable[Answered | None]]:
        """Asks once for what is wrong; raises `EndpointFault`."""
        ...


@dataclass(frozen=True, slots=True)
class Improved:
    """How it ended.

    Attributes:
        held: the guide that stands; None where the model did not write, and the offline guide stands.
        usage: the tokens of all requests.
        cut: whether the answer broke off; such a guide is shown and not kept.
    """

    held: Held | None
    usage: Usage | None
    cut: bool


async def improve(
    subject: Subject, offline: Guide, model: Model, showing: Showing
) -> AsyncGenerator[Wrote | Revised | Noticed | Improved, None]:
    """Lets `model` write over `offline`; `Improved` comes last. To close it hangs up.

    Whatever the model does, what is shown at the end is `Improved.held.guide`, or the offline guide.
    """
    shown = _Shown(showing, offline)
    answered: Answered | None = None
    try:
        async with aclosing(model.write(subject)) as words:
            async for word in words:
                if isinstance(word, Said):
                    yield Noticed(word.sentence)
                elif isinstance(word, Answered):
                    answered = word
                else:
                    for event in shown.take(word):
                        yield event
    except EndpointFault as fault:
        yield Noticed(f"{fault.sentence} {fault.advice} The offline writer wrote this guide.")
    if answered is None:
        for event in shown.become(offline):
            yield event
        yield Improved(None, None, cut=True)
        return
    held = await hold(
        answered.loose, subject, offline, offline.language, partial(model.repair, subject)
    )
    for event in shown.become(held.guide):
        yield event
    yield Improved(held, _sum(answered.usage, held.usage), cut=bool(answered.cut))


class _Shown:
    """What a reader has before the eyes, section by section."""

    def __init__(self, showing: Showing, offline: Guide) -> None:
        self._showing = showing
        self._section: Section | None = None
        self._coming: dict[Section, str] = {}
        self._bodies: dict[Section, str] = {}
        if showing is Showing.SECTIONS:
            self._bodies = {section: render_section(offline, section) for section in Section}

    def take(self, word: Word) -> Sequence[Wrote | Revised]:
        """What a word changes before the reader's eyes."""
        if not isinstance(word, SectionDelta):
            assert not isinstance(word, Said | Answered)
            self._coming.pop(word.section, None)
            if self._showing is Showing.SECTIONS:
                return ()
            self._bodies[word.section] = ""
            return (Revised(word.section, ""),)
        if self._showing is Showing.WORDS:
            self._bodies[word.section] = self._bodies.get(word.section, "") + word.text
            return (Wrote(word),)
        before, self._section = self._section, word.section
        self._coming[word.section] = self._coming.get(word.section, "") + word.text
        if before is None or before is word.section or before not in self._coming:
            return ()
        return self._revised(before, self._coming[before])

    def become(self, guide: Guide) -> Sequence[Revised]:
        """What is still to be changed so that the reader has `guide`."""
        return [
            event
            for section in Section
            for event in self._revised(section, render_section(guide, section))
        ]

    def _revised(self, section: Section, body: str) -> Sequence[Revised]:
        if self._bodies.get(section) == body:
            return ()
        self._bodies[section] = body
        return (Revised(section, body),)


def _sum(first: Usage, second: Usage | None) -> Usage:
    if second is None:
        return first
    estimated = first.estimated or second.estimated
    return Usage(first.prompt + second.prompt, first.answer + second.answer, estimated)
