"""Decorators as they stand in a sentence."""

import ast
from collections.abc import Iterable

from blockguide.code.facts.values import Decorator, DecoratorKind
from blockguide.writers.offline.phrases.arguments import arguments
from blockguide.writers.offline.phrases.atoms import place
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import chained, listed
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
    nodes = [
        one.node for one in decorators if one.kind not in _IMPLIED or isinstance(one.node, ast.Call)
    ]
    said = [decoration(wording, node) for node in nodes]
    is_told = any(_told_callee(wording, node) is not None for node in nodes)
    return chained(framed("{}; and {}"), said) if is_told else listed(said)


def decoration(wording: Wording, node: ast.expr) -> str:
    """One decorator: in backticks with its `@`, or with its arguments told one by one."""
    whole = wording.text(node, LONG_QUOTE)
    if whole is not None:
        return f"`@{whole}`"
    callee = _told_callee(wording, node)
    if isinstance(node, ast.Call) and callee is not None:
        return say("`@{}` called with {}", callee, arguments(wording, node))
    return say("the decorator on {}", place(node))


def _told_callee(wording: Wording, node: ast.expr) -> str | None:
    """What a decorator calls whose arguments are told one by one; None for all others."""
    if not isinstance(node, ast.Call) or wording.text(node, LONG_QUOTE) is not None:
        return None
    return wording.text(node.func, LONG_QUOTE)
