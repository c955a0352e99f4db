"""What a run of statements does: results, errors, changes, effects and its tree of steps."""

import ast
from collections.abc import Sequence

from blockguide.code.facts.effects import catalogue, effects_of
from blockguide.code.facts.file import File
from blockguide.code.facts.meanings import Meanings
from blockguide.code.facts.mutations import mutations_of
from blockguide.code.facts.nodes import Function, evaluated, heads, statements
from blockguide.code.facts.raises import caught_by, raised_by
from blockguide.code.facts.values import Action, Flow

EMPTY_FLOW = Flow((), (), (), (), (), (), (), (), ())
"""The flow of a body that was not read."""


def flow_of(
    file: File, body: Sequence[ast.stmt], actions: tuple[Action, ...], functions: Sequence[Function]
) -> Flow:
    """What `body` does, as a part of the last of `functions`, which stand one in the other."""
    own = list(statements(body))
    returns = tuple(statement for statement in own if isinstance(statement, ast.Return))
    yields: list[ast.Yield | ast.YieldFrom] = []
    awaits: list[ast.expr] = []
    calls: list[ast.Call] = []
    touches: list[ast.Call | ast.Subscript] = []
    for statement in own:
        for node in evaluated(heads(statement)):
            if isinstance(node, ast.Call):
                calls.append(node)
                touches.append(node)
            elif isinstance(node, ast.Subscript):
                touches.append(node)
            elif isinstance(node, ast.Await):
                awaits.append(node.value)
            elif isinstance(node, ast.Yield | ast.YieldFrom):
                yields.append(node)
        awaits += _awaited_by(statement)
    meanings = Meanings(file, catalogue().makes, functions)
    return Flow(
        returns=returns,
        yields=tuple(yields),
        awaits=tuple(awaits),
        raised=raised_by(file.source, body, own),
        catches=caught_by(own),
        mutates=mutations_of(file.source, own, calls, file.imports),
        effects=effects_of(touches, meanings),
        calls=tuple(calls),
        actions=actions,
    )


def yields_itself(function: Function) -> bool:
    """Whether the body of `function` yields, which makes it a generator."""
    return any(
        isinstance(node, ast.Yield | ast.YieldFrom)
        for statement in statements(function.body)
        for node in evaluated(heads(statement))
    )


def _awaited_by(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.AsyncFor):
        return [statement.iter]
    if isinstance(statement, ast.AsyncWith):
        return [item.context_expr for item in statement.items]
    return []
