"""Walks over syntax nodes that need no recursion, so that no expression is too deep for them."""

import ast
from collections.abc import Iterable, Iterator

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TRIES = (ast.Try, ast.TryStar)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

_PLAIN = frozenset(
    {
        "arg",
        "attr",
        "conversion",
        "ctx",
        "id",
        "is_async",
        "kind",
        "kwd_attrs",
        "level",
        "module",
        "name",
        "names",
        "op",
        "ops",
        "rest",
        "simple",
        "str",
        "type_comment",
    }
)
"""Fields that never hold a node with a node in it."""
_ORDER = {
    ast.Assign: ("value", "targets"),
    ast.AnnAssign: ("value", "target", "annotation"),
    ast.For: ("iter", "target", "body", "orelse"),
    ast.AsyncFor: ("iter", "target", "body", "orelse"),
    ast.ListComp: ("generators", "elt"),
    ast.SetComp: ("generators", "elt"),
    ast.GeneratorExp: ("generators", "elt"),
    ast.DictComp: ("generators", "key", "value"),
    ast.comprehension: ("iter", "target", "ifs"),
    ast.NamedExpr: ("value", "target"),
    ast.Constant: (),
    ast.Global: (),
    ast.Nonlocal: (),
    ast.Import: (),
    ast.ImportFrom: (),
    ast.MatchSingleton: (),
}
COMPOUND = frozenset(
    {
        ast.If,
        ast.For,
        ast.AsyncFor,
        ast.While,
        ast.With,
        ast.AsyncWith,
        ast.Try,
        ast.TryStar,
        ast.Match,
    }
)
_SUITES = ("body", "orelse", "finalbody")


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each type of node that hold nodes, in order of evaluation."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        in_order = _ORDER.get(kind)
        self[kind] = (
            tuple(name for name in kind._fields if name not in _PLAIN)
            if in_order is None
            else in_order
        )
        return self[kind]


_FIELDS = _Fields()
if hasattr(ast, "TypeAlias"):
    _ORDER[ast.TypeAlias] = ("name", "value")


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly in `node`, in order of evaluation."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
        child = getattr(node, name, None)
        if type(child) is list:
            found.extend(item for item in child if isinstance(item, ast.AST))
        elif isinstance(child, ast.AST):
            found.append(child)
    return found


def heads(statement: ast.stmt) -> list[ast.AST]:
    """The expressions of a statement that stand outside its suites, in order of evaluation."""
    if isinstance(statement, ast.Match):
        cases = ([case.pattern, case.guard] for case in statement.cases)
        return [statement.subject, *(node for pair in cases for node in pair if node is not None)]
    if isinstance(statement, TRIES):
        return [handler.type for handler in statement.handlers if handler.type is not None]
    if not hasattr(statement, "body"):
        return [statement]
    suite = {id(inner) for name in _SUITES for inner in getattr(statement, name, ())}
    return [child for child in children(statement) if id(child) not in suite]


def suites(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The suites of a compound statement in order; none for a definition, whose body is a scope of its own."""
    kind = type(statement)
    if kind not in COMPOUND:
        return []
    if isinstance(statement, ast.Match):
        return [case.body for case in statement.cases]
    found = [statement.body]  # type: ignore[attr-defined]  # every other compound statement has a body
    if isinstance(statement, TRIES):
        found += [handler.body for handler in statement.handlers]
        found += [statement.orelse, statement.finalbody]
    elif kind is not ast.With and kind is not ast.AsyncWith:
        found.append(statement.orelse)  # type: ignore[attr-defined]  # so have `if` and the loops
    return [suite for suite in found if suite]


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement of one scope in order as written, those in its definitions left out."""
    stack = list(body)
    stack.reverse()
    while stack:
        statement = stack.pop()
        yield statement
        if type(statement) in COMPOUND:
            for suite in reversed(suites(statement)):
                stack.extend(reversed(suite))


def evaluated(roots: Iterable[ast.AST]) -> list[ast.expr]:
    """The calls, subscripts, yields and awaits in order of evaluation, those in lambdas left out."""
    found: list[ast.AST] = []
    stack = list(roots)
    fields = _FIELDS
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind in _SILENT:
            continue
        if kind in _EVALUATED:
            found.append(node)
        for name in fields[kind]:
            child = getattr(node, name, None)
            if type(child) is list:
                stack.extend(child)
            elif child is not None:
                stack.append(child)
    found.reverse()
    return found  # type: ignore[return-value]  # _EVALUATED holds types of expressions only


_SILENT = {ast.Name, ast.Constant, ast.Lambda, type(None)}
_EVALUATED = {ast.Call, ast.Subscript, ast.Yield, ast.YieldFrom, ast.Await}


def dotted(node: ast.AST | None) -> str | None:
    """`a.b.c` for a chain of attributes that hangs on a name, else None."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    parts.reverse()
    return ".".join(parts)


def root(node: ast.AST) -> ast.AST:
    """What a chain of attributes and subscripts hangs on."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node
