"""What a module's statements do to `__all__`, by syntax alone."""

import ast
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

AllPart: TypeAlias = str | tuple[str, str]
"""A part of `__all__`: a name, or another `__all__`: `(module, "__all__")` or `("", alias)`."""


class Operation(StrEnum):
    """What a statement does with the names it has for `__all__`."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of `__all__`; parts are None where they are computed at run time."""

    operation: Operation
    parts: tuple[AllPart, ...] | None


def change_of(statement: ast.stmt) -> Change | None:
    """Return what a statement itself does to `__all__`, or None where it leaves it alone."""
    match statement:
        case ast.Assign(targets=targets, value=value) if any(map(_is_all, targets)):
            return Change(Operation.SET, _parts(value))
        case ast.AnnAssign(target=target, value=ast.expr() as value) if _is_all(target):
            return Change(Operation.SET, _parts(value))
        case ast.AugAssign(target=target, value=value) if _is_all(target):
            return Change(Operation.ADD, _parts(value))
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=owner, attr=method), args=[argument])
        ) if _is_all(owner):
            return _called(method, argument)
    return None


def _called(method: str, argument: ast.expr) -> Change:
    one = ast.List(elts=[argument], ctx=ast.Load())
    match method:
        case "extend":
            return Change(Operation.ADD, _parts(argument))
        case "append":
            return Change(Operation.ADD, _parts(one))
        case "remove":
            return Change(Operation.REMOVE, _parts(one))
    return Change(Operation.ADD, None)


def _parts(value: ast.expr) -> tuple[AllPart, ...] | None:
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return _joined([_part(item) for item in items])
        case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
            return _joined([_parts(left), _parts(right)])
        case ast.Call(
            func=ast.Name(id="list" | "tuple" | "sorted" | "set"), args=[inner], keywords=[]
        ):
            return _parts(inner)
        case ast.Attribute(value=ast.Name(id=module), attr="__all__"):
            return ((module, "__all__"),)
        case ast.Name(id=alias):
            return () if alias == "__all__" else (("", alias),)
    return None


def _part(item: ast.expr) -> tuple[AllPart, ...] | None:
    match item:
        case ast.Constant(value=str(name)):
            return (name,)
        case ast.Starred(value=inner):
            return _parts(inner)
    return None


def _joined(pieces: list[tuple[AllPart, ...] | None]) -> tuple[AllPart, ...] | None:
    joined: list[AllPart] = []
    for piece in pieces:
        if piece is None:
            return None
        joined.extend(piece)
    return tuple(joined)


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"
