"""What the scopes around a block bind: a walk over statements alone, into expressions only for walruses."""

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from blockguide.code.facts.nodes import Function, children, heads, statements

_Place = tuple[int, int]


def bound_by(statement: ast.stmt) -> list[str]:
    """The names that one statement binds in its scope, without its suites and without walruses."""
    kind = type(statement)
    if kind is ast.Expr or kind is ast.Return or kind is ast.If:
        return []
    binder = _BINDERS.get(kind)
    return binder(statement) if binder else []


def bindings(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """Every name that the statements of one scope bind, with the statement, in order as written."""
    for statement in statements(body):
        for name in bound_by(statement):
            yield name, statement


def walrus_names(body: Iterable[ast.stmt], lines: Sequence[str]) -> set[str]:
    """The names bound by `:=` in the statements of one scope; `lines` are the file's."""
    marked = [number for number, line in enumerate(lines, start=1) if ":=" in line]
    found: set[str] = set()
    for statement in statements(body) if marked else ():
        if bisect_left(marked, statement.lineno) == bisect_right(marked, statement.end_lineno or 0):
            continue
        stack = heads(statement)
        while stack:
            node = stack.pop()
            if isinstance(node, ast.NamedExpr):
                found.add(node.target.id)
            if not isinstance(node, ast.Lambda):
                stack.extend(children(node))
    return found


def parameter_names(function: Function) -> list[str]:
    """The names of a function's parameters."""
    arguments = function.args
    ordered = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    extra = [extra.arg for extra in (arguments.vararg, arguments.kwarg) if extra is not None]
    return [parameter.arg for parameter in ordered] + extra


def global_names(body: Iterable[ast.stmt]) -> set[str]:
    """The names that `global` statements of one scope send to the module."""
    return {
        name
        for statement in statements(body)
        if isinstance(statement, ast.Global)
        for name in statement.names
    }


def target_names(target: ast.AST) -> list[str]:
    """The names that an assignment's target binds, those inside attributes and subscripts left out."""
    if isinstance(target, ast.Name):
        return [target.id]
    found: list[str] = []
    stack = [target]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            found.append(node.id)
        elif isinstance(node, ast.Tuple | ast.List):
            stack.extend(reversed(node.elts))
        elif isinstance(node, ast.Starred):
            stack.append(node.value)
    return found


def imported_names(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """Each name that an import binds, with the dotted name it stands for; relative ones begin with dots."""
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom):
            module = "." * statement.level + (statement.module or "")
            separator = "" if module.endswith(".") else "."
            yield alias.asname or alias.name, f"{module}{separator}{alias.name}"
        elif alias.asname:
            yield alias.asname, alias.name
        else:
            top = alias.name.partition(".")[0]
            yield top, top


def _assign(statement: ast.Assign) -> list[str]:
    return [name for target in statement.targets for name in target_names(target)]


def _one_target(statement: ast.AugAssign | ast.AnnAssign | ast.For | ast.AsyncFor) -> list[str]:
    return target_names(statement.target)


def _with(statement: ast.With | ast.AsyncWith) -> list[str]:
    targets = (item.optional_vars for item in statement.items)
    return [name for target in targets if target is not None for name in target_names(target)]


def _import(statement: ast.Import | ast.ImportFrom) -> list[str]:
    return [name for name, _ in imported_names(statement) if name != "*"]


def _definition(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[str]:
    return [statement.name]


def _try(statement: ast.Try) -> list[str]:
    return [handler.name for handler in statement.handlers if handler.name]


def _match(statement: ast.Match) -> list[str]:
    found: list[str] = []
    stack: list[ast.AST] = [case.pattern for case in statement.cases]
    while stack:
        node = stack.pop()
        name = getattr(node, "rest", None) or getattr(node, "name", None)
        if isinstance(name, str):
            found.append(name)
        stack.extend(child for child in children(node) if isinstance(child, ast.pattern))
    return found


def _alias(statement: ast.stmt) -> list[str]:
    return target_names(getattr(statement, "name"))  # noqa: B009  # `type` statements are unknown to 3.11


_BINDERS: dict[type[ast.stmt], Callable[..., list[str]]] = {
    ast.Assign: _assign,
    ast.AugAssign: _one_target,
    ast.AnnAssign: _one_target,
    ast.For: _one_target,
    ast.AsyncFor: _one_target,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.FunctionDef: _definition,
    ast.AsyncFunctionDef: _definition,
    ast.ClassDef: _definition,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Match: _match,
}
if hasattr(ast, "TypeAlias"):
    _BINDERS[ast.TypeAlias] = _alias
