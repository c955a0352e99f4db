"""The names that the functions around a block bind, which there hide those of the module."""

import ast
from collections.abc import Iterator

from blockguide.code.block import Block

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def local_names(block: Block) -> frozenset[str]:
    """The parameters and variables of the functions around a block, and of the comprehensions around it."""
    found: set[str] = set()
    for scope in block.scopes:
        if isinstance(scope.node, _Function):
            found |= set(_bound(scope.node, block))
    return frozenset(found)


def _bound(function: _Function, block: Block) -> Iterator[str]:
    every = function.args
    for item in (*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg):
        if item is not None:
            yield item.arg
    shared: set[str] = set()
    stored: set[str] = set()
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Global | ast.Nonlocal):
            shared.update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            stored.add(node.name)
        if isinstance(node, ast.ClassDef | ast.Lambda | _Function):
            continue
        if isinstance(node, _COMPREHENSIONS) and not _is_around(node, block):
            continue
        waiting.extend(ast.iter_child_nodes(node))
    yield from stored - shared


def _is_around(node: ast.expr, block: Block) -> bool:
    return any(
        node.lineno <= one.lineno and (one.end_lineno or 0) <= (node.end_lineno or 0)
        for one in block.nodes
    )
