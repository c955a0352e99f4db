"""Which definition of a file code outside can name, and so how near it gets to a block."""

import ast
from collections.abc import Iterator

from blockguide.code.block import Block, BlockKind
from blockguide.code.project.interface import binds, deleted, runtime_statements, suites_of
from blockguide.code.tree import Tree

_Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def importable_names(block: Block) -> tuple[tuple[str, ...], bool]:
    """Return the dotted path of the nearest definition around a block that can be imported.

    A definition inside a function, under `if TYPE_CHECKING:`, deleted later or surely bound anew
    later cannot be. A later binding that reads the name (`f = cached(f)`), an overload and a
    property's setter carry the definition on.

    Returns:
        The path, empty where there is none; and whether it is the block itself, not its holder.
    """
    if block.kind is BlockKind.MODULE:
        return (), True
    chain: list[_Definition] = [scope.node for scope in block.scopes]
    own = _own_definition(block)
    if own is not None:
        chain.append(own)
    names: list[str] = []
    body = block.tree.module.body
    for node in chain:
        if not _is_bound(node, body):
            break
        names.append(node.name)
        if not isinstance(node, ast.ClassDef):
            break
        body = node.body
    return tuple(names), own is not None and len(names) == len(chain)


def attribute_path(names: tuple[str, ...]) -> str:
    """Return the expression that reaches the last name from outside its class.

    `("Tree", "__split")` is `Tree._Tree__split`.
    """
    path: list[str] = []
    for name in names:
        mangled = path and name.startswith("__") and not name.endswith("__")
        path.append(f"_{names[len(path) - 1].lstrip('_')}{name}" if mangled else name)
    return ".".join(path)


def has_main_guard(tree: Tree) -> bool:
    """Tell whether a module runs something under `if __name__ == "__main__":`."""
    return any(
        isinstance(statement, ast.If)
        and any(
            isinstance(node, ast.Name) and node.id == "__name__"
            for node in ast.walk(statement.test)
        )
        for statement in tree.module.body
    )


def _own_definition(block: Block) -> _Definition | None:
    if block.kind not in {BlockKind.CLASS, BlockKind.FUNCTION, BlockKind.FRAGMENT}:
        return None
    if len(block.nodes) == 1 and isinstance(node := block.nodes[0], _Definition):
        return node
    return None


def _is_bound(node: _Definition, body: list[ast.stmt]) -> bool:
    """Tell whether a name still stands for the definition when the suite has run."""
    path = _path_to(node, body)
    if path is None:
        return False
    if any(_carries_on(decorator) for decorator in node.decorator_list):
        return True
    for after in _surely_after(path):
        if isinstance(after, ast.Delete) and node.name in deleted(after):
            return False
        if node.name in binds(after):
            return _reads(after, node.name)
    return True


def _path_to(node: _Definition, body: list[ast.stmt]) -> list[tuple[list[ast.stmt], int]] | None:
    """Return the suites that can run from the outermost down to the one that holds the node."""
    for index, statement in enumerate(body):
        if statement is node:
            return [(body, index)]
        if statement.lineno > node.lineno or (statement.end_lineno or 0) < node.lineno:
            continue
        for suite, _ in suites_of(statement):
            inner = _path_to(node, suite)
            if inner is not None:
                return [(body, index), *inner]
    return None


def _surely_after(path: list[tuple[list[ast.stmt], int]]) -> Iterator[ast.stmt]:
    """Yield the statements that run after the end of a path whatever happens, in order."""
    for suite, index in reversed(path):
        for statement, certain in runtime_statements(suite[index + 1 :]):
            if certain:
                yield statement


def _reads(statement: ast.stmt, name: str) -> bool:
    """Tell whether a binding is made from the earlier meaning of its name."""
    parts: list[ast.AST]
    if isinstance(statement, _Definition):
        parts = [*statement.decorator_list]
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        return False
    else:
        parts = [statement]
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for part in parts
        for node in ast.walk(part)
    )


def _carries_on(decorator: ast.expr) -> bool:
    """Tell whether a decorator makes the definition a part of the name's later meaning."""
    name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
    return name == "overload"
