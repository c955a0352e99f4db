"""Comparisons as clauses: "`attempts` is less than 1", "`key` is neither `'a'` nor `'b'`"."""

import ast
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording

ORDER: Final = {
    ast.Gt: (framed("is greater than {}"), framed("is not greater than {}")),
    ast.GtE: (framed("is at least {}"), framed("is not at least {}")),
    ast.Lt: (framed("is less than {}"), framed("is not less than {}")),
    ast.LtE: (framed("is at most {}"), framed("is not at most {}")),
}
_OTHERS: Final = {
    ast.Eq: (framed("equals {}"), framed("does not equal {}")),
    ast.NotEq: (framed("does not equal {}"), framed("equals {}")),
    ast.Is: (framed("is {}"), framed("is not {}")),
    ast.IsNot: (framed("is not {}"), framed("is {}")),
    ast.In: (framed("is in {}"), framed("is not in {}")),
    ast.NotIn: (framed("is not in {}"), framed("is in {}")),
}
_SAME: Final = {
    ast.Is: (framed("is the same object as {}"), framed("is not the same object as {}")),
    ast.IsNot: (framed("is not the same object as {}"), framed("is the same object as {}")),
}
_SIGNS: Final = {
    ast.Gt: (framed("is positive"), framed("is not positive")),
    ast.Lt: (framed("is negative"), framed("is not negative")),
}
_BETWEEN: Final = {
    (ast.Lt, ast.Lt): (
        framed("is greater than {} and less than {}"),
        framed("is at most {} or at least {}"),
    ),
    (ast.Lt, ast.LtE): (
        framed("is greater than {} and at most {}"),
        framed("is at most {} or greater than {}"),
    ),
    (ast.LtE, ast.Lt): (
        framed("is at least {} and less than {}"),
        framed("is less than {} or at least {}"),
    ),
    (ast.LtE, ast.LtE): (
        framed("is at least {} and at most {}"),
        framed("is less than {} or greater than {}"),
    ),
}
"""What holds of a value between the bounds that two operators set, and what of one outside of them."""

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
        predicate = say("is run as a program") if holds else say("is imported")
        return Clause(say("the file"), predicate)
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
            signs = _SIGNS.get(type(op))
            if signs is not None:
                return Clause(subject, say(signs[not holds]))
        return Clause(subject, say(ORDER[type(op)][not holds], _measure(wording, right)))
    frames = _OTHERS[type(op)]
    if not _is_constant(right):
        frames = _SAME.get(type(op), frames)
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
                say("is {}", listed(choices, "or"))
                if inside
                else say("is neither {}", listed(choices, "nor")),
            )
    return Clause(subject, say(frames[not holds], _measure(wording, right)))


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
            predicate = say("is empty") if empty == holds else say("is not empty")
            return Clause(atom(wording, inner), predicate)
        case _:
            return None


def between(wording: Wording, chain: ast.Compare, *, holds: bool) -> Clause | None:
    """A value between two bounds, the lower one first, or outside of them; None for other chains."""
    match chain:
        case ast.Compare(left=low, ops=[first, second], comparators=[middle, high]):
            pass
        case _:
            return None
    frames = _BETWEEN.get((type(first), type(second)))
    if frames is None or isinstance(middle, ast.Constant):
        return None
    if not holds and not (_is_number(wording, low) and _is_number(wording, high)):
        return None
    bounds = _measure(wording, low), _measure(wording, high)
    return Clause(atom(wording, middle), say(frames[not holds], *bounds))
