"""Names that a piece of code reads and never binds."""

import ast
import builtins
from collections.abc import Iterator
from typing import Final

from blockguide.writers.offline.example.quoted import (
    generics_of,
    parsed_type,
    quoted_types,
    type_parts,
)


def undefined_names(tree: ast.Module) -> tuple[str, ...]:
    """Names that are read somewhere and bound nowhere, builtins left out, in order of reading.

    Scopes are not told apart: a name bound anywhere in the code counts as bound.
    """
    bound = set(_bound(tree)) | _BUILTINS
    read = dict.fromkeys(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load | ast.Del)
    )
    for part in _types_in_strings(tree):
        read.update(dict.fromkeys(node.id for node in ast.walk(part) if isinstance(node, ast.Name)))
    return tuple(name for name in read if name not in bound)


def overwritten_names(tree: ast.Module) -> tuple[str, ...]:
    """Names that are read before the same code binds them, as `c` is in `c = "x" + c`."""
    bound: set[str] = set()
    found: dict[str, None] = {}
    for statement in tree.body:
        stored = {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        early: list[ast.AST] = []
        match statement:
            case ast.Assign(value=value) | ast.For(iter=value):
                early = [value]
            case ast.AugAssign(target=ast.Name(id=name)):
                early = [ast.Name(name, ast.Load())]
            case ast.If(test=value) | ast.While(test=value):
                early = [value]
            case _:
                pass
        inner = {
            node.id
            for part in early
            for node in ast.walk(part)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        for part in early:
            for node in ast.walk(part):
                if isinstance(node, ast.Name) and node.id not in bound | inner:
                    found[node.id] = None
        bound |= stored
    later = set(_bound(tree))
    return tuple(name for name in found if name in later)


def _types_in_strings(tree: ast.AST) -> Iterator[ast.expr]:
    """The types that are written as strings, parsed."""
    generics = generics_of(tree)
    for node in ast.walk(tree):
        for part in type_parts(node, generics):
            for text in quoted_types(part):
                found = parsed_type(text)
                if found is not None:
                    yield found


def _bound(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.arg(arg=name):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)):
                yield name
            case (
                ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                yield name
            case _:
                pass


_BUILTINS: Final = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__"}
