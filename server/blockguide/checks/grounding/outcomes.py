"""Whether a block raises, or returns, for a value of which the prose says so: its own tests tell."""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

_VALUES: Final = {"zero": 0, "negative": -1, "positive": 1, "None": None}
_WORD: Final = r"`?(?P<word>zero|0|negative|positive|None)\b`?"
_CLAIMS: Final = (
    re.compile(
        r"\b(?P<verb>[Rr]aises?|[Rr]eturns?)\b(?P<between>[^.,;]*?)\s(?:when|if|for)\s`(?P<name>\w+)`"
        rf" (?:is|equals|of)(?: equal to)? {_WORD}(?=\s*(?:[.,;]|\Z))"
    ),
    re.compile(
        rf"(?:\A|[,;] |\band )(?:[Aa]|[Aa]n|[Ff]or an?|[Ee]very) {_WORD} `(?P<name>\w+)`"
        r",?\s(?:it )?(?P<verb>raises|returns)\b"
    ),
    re.compile(
        r"(?:\A|[,;] |\band )(?:[Ww]hen|[Ii]f) `(?P<name>\w+)` (?:is|equals)(?: equal to)? "
        rf"{_WORD},\s(?:it )?(?P<verb>raises|returns)\b"
    ),
)
_COMPARED: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_CATCHING: Final = (ast.Try, ast.TryStar, ast.Assert, ast.Match, ast.With, ast.AsyncWith)
_MIRRORED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """That a block raises, or else returns, where `name` is what `word` says."""

    name: str
    word: str
    raises: bool


def untrue_outcomes(sentence: str, nodes: Sequence[ast.stmt]) -> Iterator[Claim]:
    """What a sentence says a block raises or returns for a value, and its tests say otherwise.

    Held is only what is sure: every use of the name in a test, and in a call, is a comparison with a
    number or None whose branch raises at once, and nothing catches.
    """
    for claim in _claims(sentence):
        raises = _raises_for(claim.name, _VALUES[claim.word], nodes)
        if raises is not None and raises != claim.raises:
            yield claim


def _claims(sentence: str) -> Iterator[Claim]:
    for pattern in _CLAIMS:
        for match in pattern.finditer(sentence):
            word = "zero" if match["word"] == "0" else match["word"]
            yield Claim(match["name"], word, match["verb"].lower().startswith("raise"))


def _raises_for(name: str, value: object, nodes: Sequence[ast.stmt]) -> bool | None:
    """Whether a block raises where `name` has `value`; None where its tests do not show it."""
    inner = [node for top in nodes for node in ast.walk(top)]
    if any(isinstance(node, _CATCHING) or _binds(node, name) for node in inner):
        return None
    answers: list[bool] = []
    guards: set[int] = set()
    for node in inner:
        if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise) and not node.orelse:
            answer = _holds(node.test, name, value)
            if answer is not None:
                answers.append(answer)
                guards |= {
                    id(each) for part in (node.test, node.body[0]) for each in ast.walk(part)
                }
    if not answers:
        return None
    if any(answers):
        return True
    others = (node for node in inner if id(node) not in guards)
    return None if any(_may_raise_for(node, name, guards) for node in others) else False


def _binds(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)


def _may_raise_for(node: ast.AST, name: str, guards: set[int]) -> bool:
    """Whether a part of the block outside of its guards may raise, or turn, on what `name` is."""
    match node:
        case ast.Raise():
            return True
        case ast.Call() | ast.Subscript() | ast.BinOp():
            return _names(node, name, guards)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return _names(test, name, guards)
        case _:
            return False


def _names(node: ast.AST, name: str, but: set[int]) -> bool:
    return any(
        isinstance(each, ast.Name) and each.id == name and id(each) not in but
        for each in ast.walk(node)
    )


def _holds(test: ast.expr, name: str, value: object) -> bool | None:
    """Whether a comparison of `name` with a number or None holds for `value`; None for any other test."""
    match test:
        case ast.Compare(ast.Name(id=found), [op], [bound]) if found == name:
            kind = type(op)
        case ast.Compare(bound, [op], [ast.Name(id=found)]) if found == name:
            kind = _MIRRORED.get(type(op), type(op))
        case _:
            return None
    compared = _COMPARED.get(kind)
    if compared is None or not isinstance(bound, ast.Constant):
        return None
    if not isinstance(bound.value, int | float | None):
        return None
    try:
        return compared(value, bound.value)
    except TypeError:
        return None
