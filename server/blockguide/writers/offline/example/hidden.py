"""Brings what a file defines where an import may not find it into an example."""

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from blockguide.writers.offline.example.names import undefined_names
from blockguide.writers.offline.example.value import Certainty, Import, Value, joined

if TYPE_CHECKING:
    from blockguide.writers.offline.example.home import Home


def hidden_value(name: str, home: "Home") -> Value:
    """A name under `if TYPE_CHECKING:` or a main guard: imported from its origin, or defined once more."""
    found = home.imports.get(name)
    if found is not None:
        return _imported(name, found, home)
    node: ast.AST | None = home.classes.get(name) or home.functions.get(name)
    if node is None and name in home.assigned:
        node = ast.Assign([ast.Name(name, ast.Store())], home.assigned[name], lineno=1)
    if node is None:
        return Value(name, certainty=Certainty.STAND_IN)
    plain = _Plain().visit(ast.parse(ast.unparse(node)))
    key = ("hidden", home.module, name)
    if key in home.memory:
        return Value(name, certainty=Certainty.GIVEN)
    home.memory[key] = True
    needs = tuple(home.reference(other) for other in undefined_names(plain) if other in home.order)
    del home.memory[key]
    code = ast.unparse(ast.fix_missing_locations(plain))
    needed = joined(name, needs, Certainty.GIVEN)
    return replace(needed, definitions=(*needed.definitions, code))


def _imported(name: str, found: Import, home: "Home") -> Value:
    return Value(name, frozenset({found.renamed(name), *home.submodules.get(name, ())}))


class _Plain(ast.NodeTransformer):
    """Leaves out annotations, whose names may exist nowhere, and docstrings."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        node.decorator_list = [
            item for item in node.decorator_list if "type_check_only" not in ast.unparse(item)
        ]
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        return node


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest or [ast.Expr(ast.Constant(...))]
        case _:
            return body
