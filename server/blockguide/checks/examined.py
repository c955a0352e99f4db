"""A guide beside its subject, with what several checks read from it, computed once."""

from collections.abc import Iterator
from dataclasses import dataclass

from blockguide.checks.own import OwnPaths, own_paths, project_of
from blockguide.checks.reading import Example, read_example
from blockguide.checks.symbols import Symbols, symbols_of
from blockguide.code.project.layout import Project
from blockguide.code.subject import Subject
from blockguide.guide.form import code_spans
from blockguide.guide.values import Guide, Section, numbered


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of prose: its section, its place in it, its Markdown, and what it quotes as code."""

    section: Section
    place: str
    text: str
    quoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A guide beside its subject.

    Attributes:
        guide: the guide.
        subject: what it is about.
        prose: the description's paragraphs, then every step's title and text.
        example: the guide's example, parsed.
        symbols: what the example's names stand for.
        project: the project of the block's file, its own root searched first.
        own: the ways that lead into the block's file.
    """

    guide: Guide
    subject: Subject
    prose: tuple[Prose, ...]
    example: Example
    symbols: Symbols
    project: Project
    own: OwnPaths


def examine(guide: Guide, subject: Subject) -> Examined:
    """Reads a guide for the checks."""
    example, project = read_example(guide.example), project_of(subject)
    prose, own = tuple(_prose_of(guide)), own_paths(subject)
    return Examined(guide, subject, prose, example, symbols_of(example), project, own)


def _prose_of(guide: Guide) -> Iterator[Prose]:
    for count, paragraph in enumerate(guide.description.split("\n\n"), start=1):
        place = f"paragraph {count}"
        yield Prose(Section.DESCRIPTION, place, paragraph, code_spans(paragraph))
    for number, step in numbered(guide.steps):
        for text in (step.title, step.text):
            yield Prose(Section.STEPS, f"step {number}", text, code_spans(text))
