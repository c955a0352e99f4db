"""What only a module has: its exports and its main guard."""

import ast
from collections.abc import Iterable
from typing import TypeGuard

from blockguide.code.facts.nodes import statements
from blockguide.code.facts.places import lines_of
from blockguide.text import Lines


def exports_of(module: ast.Module) -> tuple[str, ...] | None:
    """The names in `__all__`; None where there is none or where code builds it."""
    names: list[str] | None = None
    for statement in statements(module.body):
        if _binds_all(statement):
            names = _strings(statement.value)
        elif (added := _added(statement)) is not None:
            more = _strings(added)
            names = None if names is None or more is None else names + more
        else:
            continue
        if names is None:
            return None
    return None if names is None else tuple(dict.fromkeys(names))


def main_guard_of(body: Iterable[ast.stmt]) -> Lines | None:
    """The lines of `if __name__ == "__main__":`."""
    for statement in body:
        match statement:
            case ast.If(
                test=ast.Compare(
                    left=ast.Name(id="__name__"),
                    ops=[ast.Eq()],
                    comparators=[ast.Constant(value="__main__")],
                )
                | ast.Compare(
                    left=ast.Constant(value="__main__"),
                    ops=[ast.Eq()],
                    comparators=[ast.Name(id="__name__")],
                )
            ):
                return lines_of(statement)
    return None


def _binds_all(statement: ast.stmt) -> TypeGuard[ast.Assign | ast.AnnAssign]:
    match statement:
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(target=ast.Name(id="__all__")):
            return True
    return False


def _added(statement: ast.stmt) -> ast.AST | None:
    """What a statement adds to `__all__`; for a change that cannot be read, a node that is no list."""
    match statement:
        case ast.AugAssign(target=ast.Name(id="__all__"), value=value):
            return value
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(id="__all__"), attr=method), args=args)
        ):
            if method == "extend" and len(args) == 1:
                return args[0]
            return ast.List(args, ast.Load()) if method == "append" else ast.Pass()
    return None


def _strings(value: ast.AST | None) -> list[str] | None:
    match value:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            names = [
                element.value
                for element in elements
                if isinstance(element, ast.Constant) and isinstance(element.value, str)
            ]
            return names if len(names) == len(elements) else None
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            first, second = _strings(left), _strings(right)
            return None if first is None or second is None else first + second
    return None
