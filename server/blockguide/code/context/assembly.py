"""From a block to what must be asked about it, and from the answers to its context."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from blockguide.code.block import Block
from blockguide.code.context.asks import Ask, Question, questions
from blockguide.code.context.bindings import bindings_of
from blockguide.code.context.frames import Frame
from blockguide.code.context.outline import outline
from blockguide.code.context.values import (
    CallSite,
    Context,
    Definition,
    Gap,
    Ingredient,
    Reach,
    ReachKind,
)
from blockguide.code.facts.values import Facts
from blockguide.code.project.environment import running_packages
from blockguide.code.project.ingredients import digest_of
from blockguide.code.project.layout import Project, find_project
from blockguide.code.project.modules import module_name, resolve_module
from blockguide.code.project.reach import reach
from blockguide.settings import Settings


@dataclass(frozen=True, slots=True)
class Brief:
    """What a request to the worker rests on.

    Attributes:
        block: the block.
        project: its project.
        reach: the way to it.
        questions: its names, answered or to be asked.
        asks: those to be asked, by their place among the questions.
        wanted: the dotted name in the file whose uses are looked for; empty for none.
        outline: as much of the file's text as the search for its uses must parse.
        place: what every request says of the project.
    """

    block: Block
    project: Project
    reach: Reach
    questions: tuple[Question, ...]
    asks: dict[int, Ask]
    wanted: str
    outline: str
    place: Frame


def brief_of(block: Block, facts: Facts, settings: Settings) -> Brief:
    """What is to be asked about a block; reads directories, and no file of the project but what is kept."""
    path = block.source.path
    project = find_project(path, settings.project)
    way = reach(block, project)
    module = module_name(path, project) or path.stem
    asked = questions(block, facts, bindings_of(block.tree.module), module)
    paths = (*project.source_roots, way.root, *(project.site_packages or running_packages()))
    return Brief(
        block,
        project,
        way,
        asked,
        {key: one for key, one in enumerate(asked) if isinstance(one, Ask)},
        ".".join(way.names),
        _outline(block, way.names),
        {
            "root": str(project.root),
            "paths": [str(directory) for directory in dict.fromkeys(paths)],
            "directory": str(path.parent),
        },
    )


def _outline(block: Block, names: tuple[str, ...]) -> str:
    if not names or block.tree.parsed != block.source.text:
        return ""
    return outline(block.tree.module, block.source.lines, names[-1])


def context_of(
    brief: Brief, answers: dict[int, Frame | None], sites: list[Frame], gaps: tuple[Gap, ...]
) -> Context:
    """The context that the answers make.

    Args:
        brief: what was asked.
        answers: what the worker said of each question.
        sites: the call sites that it found, best first.
        gaps: why answers are missing.
    """
    definitions = tuple(_definitions(brief, answers))
    call_sites = tuple(_call_site(site) for site in sites)
    unknown = tuple(
        Gap(ask.name, f"No definition of `{ask.name}` was found.")
        for key, ask in brief.asks.items()
        if key in answers and not answers[key] and "." not in ask.name
    )
    ingredients = dict.fromkeys(
        (*_from_reach(brief), *_from_answers(brief, answers), *_from_sites(brief, call_sites))
    )
    return Context(
        reach=brief.reach,
        project=brief.project.root,
        definitions=definitions,
        call_sites=call_sites,
        gaps=(*gaps, *unknown),
        ingredients=tuple(Ingredient(*place, digest_of(*place)) for place in ingredients),
    )


def _definitions(brief: Brief, answers: dict[int, Frame | None]) -> Iterator[Definition]:
    for key, one in enumerate(brief.questions):
        if isinstance(one, Definition):
            yield one
        elif frame := answers.get(key):
            yield _definition(one, frame, brief)


def _definition(ask: Ask, frame: Frame, brief: Brief) -> Definition:
    path, line = Path(frame["path"]) if frame["path"] else None, frame["line"]
    full_name = frame["full_name"]
    if frame["inside"]:
        path, line = brief.block.source.path, ask.origins[line - 1] or None
        full_name = ".".join([brief.reach.module, frame["qualname"]])
    return Definition(
        name=ask.name,
        full_name=full_name,
        kind=frame["kind"],
        path=path,
        line=line,
        signature=frame["signature"],
        type=frame["type"],
        docstring=inspect.cleandoc(frame["docstring"]),
        in_project=path is not None and _is_own(path, brief.project),
    )


def _from_reach(brief: Brief) -> Iterator[tuple[str, Path]]:
    """The file of the package that re-exports the block, where that is not the block's own."""
    if brief.reach.kind is ReachKind.IMPORT:
        path = resolve_module(brief.project, brief.reach.module)
        if path is not None and path.is_file() and path != brief.block.source.path:
            yield "", path


def _is_own(path: Path, project: Project) -> bool:
    """Whether the project itself holds a file; of an installed package only that package is the project."""
    if not path.is_relative_to(project.root):
        return False
    return not any(
        path.is_relative_to(directory)
        for directory in project.site_packages
        if directory != project.root
    )


def _call_site(frame: Frame) -> CallSite:
    return CallSite(
        path=Path(frame["path"]),
        line=frame["line"],
        column=frame["column"],
        call=frame["call"],
        statement=frame["statement"],
        within=frame["within"],
        is_test=frame["is_test"],
    )


def _from_answers(brief: Brief, answers: dict[int, Frame | None]) -> Iterator[tuple[str, Path]]:
    for frame in answers.values():
        if not frame or not frame["path"] or not frame["qualname"]:
            continue
        path = Path(frame["path"])
        if (
            path.suffix == ".py"
            and path != brief.block.source.path
            and _is_own(path, brief.project)
        ):
            yield frame["qualname"], path


def _from_sites(brief: Brief, sites: tuple[CallSite, ...]) -> Iterator[tuple[str, Path]]:
    for site in sites:
        if site.path != brief.block.source.path:
            yield site.within, site.path
