"""The smallest noun phrases: code in backticks, and what stands for code too long to quote."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.wording import LAST_QUOTE, LONG_QUOTE, Wording

_EMPTY: Final = {
    ast.List: (framed("an empty list"), framed("one empty list")),
    ast.Dict: (framed("an empty dictionary"), framed("one empty dictionary")),
    ast.Tuple: (framed("an empty tuple"), framed("one empty tuple")),
}
"""Literals that hold nothing, and the same where several names share one."""

_KINDS: Final = {
    ast.JoinedStr: framed("the formatted string on {}"),
    ast.Lambda: framed("the lambda function on {}"),
    ast.List: framed("the list on {}"),
    ast.ListComp: framed("the list comprehension on {}"),
    ast.Dict: framed("the dictionary on {}"),
    ast.DictComp: framed("the dictionary comprehension on {}"),
    ast.Set: framed("the set on {}"),
    ast.SetComp: framed("the set comprehension on {}"),
    ast.GeneratorExp: framed("the generator on {}"),
    ast.Tuple: framed("the tuple on {}"),
    ast.IfExp: framed("the conditional value on {}"),
}
_OTHER_KIND: Final = framed("the expression on {}")
_TEXTS: Final = {
    str: framed("the string of {} characters on {}"),
    bytes: framed("the bytes literal of {} characters on {}"),
}


def atom(wording: Wording, node: ast.expr) -> str:  # noqa: PLR0911 - one answer for each kind of node
    """The node in backticks, an empty literal in words, or a weak but true phrase for long code."""
    empty = empty_literal(node)
    if empty is not None:
        return empty
    if isinstance(node, ast.NamedExpr):
        return say("{} (kept as `{}`)", atom(wording, node.value), node.target.id)
    code = wording.code(node, LONG_QUOTE)
    if code is not None:
        return code
    code = wording.code(node, LAST_QUOTE)
    if code is not None:
        return code
    match node:
        case ast.Await(value=value):
            return say("the awaited {}", atom(wording, value).removeprefix("the "))
        case ast.Call(func=function):
            callee = wording.code(function)
            return (
                say("the result of the call of {}", callee)
                if callee
                else say("the result of the call on {}", place(node))
            )
        case ast.Constant(value=str() | bytes() as text):
            return say(_TEXTS[type(text)], len(text), place(node))
        case _:
            return say(_KINDS.get(type(node), _OTHER_KIND), place(node))


def empty_literal(node: ast.expr, *, shared: bool = False) -> str | None:
    """The words for a literal that holds nothing, else None; "one empty list" where names share it."""
    match node:
        case ast.List(elts=[]) | ast.Dict(keys=[]) | ast.Tuple(elts=[]):
            return say(_EMPTY[type(node)][shared])
        case ast.Constant(value=""):
            return say("one empty string") if shared else say("an empty string")
        case ast.Constant(value=b""):
            return say("empty bytes")
        case _:
            return None


def place(node: ast.AST) -> str:
    """Where a node stands: "line 4", "lines 4-9"."""
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return say("line {}", first) if first == last else say("lines {}-{}", first, last)
