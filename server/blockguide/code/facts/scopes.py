"""Python's rules of scope: which scope each name in a piece of code is bound and read in."""

import ast
import sys
from collections.abc import Callable, Iterable

from blockguide.code.facts.nodes import Function, children
from blockguide.code.facts.scope import Load, Scope, ScopeKind

_Work = list[tuple[ast.AST, Scope]]


def read_into(scope: Scope, nodes: Iterable[ast.AST]) -> None:
    """Notes in `scope`, and in new scopes below it, what `nodes` bind and read."""
    work: _Work = [(node, scope) for node in nodes]
    work.reverse()
    while work:
        node, here = work.pop()
        kind = type(node)
        if kind is ast.Constant:
            continue
        if kind is ast.Name:
            _name(node, here, "")  # type: ignore[arg-type]  # its type was just compared
            continue
        special = _SPECIAL.get(kind)
        if special is not None:
            special(node, here, work)
        else:
            _push(work, children(node), here)


def _push(work: _Work, nodes: Iterable[ast.AST | None], scope: Scope) -> None:
    pushed = [(node, scope) for node in nodes if node is not None]
    pushed.reverse()
    work.extend(pushed)


def _name(node: ast.Name, scope: Scope, path: str) -> None:
    if type(node.ctx) is ast.Load:
        scope.loads.append(Load(node.id, node, path))
    elif type(node.ctx) is ast.Store:
        scope.binds.setdefault(node.id, node)
    else:
        scope.declared.add(node.id)
        if scope.kind is ScopeKind.BLOCK:
            scope.loads.append(Load(node.id, node, path))


def _attribute(node: ast.Attribute, scope: Scope, work: _Work) -> None:
    parts: list[str] = [] if type(node.ctx) is ast.Store else [node.attr]
    value = node.value
    while type(value) is ast.Attribute:
        parts.append(value.attr)
        value = value.value
    if type(value) is ast.Name:
        parts.reverse()
        _name(value, scope, ".".join(parts))
    else:
        work.append((value, scope))


def _augmented(node: ast.AugAssign, scope: Scope, work: _Work) -> None:
    target = node.target
    if isinstance(target, ast.Name):
        scope.loads.append(Load(target.id, target, ""))
    elif isinstance(target, ast.Attribute):
        _attribute(ast.Attribute(target.value, target.attr, ast.Load()), scope, work)
        _push(work, [node.value], scope)
        return
    _push(work, [target, node.value], scope)


def _annotated(node: ast.AnnAssign, scope: Scope, work: _Work) -> None:
    if node.value is None and isinstance(node.target, ast.Name):
        scope.declared.add(node.target.id)
        _push(work, [node.annotation], scope)
    else:
        _push(work, [node.target, node.annotation, node.value], scope)


def _function(node: Function, scope: Scope, work: _Work) -> None:
    scope.binds.setdefault(node.name, node)
    arguments = node.args
    around = _type_parameters(node, scope, work)
    inner = around.open(ScopeKind.FUNCTION)
    _push(work, node.body, inner)
    _push(work, [node.returns, *_bind_parameters(arguments, inner)], around)
    _push(work, [*node.decorator_list, *arguments.defaults, *arguments.kw_defaults], scope)


def _lambda(node: ast.Lambda, scope: Scope, work: _Work) -> None:
    inner = scope.open(ScopeKind.FUNCTION)
    _bind_parameters(node.args, inner)
    _push(work, [node.body], inner)
    _push(work, [*node.args.defaults, *node.args.kw_defaults], scope)


def _bind_parameters(arguments: ast.arguments, scope: Scope) -> list[ast.expr | None]:
    parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg]
    parameters += [*arguments.kwonlyargs, arguments.kwarg]
    present = [parameter for parameter in parameters if parameter is not None]
    scope.binds.update((parameter.arg, parameter) for parameter in present)
    return [parameter.annotation for parameter in present]


def _class(node: ast.ClassDef, scope: Scope, work: _Work) -> None:
    scope.binds.setdefault(node.name, node)
    around = _type_parameters(node, scope, work)
    inner = around.open(ScopeKind.CLASS)
    inner.declared.update(("__module__", "__qualname__"))
    _push(work, node.body, inner)
    _push(work, [*node.bases, *node.keywords], around)
    _push(work, node.decorator_list, scope)


def _type_alias(node: ast.AST, scope: Scope, work: _Work) -> None:
    around = _type_parameters(node, scope, work)
    _push(work, [getattr(node, "value", None)], around)
    _push(work, [getattr(node, "name", None)], scope)


def _type_parameters(node: ast.AST, scope: Scope, work: _Work) -> Scope:
    parameters: list[ast.AST] = getattr(node, "type_params", [])
    if not parameters:
        return scope
    around = scope.open(ScopeKind.TYPE_PARAMETERS)
    for parameter in parameters:
        around.binds[getattr(parameter, "name", "")] = parameter
        _push(work, children(parameter), around)
    return around


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope, work: _Work
) -> None:
    inner = scope.open(ScopeKind.COMPREHENSION)
    first, *rest = node.generators
    results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    _push(work, [*rest, *results], inner)
    _push(work, [first.target, *first.ifs], inner)
    _push(work, [first.iter], scope)


def _named(node: ast.NamedExpr, scope: Scope, work: _Work) -> None:
    owner = scope
    while owner.kind is ScopeKind.COMPREHENSION and owner.parent is not None:
        owner = owner.parent
    owner.binds.setdefault(node.target.id, node)
    work.append((node.value, scope))


def _import(node: ast.Import | ast.ImportFrom, scope: Scope, _: _Work) -> None:
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        if name != "*":
            scope.binds.setdefault(name, node)


def _handler(node: ast.ExceptHandler, scope: Scope, work: _Work) -> None:
    if node.name:
        scope.binds.setdefault(node.name, node)
    _push(work, [node.type, *node.body], scope)


def _capture(node: ast.AST, scope: Scope, work: _Work) -> None:
    name = (
        getattr(node, "rest", None)
        if isinstance(node, ast.MatchMapping)
        else getattr(node, "name", None)
    )
    if name:
        scope.binds.setdefault(name, node)
    _push(work, children(node), scope)


def _global(node: ast.Global, scope: Scope, _: _Work) -> None:
    scope.module_names.update(node.names)


def _nonlocal(node: ast.Nonlocal, scope: Scope, _: _Work) -> None:
    scope.outer_names.update(node.names)


_SPECIAL: dict[type[ast.AST], Callable[..., None]] = {
    ast.Attribute: _attribute,
    ast.AugAssign: _augmented,
    ast.AnnAssign: _annotated,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Lambda: _lambda,
    ast.ClassDef: _class,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _named,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.ExceptHandler: _handler,
    ast.MatchAs: _capture,
    ast.MatchStar: _capture,
    ast.MatchMapping: _capture,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
}
if sys.version_info >= (3, 12):
    _SPECIAL[ast.TypeAlias] = _type_alias
