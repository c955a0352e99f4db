"""What a name surely stands for when a suite of statements has run."""

import ast
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from blockguide.code.project.interface import binds, runtime_statements

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_UNPACKING = (ast.Tuple, ast.List)


def only(body: Sequence[ast.stmt], name: str) -> Definition | None:
    """The one definition that `name` surely stands for when `body` has run, or None."""
    found = only_binding(body, name)
    return found if isinstance(found, Definition) else None


def only_binding(
    body: Sequence[ast.stmt], name: str
) -> Definition | ast.Import | ast.ImportFrom | None:
    """The one definition or import that surely binds `name` when `body` has run, or None."""
    found: ast.stmt | None = None
    for statement, certain in bindings(body, name):
        if not isinstance(statement, Definition | ast.Import | ast.ImportFrom) or not certain:
            return None
        if found is not None and not _is_overload(found):
            return None
        found = statement
    if isinstance(found, Definition):
        return None if _is_overload(found) else found
    return found if isinstance(found, ast.Import | ast.ImportFrom) else None


def defines(owner: ast.ClassDef, name: str) -> bool:
    """Whether the body of a class binds `name`, in whatever way."""
    return any(True for _ in bindings(owner.body, name))


def bindings(body: Sequence[ast.stmt], name: str) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of `body` that bind `name`, and whether they surely run."""
    for statement in body:
        defined = getattr(statement, "name", None)
        if isinstance(defined, str):
            if defined == name:
                yield statement, True
        elif isinstance(statement, ast.Expr):
            continue
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            if any(name == _bound(statement, alias) for alias in statement.names):
                yield statement, True
        elif isinstance(statement, ast.Assign | ast.Delete) and not isinstance(
            statement.targets[0], _UNPACKING
        ):
            if name in map(_target_name, statement.targets):
                yield statement, True
        else:
            for inner, certain in runtime_statements([statement]):
                if name in binds(inner):
                    yield inner, certain


def last_names(expressions: Sequence[ast.expr]) -> frozenset[str] | None:
    """The last names of decorators, their calls and subscripts taken off; None if one has none."""
    names: set[str] = set()
    for expression in expressions:
        node = expression
        while isinstance(node, ast.Call | ast.Subscript):
            node = node.func if isinstance(node, ast.Call) else node.value
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                names.add(name)
            case _:
                return None
    return frozenset(names)


def _bound(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    whole = isinstance(statement, ast.Import) and not alias.asname
    return alias.name.partition(".")[0] if whole else alias.asname or alias.name


def _target_name(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def _is_overload(statement: ast.stmt) -> bool:
    return isinstance(statement, Definition) and "overload" in (
        last_names(statement.decorator_list) or ()
    )
