"""The description of any block."""

import ast
from collections.abc import Sequence

from blockguide.code.block import BlockKind
from blockguide.guide.values import Step
from blockguide.writers.offline.description.classes import describe_class
from blockguide.writers.offline.description.functions import describe_function
from blockguide.writers.offline.description.modules import describe_module
from blockguide.writers.offline.description.runs import describe_expression, describe_run
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.quotes import ticked
from blockguide.writers.offline.phrases.vague import plain


def describe(ground: Ground, steps: Sequence[Step]) -> str:
    """One to three paragraphs, an empty line between them; `steps` are the guide's own."""
    return ticked(plain(_described(ground, steps)))


def _described(ground: Ground, steps: Sequence[Step]) -> str:
    block, facts = ground.subject.block, ground.subject.facts
    if block.kind is BlockKind.EXPRESSION and block.nodes:
        return describe_expression(ground)
    if block.kind is BlockKind.MODULE:
        return describe_module(ground, steps)
    only = block.nodes[0] if len(block.nodes) == 1 else None
    if isinstance(only, ast.FunctionDef | ast.AsyncFunctionDef):
        for function in facts.functions:
            if function.node is only:
                return describe_function(ground, function, steps)
    if isinstance(only, ast.ClassDef):
        for owner in facts.classes:
            if owner.node is only:
                return describe_class(ground, owner)
    return describe_run(ground, steps)
