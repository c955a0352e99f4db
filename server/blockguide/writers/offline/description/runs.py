"""The description of loose statements, of a fragment and of an expression."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.block import BlockKind
from blockguide.code.facts.values import Origin
from blockguide.guide.values import Step
from blockguide.writers.offline.description.effects import effects, mutations, outside
from blockguide.writers.offline.description.errors import errors
from blockguide.writers.offline.description.quoting import few, in_order, paragraph
from blockguide.writers.offline.docstrings.sections import NOTHING
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.morphology import capital, listed, lower_first, told
from blockguide.writers.offline.phrases.nouns import noun

_TOLD: Final = 4


def describe_run(ground: Ground, steps: Sequence[Step]) -> str:
    """Where the statements stand, what they do, what they read and what they leave behind."""
    block, facts = ground.subject.block, ground.subject.facts
    one = len(block.nodes) == 1
    word = "this statement" if one else "these statements"
    if block.kind is BlockKind.FRAGMENT:
        word = "this fragment"
    starts = {max(action.lines.first, block.lines.first) for action in facts.flow.actions}
    opening = [step for step in steps if step.lines.first in starts] or list(steps)
    does = [
        lower_first(step.title) for step in opening if not step.title.startswith("Leave the body")
    ]
    if len(does) > _TOLD:
        does = [*does[: _TOLD - 1], does[-1]]
    if one or block.kind is BlockKind.FRAGMENT:
        does = [told(title) for title in does]
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
    second = paragraph([_reads(ground, subject), _leaves(ground, subject), _broken(ground)])
    third = paragraph(
        [
            errors(ground, facts.flow.raised, NOTHING, subject),
            mutations(facts.flow.mutates, frozenset(), outside(ground), subject),
            effects(ground, facts.flow.effects, subject),
        ]
    )
    return "\n\n".join(part for part in (capital(first), second, third) if part)


def describe_expression(ground: Ground) -> str:
    """What the expression gives and which names it needs."""
    node = ground.subject.block.nodes[0]
    if not isinstance(node, ast.Expr):
        return "This expression holds nothing."
    first = f"{_place(ground)}this expression gives {noun(ground.wording, node.value)}."
    return "\n\n".join(
        part
        for part in (
            capital(first),
            paragraph([_reads(ground, "It")]),
            effects(ground, ground.subject.facts.flow.effects),
        )
        if part
    )


def _place(ground: Ground) -> str:
    block = ground.subject.block
    if block.scopes:
        return f"Inside `{block.qualname}`, " if block.name is None else ""
    return f"At the top level of `{block.source.path.name}`, "


def _reads(ground: Ground, subject: str) -> str:
    names = [read.name for read in ground.subject.facts.reads if read.origin is not Origin.BUILTIN]
    verb = "reads" if subject == "It" else "read"
    return f"{subject} {verb} {few(names, 12)} from the code around." if names else ""


def _leaves(ground: Ground, subject: str) -> str:
    binds = ground.subject.facts.binds
    if not binds:
        return ""
    verb = "binds" if subject == "It" else "bind"
    later = [bind for bind in binds if bind.read_later is not None]
    said = f"{subject} {verb} {few([bind.name for bind in binds], 12)}"
    if not later:
        return f"{said}."
    if len(later) == len(binds):
        return f"{said}, which the code after {'it' if subject == 'It' else 'them'} reads."
    names = few([bind.name for bind in later], 12)
    return f"{said}; the code after {'it' if subject == 'It' else 'them'} reads {names}."


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
