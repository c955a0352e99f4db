"""Decorators as they stand in a sentence."""

import ast
from collections.abc import Iterable

from blockguide.code.facts.values import Decorator, DecoratorKind
from blockguide.writers.offline.phrases.arguments import arguments
from blockguide.writers.offline.phrases.atoms import place
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording

_IMPLIED = frozenset(
    {
        DecoratorKind.PROPERTY,
        DecoratorKind.CLASSMETHOD,
        DecoratorKind.STATICMETHOD,
        DecoratorKind.SETTER,
        DecoratorKind.DELETER,
    }
)
"""Kinds that the word for the function says already."""


def decorated(wording: Wording, decorators: Iterable[Decorator]) -> str:
    """The decorators that the word for the thing does not imply, as a list; empty where there are none."""
    said = [
        decoration(wording, one.node)
        for one in decorators
        if one.kind not in _IMPLIED or isinstance(one.node, ast.Call)
    ]
    return "; and ".join(said) if any(" called with " in one for one in said) else listed(said)


def decoration(wording: Wording, node: ast.expr) -> str:
    """One decorator: in backticks with its `@`, or with its arguments told one by one."""
    whole = wording.text(node, LONG_QUOTE)
    if whole is not None:
        return f"`@{whole}`"
    callee = wording.text(node.func, LONG_QUOTE) if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Call) and callee is not None:
        return f"`@{callee}` called with {arguments(wording, node)}"
    return f"the decorator on {place(node)}"
