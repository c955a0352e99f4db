"""Which statements of a module only another platform runs."""

import ast
import os
import sys
from collections.abc import Iterator
from typing import Final


def of_another_platform(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module's branches that the platform of this process never takes.

    Told are conditions upon `sys.platform` and `os.name`; any other branch may be taken.
    """
    for statement in body:
        if isinstance(statement, ast.If):
            here = _holds(statement.test)
            if here is not None:
                yield from _every(statement.orelse if here else statement.body)
            for suite in (statement.body, statement.orelse):
                yield from of_another_platform(suite)
        elif isinstance(statement, ast.Try):
            yield from of_another_platform(statement.body)


_VALUES: Final = {"sys.platform": sys.platform, "os.name": os.name}


def _every(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield from (node for node in ast.walk(statement) if isinstance(node, ast.stmt))


def _holds(test: ast.expr) -> bool | None:
    """Return what a condition upon the platform is here; None for any other condition."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            held = _holds(inner)
            return None if held is None else not held
        case ast.Compare(left=ast.Attribute() as left, ops=[operation], comparators=[right]):
            value, wanted = _VALUES.get(ast.unparse(left)), _texts(right)
            if value is None or wanted is None:
                return None
            match operation:
                case ast.Eq() | ast.In():
                    return value in wanted
                case ast.NotEq() | ast.NotIn():
                    return value not in wanted
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute() as left, attr="startswith"),
            args=[ast.Constant(value=str(start))],
        ):
            value = _VALUES.get(ast.unparse(left))
            return None if value is None else value.startswith(start)
    return None


def _texts(node: ast.expr) -> tuple[str, ...] | None:
    """Return the strings that a comparison is with; None where it is with anything else."""
    nodes = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    texts = tuple(
        each.value
        for each in nodes
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )
    return texts if len(texts) == len(nodes) else None
