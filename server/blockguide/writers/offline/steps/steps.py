"""The steps of any block."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from blockguide.code.block import Block, BlockKind
from blockguide.code.facts.values import Action
from blockguide.guide.values import Step
from blockguide.text import Lines
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.steps.classes import class_drafts
from blockguide.writers.offline.steps.expressions import expression_drafts
from blockguide.writers.offline.steps.fold import FEWEST, grouped
from blockguide.writers.offline.steps.modules import part_drafts
from blockguide.writers.offline.steps.tell import tell
from blockguide.writers.offline.steps.titles import settled
from blockguide.writers.offline.steps.values import Draft


def steps_of(ground: Ground) -> tuple[Step, ...]:
    """The steps of a subject, at least one, at most twelve at the top level."""
    block = ground.subject.block
    drafts = _drafts(ground) or (_nothing(block),)
    return settled([_within(draft, block.lines) for draft in drafts])


def _drafts(ground: Ground) -> tuple[Draft, ...]:
    block = ground.subject.block
    if block.kind is BlockKind.EXPRESSION:
        return expression_drafts(ground)
    facts = ground.subject.facts
    only = block.nodes[0] if len(block.nodes) == 1 else None
    is_module = block.kind is BlockKind.MODULE
    if isinstance(only, ast.FunctionDef | ast.AsyncFunctionDef) and not is_module:
        function = next((one for one in facts.functions if one.node is only), None)
        if function is not None:
            return _body(ground, function.flow.actions)
    if isinstance(only, ast.ClassDef):
        owner = next((one for one in facts.classes if one.node is only), None)
        if owner is not None:
            return class_drafts(ground, owner)
    if block.kind is BlockKind.MODULE or facts.functions or facts.classes:
        return part_drafts(ground, facts.flow.actions)
    return _body(ground, facts.flow.actions)


def _body(ground: Ground, actions: Sequence[Action]) -> tuple[Draft, ...]:
    return grouped(tell(ground.wording, actions, FEWEST))


def _nothing(block: Block) -> Draft:
    if block.kind is BlockKind.FRAGMENT:
        text = say("Holds code that does not parse as Python yet.")
        return Draft((say("read the fragment"),), text, block.lines)
    return Draft((say("leave the file empty"),), say("Holds no statements."), block.lines)


def _within(draft: Draft, lines: Lines) -> Draft:
    """The draft with no line outside of the block."""
    first = min(max(draft.lines.first, lines.first), lines.last)
    last = min(max(draft.lines.last, first), lines.last)
    own = Lines(first, last)
    children = tuple(_within(child, own) for child in draft.children)
    return replace(draft, lines=own, children=children)
