"""What a test asserts, as a clause: "that `parse('')` raises `ValueError`"."""

import ast
from typing import Final

from blockguide.code.facts.values import FunctionFacts
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.calls import call_deed
from blockguide.writers.offline.phrases.conditions import condition
from blockguide.writers.offline.phrases.frames import say

_CLAUSE: Final = 160


def asserted_by(ground: Ground, function: FunctionFacts) -> str:
    """The one thing that a test asserts, always, as a clause; empty where there is none, or more than one."""
    told = [one for node in ast.walk(function.node) for one in _assertions(ground, node)]
    always = [one for node in function.node.body for one in _assertions(ground, node)]
    return told[0] if told == always and len(told) == 1 and len(told[0]) <= _CLAUSE else ""


def _assertions(ground: Ground, node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Assert(test=test):
            return (say("that {}", condition(ground.wording, test, holds=True)),)
        case ast.With(
            items=[
                ast.withitem(context_expr=ast.Call(func=ast.Attribute(attr=name), args=[error]))
            ],
            body=[ast.Expr(value=call) | ast.Assign(value=call)],
        ) if name in {"raises", "assertRaises"}:
            return (
                say("that {} raises {}", atom(ground.wording, call), atom(ground.wording, error)),
            )
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name)) as call) if name.startswith(
            "assert"
        ):
            deed = call_deed(ground.wording, call)
            return (deed.rest,) if deed.verb == "assert" else (say("with `{}`", name),)
        case _:
            return ()
