"""Chooses arguments that the function's own early checks let pass."""

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.evaluation import UNKNOWN, Symbol, evaluated
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.value import Certainty, Value, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from blockguide.writers.offline.example.signatures import Argument


def safe_arguments(
    function: Function,
    arguments: "tuple[Argument, ...]",
    optional: "Callable[[str], Argument | None]",
) -> "tuple[Argument, ...]":
    """The same arguments, changed or joined by others where a check would raise for them.

    `optional` makes the argument for a parameter that has a default; None for any other name.
    """
    known = _defaults(function)
    known |= {item.name: evaluated(_expression(item.value.code), {}) for item in arguments}
    for test in _raising_tests(function):
        if evaluated(test, known) is UNKNOWN or not evaluated(test, known):
            continue
        more = next(filter(None, map(optional, _names(test))), None)
        if (
            more is not None
            and evaluated(test, known | {more.name: evaluated(_expression(more.value.code), {})})
            is not True
        ):
            known[more.name] = evaluated(_expression(more.value.code), {})
            arguments = (*arguments, more)
            continue
        for place, item in enumerate(arguments):
            other = _passing(test, item.name, known)
            if other is not UNKNOWN:
                value = Value(literal(other), certainty=Certainty.USE)
                known[item.name] = other
                arguments = (
                    *arguments[:place],
                    replace(item, value=value),
                    *arguments[place + 1 :],
                )
                break
    return arguments


def _names(test: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]


def _passing(test: ast.expr, name: str, known: dict[str, object]) -> object:
    if not any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(test)):
        return UNKNOWN
    constants = [
        node.value
        for node in ast.walk(test)
        if isinstance(node, ast.Constant) and node.value not in (None, ...)
    ]
    # What is of the kind that the argument was thought to be comes first.
    constants.sort(key=lambda value: type(value) is not type(known[name]))
    for candidate in (*constants, *_CANDIDATES):
        result = evaluated(test, {**known, name: candidate})
        if result is not UNKNOWN and not result:
            return candidate
    return UNKNOWN


def _raising_tests(function: Function) -> list[ast.expr]:
    """The tests at the top of the body that raise where they hold, the end of the body among them."""
    found = []
    left: list[ast.expr] = []
    for node in function.body:
        if isinstance(node, ast.If):
            failed: list[ast.expr] = []
            arm: list[ast.stmt] = [node]
            while len(arm) == 1 and isinstance(arm[0], ast.If):
                if any(isinstance(inner, ast.Raise) for inner in arm[0].body):
                    found.append(_all([*failed, arm[0].test]))
                failed.append(ast.UnaryOp(ast.Not(), arm[0].test))
                arm = arm[0].orelse
            if arm and isinstance(arm[-1], ast.Raise):
                found.append(_all(failed))
            if isinstance(node.body[-1], ast.Return) and not node.orelse:
                left.append(ast.UnaryOp(ast.Not(), node.test))
        elif isinstance(node, ast.Raise) and left:
            found.append(_all(left))
        elif isinstance(node, ast.Assert):
            found.append(ast.UnaryOp(ast.Not(), node.test))
    return found


def _all(tests: list[ast.expr]) -> ast.expr:
    return ast.BoolOp(ast.And(), tests) if len(tests) > 1 else tests[0]


def _defaults(function: Function) -> dict[str, object]:
    every = function.args
    positional = [*every.posonlyargs, *every.args]
    named = positional[len(positional) - len(every.defaults) :]
    found: dict[str, object] = {}
    for item, value in zip(named, every.defaults, strict=True):
        found[item.arg] = evaluated(value, {})
        if isinstance(value, ast.Name) and found[item.arg] is UNKNOWN:
            found[item.arg] = found[value.id] = Symbol(value.id)
    for item, default in zip(every.kwonlyargs, every.kw_defaults, strict=True):
        if default is not None:
            found[item.arg] = evaluated(default, {})
    return found


def _expression(code: str) -> ast.expr:
    try:
        return ast.parse(code, mode="eval").body
    except SyntaxError:
        return ast.Name("unknown", ast.Load())


_CANDIDATES: Final = (
    3,
    1,
    0,
    2,
    10,
    0.5,
    "example",
    "a",
    [1, 2, 3],
    [1, 2],
    (1, 2),
    {"name": 1},
    b"example",
    True,
    False,
    None,
)
