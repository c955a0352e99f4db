"""Comparisons as clauses: "`attempts` is less than 1", "`key` is neither `'a'` nor `'b'`"."""

import ast
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording

ORDER: Final = {
    ast.Gt: ("is greater than", "is not greater than"),
    ast.GtE: ("is at least", "is less than"),
    ast.Lt: ("is less than", "is not less than"),
    ast.LtE: ("is at most", "is not at most"),
}
_OTHERS: Final = {
    ast.Eq: ("equals", "does not equal"),
    ast.NotEq: ("does not equal", "equals"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("is in", "is not in"),
    ast.NotIn: ("is not in", "is in"),
}
_NEGATED_GTE: Final = "is not at least"
_OPPOSITE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject and what is said of it."""

    subject: str
    predicate: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}"


def is_main_test(test: ast.expr) -> bool:
    """Whether a test asks whether the file is run as a program."""
    match test:
        case ast.Compare(
            left=ast.Name(id="__name__"),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value="__main__")],
        ):
            return True
        case _:
            return False


def comparison(
    wording: Wording, left: ast.expr, op: ast.cmpop, right: ast.expr, *, holds: bool
) -> Clause:
    """One comparison, or its opposite, as a clause."""
    if (
        isinstance(left, ast.Constant)
        and not isinstance(right, ast.Constant)
        and type(op) in _MIRROR
    ):
        left, op, right = right, _MIRROR[type(op)](), left
    if is_main_test(ast.Compare(left=left, ops=[op], comparators=[right])):
        return Clause("the file", "is run as a program" if holds else "is imported")
    sized = _emptiness(wording, left, op, right, holds=holds)
    if sized is not None:
        return sized
    subject = atom(wording, left)
    if (
        not holds
        and type(op) in _OPPOSITE
        and (_is_number(wording, left) or _is_number(wording, right))
    ):
        op, holds = _OPPOSITE[type(op)](), True
    if type(op) in ORDER:
        if isinstance(right, ast.Constant) and type(right.value) is int and right.value == 0:
            word = {ast.Gt: "positive", ast.Lt: "negative"}.get(type(op))
            if word is not None:
                return Clause(subject, f"is {word}" if holds else f"is not {word}")
        positive, negative = ORDER[type(op)]
        negative = _NEGATED_GTE if isinstance(op, ast.GtE) else negative
        return Clause(subject, f"{positive if holds else negative} {_measure(wording, right)}")
    positive, negative = _OTHERS[type(op)]
    if isinstance(op, ast.Is | ast.IsNot) and not _is_constant(right):
        positive, negative = f"{positive} the same object as", f"{negative} the same object as"
    if (
        isinstance(op, ast.In | ast.NotIn)
        and isinstance(right, ast.Tuple | ast.List | ast.Set)
        and right.elts
    ):
        inside = isinstance(op, ast.In) == holds
        choices = [atom(wording, element) for element in right.elts]
        if sum(map(len, choices)) < LONG_QUOTE and not any(
            isinstance(e, ast.Starred) for e in right.elts
        ):
            return Clause(
                subject,
                f"is {listed(choices, 'or')}" if inside else f"is neither {listed(choices, 'nor')}",
            )
    return Clause(subject, f"{positive if holds else negative} {_measure(wording, right)}")


_MIRROR: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}


def _is_constant(node: ast.expr) -> bool:
    """Whether a value is one of a kind by its name: `None`, `Status.CLOSED`, a class."""
    name = getattr(node, "attr", getattr(node, "id", ""))
    return isinstance(node, ast.Constant) or name[:1].isupper()


def _is_number(wording: Wording, node: ast.expr) -> bool:
    """Whether a value is a number, so that of "less" and "at least" exactly one holds."""
    match node:
        case ast.Constant(value=int() | float()) | ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Call(func=ast.Name(id="len")):
            return wording.is_builtin("len")
        case _:
            return wording.shape(node) is Shape.NUMBER


def _measure(wording: Wording, node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return wording.text(node) or atom(wording, node)
    return atom(wording, node)


def _emptiness(
    wording: Wording, left: ast.expr, op: ast.cmpop, right: ast.expr, *, holds: bool
) -> Clause | None:
    match left, right:
        case ast.Call(func=ast.Name(id="len"), args=[inner], keywords=[]), ast.Constant(
            value=int() as number
        ):
            empty = {
                (ast.Eq, 0): True,
                (ast.NotEq, 0): False,
                (ast.Gt, 0): False,
                (ast.GtE, 1): False,
                (ast.Lt, 1): True,
            }.get((type(op), number))
            if empty is None or not wording.is_builtin("len"):
                return None
            return Clause(atom(wording, inner), "is empty" if empty == holds else "is not empty")
        case _:
            return None


def between(wording: Wording, chain: ast.Compare, *, holds: bool) -> Clause | None:
    """A value between two bounds, the lower one first, or outside of them; None for other chains."""
    match chain:
        case ast.Compare(left=low, ops=[first, second], comparators=[middle, high]):
            pass
        case _:
            return None
    below = {ast.Lt: "is greater than", ast.LtE: "is at least"}.get(type(first))
    above = {ast.Lt: "less than", ast.LtE: "at most"}.get(type(second))
    if below is None or above is None or isinstance(middle, ast.Constant):
        return None
    if not holds:
        if not (_is_number(wording, low) and _is_number(wording, high)):
            return None
        below = "is at most" if isinstance(first, ast.Lt) else "is less than"
        above = "at least" if isinstance(second, ast.Lt) else "greater than"
        return Clause(
            atom(wording, middle),
            f"{below} {_measure(wording, low)} or {above} {_measure(wording, high)}",
        )
    return Clause(
        atom(wording, middle),
        f"{below} {_measure(wording, low)} and {above} {_measure(wording, high)}",
    )
