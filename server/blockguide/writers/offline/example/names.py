"""Names that a piece of code reads and never binds."""

import ast
import builtins
from collections.abc import Iterator
from typing import Final


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
    return tuple(name for name in read if name not in bound)


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
