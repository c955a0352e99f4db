"""The description of a module or script."""

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from blockguide.code.context.values import ReachKind
from blockguide.code.facts.values import Effect
from blockguide.guide.values import Step
from blockguide.writers.offline.description.effects import effects
from blockguide.writers.offline.description.quoting import few, in_order, paragraph
from blockguide.writers.offline.docstrings.noun_phrases import provided
from blockguide.writers.offline.docstrings.summary import class_summary
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.comparisons import is_main_test
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import capital, listed, lower_first, told

_MOST: Final = 24
_REST: Final = 300
_TOLD: Final = 4


def describe_module(ground: Ground, steps: Sequence[Step]) -> str:
    """What the module is for, what it defines, and what it does when it is imported or run."""
    facts, block = ground.subject.facts, ground.subject.block
    is_script = (
        facts.main_guard is not None or ground.subject.context.reach.kind is ReachKind.SCRIPT
    )
    name = block.source.path.name
    subject = say("The script `{}`", name) if is_script else say("The module `{}`", name)
    summary = (
        class_summary(facts.module_docstring, _spoken_name(block.source.path), ground.known)
        if facts.module_docstring
        else None
    )
    first: list[str] = []
    if summary is not None:
        first.append(f"{subject} {provided(summary.said)}.")
        length = 0
        for sentence in summary.rest:
            length += len(sentence)
            if length > _REST or not sentence[:1].isalpha():
                break
            first.append(f"{sentence}.")
    defined = _defines(ground)
    if summary is None:
        first.append(
            f"{subject} {defined}." if defined else say("{} defines nothing of its own.", subject)
        )
        defined = ""
    loaded = [one for one in facts.flow.effects if not _is_guarded(ground, one)]
    second = [say("It {}.", defined) if defined else "", _exports(ground), _guard(ground, steps)]
    return "\n\n".join(
        part
        for part in (
            paragraph(first),
            paragraph(second),
            effects(ground, loaded, framed("At import it")),
        )
        if part
    )


def _spoken_name(path: Path) -> str:
    """What a module's docstring calls it: a package by the name of its directory."""
    return path.parent.name if path.stem == "__init__" else path.stem


def _defines(ground: Ground) -> str:
    facts = ground.subject.facts
    said = []
    brought = [
        (alias.asname or alias.name.partition(".")[0], getattr(node, "module", ""))
        for action in facts.flow.actions
        for node in (ast.walk(action.node) if action.arms else (action.node,))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name != "*"
    ]
    functions = _ordered([one.name for one in facts.functions])
    classes = _ordered([one.name for one in facts.classes])
    taken = {
        *functions,
        *classes,
        *(read.name for read in facts.reads),
        *(name for name, _ in brought),
    }
    constants = [
        bind.name
        for bind in facts.binds
        if bind.name.lstrip("_").isupper() and bind.name not in taken
    ]
    if functions:
        named, is_one = few(functions, _MOST), len(functions) == 1
        said.append(say("the function {}", named) if is_one else say("the functions {}", named))
    if classes:
        named, is_one = few(classes, _MOST), len(classes) == 1
        said.append(say("the class {}", named) if is_one else say("the classes {}", named))
    if constants:
        named, is_one = few(constants, 8), len(constants) == 1
        said.append(say("the constant {}", named) if is_one else say("the constants {}", named))
    bound = {bind.name for bind in facts.binds} - {*functions, *classes, *constants}
    names = bound.difference(name for name, _ in brought)
    imported = [name for name, module in brought if module != "__future__"]
    others = [bind.name for bind in facts.binds if bind.name in names]
    others = [name for name in others if not (name.startswith("__") and name.endswith("__"))]
    if others:
        named, is_one = few(others, _MOST), len(others) == 1
        said.append(say("the name {}", named) if is_one else say("the names {}", named))
    if said:
        return say("defines {}", listed(said))
    return say("brings {} together under its own name", few(imported, _MOST)) if imported else ""


def _is_guarded(ground: Ground, effect: Effect) -> bool:
    """Whether an effect comes about only where the file is run as a program."""
    return any(
        effect.lines.first >= node.lineno and effect.lines.last <= (node.end_lineno or node.lineno)
        for node in ground.subject.block.tree.module.body
        if isinstance(node, ast.If) and any(is_main_test(test) for test in _tests(node.test))
    )


def _tests(test: ast.expr) -> list[ast.expr]:
    """The tests that must all hold for `test` to hold."""
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]


def _ordered(names: list[str]) -> list[str]:
    return sorted(dict.fromkeys(names), key=lambda name: name.startswith("_"))


def _exports(ground: Ground) -> str:
    facts = ground.subject.facts
    if not facts.exports:
        return ""
    own = {one.name for one in facts.functions} | {one.name for one in facts.classes}
    others = [name for name in facts.exports if name not in own]
    if not others:
        return ""
    exported = few(others, 12)
    return say("It also exports {}.", exported) if own else say("It exports {}.", exported)


def _guard(ground: Ground, steps: Sequence[Step]) -> str:
    guard = ground.subject.facts.main_guard
    if guard is None:
        return ""
    step = next((one for one in steps if guard in one.lines and one.lines in guard), None)
    titles = [step.title, *(child.title for child in step.children)] if step is not None else []
    general = {capital(say("start the program")), capital(say("check {}", "`__name__`"))}
    does = [
        told(lower_first(one)).removesuffix(f" {say('when run as a program')}")
        for one in titles
        if one not in general
    ][:_TOLD]
    if not does:
        return say("Run as a program, it executes what stands on lines {}.", guard)
    return say("Run as a program, it {}.", in_order(does))
