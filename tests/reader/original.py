"""The code of an item as it stands in its package."""

import ast
import tokenize
from importlib.util import find_spec
from pathlib import Path

from cases import Item

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def path_of(item: Item) -> Path:
    spec = find_spec(item.module)
    assert spec is not None, f"{item.module} is not installed"
    assert spec.origin is not None
    return Path(spec.origin)


def definition_of(item: Item) -> Definition:
    """The item's own tree, without its docstring."""
    with tokenize.open(path_of(item)) as file:
        node: ast.AST = ast.parse(file.read())
    for name in item.symbol.split("."):
        named = (one for one in ast.walk(node) if getattr(one, "name", None) == name)
        node = [one for one in named if isinstance(one, Definition)][-1]
    assert isinstance(node, Definition)
    if ast.get_docstring(node) is not None and len(node.body) > 1:
        del node.body[0]
    return node


def signature_of(item: Item) -> str:
    """The head of the definition, with decorators, as the one line or so that a caller sees."""
    node = definition_of(item)
    node.body = [ast.Expr(ast.Constant(...))]
    return ast.unparse(ast.fix_missing_locations(node))
