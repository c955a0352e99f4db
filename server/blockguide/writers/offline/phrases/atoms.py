"""The smallest noun phrases: code in backticks, and what stands for code too long to quote."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.wording import LAST_QUOTE, LONG_QUOTE, Wording

_EMPTY: Final = {
    ast.List: "an empty list",
    ast.Dict: "an empty dictionary",
    ast.Tuple: "an empty tuple",
}
_KINDS: Final = {
    ast.JoinedStr: "the formatted string",
    ast.Lambda: "the lambda function",
    ast.List: "the list",
    ast.ListComp: "the list comprehension",
    ast.Dict: "the dictionary",
    ast.DictComp: "the dictionary comprehension",
    ast.Set: "the set",
    ast.SetComp: "the set comprehension",
    ast.GeneratorExp: "the generator",
    ast.Tuple: "the tuple",
    ast.IfExp: "the conditional value",
}


def atom(wording: Wording, node: ast.expr) -> str:  # noqa: PLR0911 - one answer for each kind of node
    """The node in backticks, an empty literal in words, or a weak but true phrase for long code."""
    empty = empty_literal(node)
    if empty is not None:
        return empty
    if isinstance(node, ast.NamedExpr):
        return f"{atom(wording, node.value)} (kept as `{node.target.id}`)"
    code = wording.code(node, LONG_QUOTE)
    if code is not None:
        return code
    code = wording.code(node, LAST_QUOTE)
    if code is not None:
        return code
    match node:
        case ast.Await(value=value):
            return f"the awaited {atom(wording, value).removeprefix('the ')}"
        case ast.Call(func=function):
            callee = wording.code(function)
            return (
                f"the result of the call of {callee}"
                if callee
                else f"the result of the call on {place(node)}"
            )
        case ast.Constant(value=str() | bytes() as text):
            kind = "string" if isinstance(text, str) else "bytes literal"
            return f"the {kind} of {len(text)} characters on {place(node)}"
        case _:
            return f"{_KINDS.get(type(node), 'the expression')} on {place(node)}"


def empty_literal(node: ast.expr) -> str | None:
    """The words for a literal that holds nothing, else None."""
    match node:
        case ast.List(elts=[]) | ast.Dict(keys=[]) | ast.Tuple(elts=[]):
            return _EMPTY[type(node)]
        case ast.Constant(value=""):
            return "an empty string"
        case ast.Constant(value=b""):
            return "empty bytes"
        case _:
            return None


def place(node: ast.AST) -> str:
    """Where a node stands: "line 4", "lines 4-9"."""
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return f"line {first}" if first == last else f"lines {first}-{last}"
