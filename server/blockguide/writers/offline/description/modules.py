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
from blockguide.writers.offline.phrases.morphology import listed, lower_first, told

_GUARDS: Final = frozenset({"Start the program", "Check `__name__`"})
_MOST: Final = 24
_REST: Final = 300
_TOLD: Final = 4


def describe_module(ground: Ground, steps: Sequence[Step]) -> str:
    """What the module is for, what it defines, and what it does when it is imported or run."""
    facts, block = ground.subject.facts, ground.subject.block
    name = f"`{block.source.path.name}`"
    word = (
        "script"
        if facts.main_guard is not None or ground.subject.context.reach.kind is ReachKind.SCRIPT
        else "module"
    )
    summary = (
        class_summary(facts.module_docstring, _spoken_name(block.source.path), ground.known)
        if facts.module_docstring
        else None
    )
    first: list[str] = []
    if summary is not None:
        first.append(f"The {word} {name} {provided(summary.predicate)}.")
        length = 0
        for sentence in summary.rest:
            length += len(sentence)
            if length > _REST or not sentence[:1].isalpha():
                break
            first.append(f"{sentence}.")
    defined = _defines(ground)
    if summary is None:
        first.append(
            f"The {word} {name} {defined}."
            if defined
            else f"The {word} {name} defines nothing of its own."
        )
        defined = ""
    loaded = [one for one in facts.flow.effects if not _is_guarded(ground, one)]
    second = [f"It {defined}." if defined else "", _exports(ground), _guard(ground, steps)]
    return "\n\n".join(
        part
        for part in (
            paragraph(first),
            paragraph(second),
            effects(ground, loaded, "At import it"),
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
        said.append(
            f"the {'function' if len(functions) == 1 else 'functions'} {few(functions, _MOST)}"
        )
    if classes:
        said.append(f"the {'class' if len(classes) == 1 else 'classes'} {few(classes, _MOST)}")
    if constants:
        said.append(f"the {'constant' if len(constants) == 1 else 'constants'} {few(constants, 8)}")
    bound = {bind.name for bind in facts.binds} - {*functions, *classes, *constants}
    names = bound.difference(name for name, _ in brought)
    imported = [name for name, module in brought if module != "__future__"]
    others = [bind.name for bind in facts.binds if bind.name in names]
    others = [name for name in others if not (name.startswith("__") and name.endswith("__"))]
    if others:
        said.append(f"the {'name' if len(others) == 1 else 'names'} {few(others, _MOST)}")
    if said:
        return f"defines {listed(said)}"
    return f"brings {few(imported, _MOST)} together under its own name" if imported else ""


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
    return f"It {'also ' if own else ''}exports {few(others, 12)}."


def _guard(ground: Ground, steps: Sequence[Step]) -> str:
    guard = ground.subject.facts.main_guard
    if guard is None:
        return ""
    step = next((one for one in steps if guard in one.lines and one.lines in guard), None)
    titles = [step.title, *(child.title for child in step.children)] if step is not None else []
    does = [
        told(lower_first(one)).removesuffix(" when run as a program")
        for one in titles
        if one not in _GUARDS
    ][:_TOLD]
    if not does:
        return f"Run as a program, it executes what stands on lines {guard}."
    return f"Run as a program, it {in_order(does)}."
