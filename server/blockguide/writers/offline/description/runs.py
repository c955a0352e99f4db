"""The description of loose statements, of a fragment and of an expression."""

import ast
import re
from collections.abc import Sequence
from typing import Final

from blockguide.code.block import BlockKind
from blockguide.code.facts.values import Origin
from blockguide.guide.values import Step
from blockguide.writers.offline.description.effects import agreeing, effects, mutations, outside
from blockguide.writers.offline.description.errors import errors
from blockguide.writers.offline.description.quoting import few, in_order, later, paragraph
from blockguide.writers.offline.docstrings.sections import NOTHING
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.morphology import (
    base_form,
    capital,
    counted,
    listed,
    lower_first,
    told,
)
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.wording import dotted
from blockguide.writers.offline.steps.titles import GENERAL_TITLES

_TOLD: Final = 4
_PLAIN: Final = 130
_LONG: Final = 200
_JOINED: Final = re.compile(r",| and |\. ")


def describe_run(ground: Ground, steps: Sequence[Step]) -> str:
    """Where the statements stand, what they do, what they read and what they leave behind."""
    block, facts = ground.subject.block, ground.subject.facts
    one = len(block.nodes) == 1
    word = "this statement" if one else "these statements"
    if block.kind is BlockKind.FRAGMENT:
        word = "this fragment"
    starts = {max(action.lines.first, block.lines.first) for action in facts.flow.actions}
    opening = [step for step in steps if step.lines.first in starts] or list(steps)
    does = [_deed_of(step) for step in opening if not step.title.startswith("Leave the body")]
    said = _bindings(opening)
    if len(does) > _TOLD:
        does = [*does[: _TOLD - 1], later(does[-1])]
    if one or block.kind is BlockKind.FRAGMENT:
        does = (
            [_plainly(steps[0]) or told(does[0])]
            if len(steps) == 1 and does
            else [told(title) for title in does]
        )
    if not one and (said := said or _definitions(ground)):
        does = [said]
    action = (
        in_order(does)
        if does
        else (
            "holds no statements"
            if one or block.kind is BlockKind.FRAGMENT
            else "hold no statements"
        )
    )
    first = f"{_place(ground)}{word} {action}."
    subject = "It" if one or block.kind is BlockKind.FRAGMENT else "They"
    second = paragraph([_reads(ground, subject), _leaves(ground, subject, action), _broken(ground)])
    third = paragraph(
        [
            errors(ground, facts.flow.raised, NOTHING, subject, block.nodes),
            mutations(facts.flow.mutates, frozenset(), outside(ground), subject),
            effects(ground, facts.flow.effects, subject, block.nodes),
        ]
    )
    return "\n\n".join(part for part in (capital(first), second, third) if part)


def _bindings(steps: Sequence[Step]) -> str:
    """Short steps that all bind names, told together: "bind `a` to 1 and `b` to 2"; else empty."""
    rests = [step.text.removeprefix("Binds ").removesuffix(".") for step in steps]
    is_alike = all(step.text == f"Binds {rest}." for step, rest in zip(steps, rests, strict=True))
    is_short = sum(map(len, rests)) <= _PLAIN and not any(
        _JOINED.search(without_code(one)) for one in rests
    )
    return (
        f"bind {listed(rests)}"
        if is_alike and is_short and not any(step.children for step in steps)
        else ""
    )


def _definitions(ground: Ground) -> str:
    """What statements do that all define functions; empty for others."""
    nodes = ground.subject.block.nodes
    names = [
        node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    word = "methods" if ground.subject.facts.holder_class is not None else "functions"
    return f"define the {word} {few(names, 12)}" if len(names) == len(nodes) else ""


def _deed_of(step: Step) -> str:
    """What a step does, in the base form: its title, or its text where the title is general."""
    plain = _plainly(step) if step.title in GENERAL_TITLES else ""
    return agreeing(plain, "They") if plain else lower_first(step.title)


def _plainly(step: Step) -> str:
    """The only step's text as a predicate; empty where it is no short sentence that starts with a verb."""
    said = lower_first(step.text.removesuffix("."))
    is_short = not step.children and len(said) <= _PLAIN and ". " not in said
    return said if is_short and base_form(said.partition(" ")[0]) is not None else ""


def describe_expression(ground: Ground) -> str:
    """What the expression gives and which names it needs."""
    node = ground.subject.block.nodes[0]
    if not isinstance(node, ast.Expr):
        return "This expression holds nothing."
    said = noun(ground.wording, node.value)
    if len(said) > _LONG:
        said = _summed(node.value)
    first = f"{_place(ground)}this expression gives {said}."
    return "\n\n".join(
        part
        for part in (
            capital(first),
            paragraph([_reads(ground, "It")]),
            effects(ground, ground.subject.facts.flow.effects),
        )
        if part
    )


def _summed(node: ast.expr) -> str:
    """What a long expression gives, in short: its last step tells the whole."""
    match node:
        case ast.Dict(keys=keys):
            return f"a dictionary with {counted(len(keys), 'entry')}, which the last step lists"
        case ast.List(elts=items):
            return f"a list of {counted(len(items), 'item')}, which the last step lists"
        case ast.Tuple(elts=items):
            return f"a tuple of {counted(len(items), 'item')}, which the last step lists"
        case ast.Call(func=called) if dotted(called):
            return (
                f"the result of a call of `{dotted(called)}`, whose arguments the last step lists"
            )
        case _:
            return "the value that the last step tells"


def _place(ground: Ground) -> str:
    block = ground.subject.block
    if block.scopes:
        return f"Inside `{block.qualname}`, " if block.name is None else ""
    return f"At the top level of `{block.source.path.name}`, "


def _reads(ground: Ground, subject: str) -> str:
    names = [read.name for read in ground.subject.facts.reads if read.origin is not Origin.BUILTIN]
    verb = "reads" if subject == "It" else "read"
    return f"{subject} {verb} {few(names, 12)} from the code around." if names else ""


def _leaves(ground: Ground, subject: str, told: str) -> str:
    """What stays bound; a single name that `told` binds already only with who reads it."""
    binds = ground.subject.facts.binds
    if not binds:
        return ""
    if len(binds) == 1 and told.startswith(f"binds `{binds[0].name}`"):
        return f"The code after it reads `{binds[0].name}`." if binds[0].read_later else ""
    later = [bind for bind in binds if bind.read_later is not None]
    read = few([bind.name for bind in later], 12)
    if told.startswith("bind `"):
        return f"The code after them reads {read}." if later else ""
    verb = "binds" if subject == "It" else "bind"
    said = f"{subject} {verb} {few([bind.name for bind in binds], 12)}"
    if not later:
        return f"{said}."
    if len(later) == len(binds):
        return f"{said}, which the code after {'it' if subject == 'It' else 'them'} reads."
    return f"{said}; the code after {'it' if subject == 'It' else 'them'} reads {read}."


def _broken(ground: Ground) -> str:
    block = ground.subject.block
    holes = [
        hole
        for hole in block.tree.holes
        if hole.lines.first <= block.lines.last and hole.lines.last >= block.lines.first
    ]
    if not holes:
        return ""
    where = listed(
        [
            f"line {hole.lines}" if hole.lines.first == hole.lines.last else f"lines {hole.lines}"
            for hole in holes[:4]
        ]
    )
    return f"Python cannot parse {where}, so what stands there is not told."
