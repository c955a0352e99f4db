"""A guide beside its subject, with what several checks read from it, computed once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from blockguide.checks.grounding.ground import Ground
from blockguide.checks.reading import Example, read_example
from blockguide.code.fitting.misfits import Program, program_of
from blockguide.code.fitting.own import OwnPaths, own_paths
from blockguide.code.fitting.symbols import Symbols
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
        program: the example as a program about the block.
        own: the ways that lead into the block's file.
        ground: what the block gives ground for; read when it is asked for.
    """

    guide: Guide
    subject: Subject
    prose: tuple[Prose, ...]
    example: Example
    program: Program
    own: OwnPaths
    ground: Ground

    @property
    def symbols(self) -> Symbols:
        """What the example's names stand for."""
        return self.program.symbols

    @property
    def project(self) -> Project:
        """The project of the block's file, its own root searched first."""
        return self.program.project


def examine(guide: Guide, subject: Subject) -> Examined:
    """Reads a guide for the checks."""
    example, own = read_example(guide.example), own_paths(subject)
    program = program_of(example.nodes, subject, own)
    return Examined(guide, subject, tuple(_prose_of(guide)), example, program, own, Ground(subject))


def with_guide(examined: Examined, guide: Guide) -> Examined:
    """The same, of a guide with the same example."""
    return replace(examined, guide=guide, prose=tuple(_prose_of(guide)))


def _prose_of(guide: Guide) -> Iterator[Prose]:
    for count, paragraph in enumerate(guide.description.split("\n\n"), start=1):
        place = f"paragraph {count}"
        yield Prose(Section.DESCRIPTION, place, paragraph, code_spans(paragraph))
    for number, step in numbered(guide.steps):
        for text in (step.title, step.text):
            yield Prose(Section.STEPS, f"step {number}", text, code_spans(text))
