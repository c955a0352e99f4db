"""Which scope around an expression binds a name that it reads."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from blockguide.code.context.meanings import dotted_name
from blockguide.code.context.occurrences import Function, Functions, Occurrence, qualname_of

_SCOPES = (
    *(*Functions, ast.ClassDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def holding_scope(name: str, occurrence: Occurrence) -> ast.AST | None:
    """The import statement, function, lambda or comprehension around an occurrence that binds a name."""
    around = occurrence.around
    for depth in range(len(around) - 1, -1, -1):
        node = around[depth]
        nearest = around[depth + 1] if depth + 1 < len(around) else occurrence.node
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if not _is_in_body(node, nearest):
                    continue
                bound = _bound_in(node).get(name)
                if bound is not None:
                    return bound
            case ast.Lambda(args=arguments) if name in _parameters(arguments):
                return node
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                if any(
                    isinstance(target, ast.Name) and target.id == name
                    for generator in node.generators
                    for target in ast.walk(generator.target)
                ):
                    return node
            case _:
                pass
    return None


def is_untyped_parameter(holder: Function | ast.Lambda, name: str) -> bool:
    """Whether nothing but a caller says what a parameter is; a default says it too."""
    plain = [*holder.args.posonlyargs, *holder.args.args]
    defaulted = {argument.arg for argument in plain[len(plain) - len(holder.args.defaults) :]}
    every = [*plain, *holder.args.kwonlyargs]
    untyped = {one.arg for one in every if one.annotation is None} - defaulted
    if name not in untyped:
        return False
    body = holder.body if isinstance(holder, Functions) else [holder.body]
    return not any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for part in body
        for node in ast.walk(part)
    )


def first_parameter(function: Function) -> str:
    """The name of a function's first positional parameter; empty where it has none."""
    plain = [*function.args.posonlyargs, *function.args.args]
    return plain[0].arg if plain else ""


def class_of_first_parameter(occurrence: Occurrence, holder: ast.AST) -> str:
    """The dotted name of the class whose method `holder` is; empty where it is none."""
    around = occurrence.around
    if not isinstance(holder, Functions) or holder not in around:
        return ""
    depth = around.index(holder)
    static = any(dotted_name(node) == "staticmethod" for node in holder.decorator_list)
    if depth == 0 or static or not isinstance(around[depth - 1], ast.ClassDef):
        return ""
    return qualname_of(around[:depth])


def class_body_around(occurrence: Occurrence) -> str:
    """The class in whose own scope an occurrence is evaluated; empty where it is another scope."""
    around = (*occurrence.around, occurrence.node)
    for depth in range(len(around) - 2, -1, -1):
        scope, nearest = around[depth], around[depth + 1]
        if isinstance(scope, ast.ClassDef) and nearest in scope.body:
            return qualname_of(around[: depth + 1])
        if isinstance(scope, ast.Lambda) or (
            isinstance(scope, Functions) and _is_in_body(scope, nearest)
        ):
            return ""
    return ""


def innermost_class(occurrence: Occurrence) -> str:
    """The dotted name of the class nearest around an occurrence; empty where there is none."""
    for depth in range(len(occurrence.around), 0, -1):
        if isinstance(occurrence.around[depth - 1], ast.ClassDef):
            return qualname_of(occurrence.around[:depth])
    return ""


def own_scope(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function's own scope, without those of the scopes in it."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _SCOPES):
            pending.extend(ast.iter_child_nodes(node))


def _is_in_body(function: Function, node: ast.AST) -> bool:
    return node in function.body


@lru_cache(maxsize=64)
def _bound_in(function: Function) -> dict[str, ast.AST]:
    """What a function's own scope binds: the import statement that does, else the function."""
    bound: dict[str, ast.AST] = dict.fromkeys(_parameters(function.args), function)
    declared: set[str] = set()
    pending: list[ast.AST] = list(reversed(function.body))
    while pending:
        node = pending.pop()
        match node:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                for alias in aliases:
                    bound[alias.asname or alias.name.partition(".")[0]] = node
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                bound.setdefault(name, function)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.setdefault(name, function)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                declared.update(names)
            case (
                ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp()
            ):
                pass
            case ast.ExceptHandler(name=str(name)):
                bound.setdefault(name, function)
                pending.extend(ast.iter_child_nodes(node))
            case _:
                pending.extend(ast.iter_child_nodes(node))
    return {name: node for name, node in bound.items() if name not in declared}


def _parameters(arguments: ast.arguments) -> list[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every.extend(one for one in (arguments.vararg, arguments.kwarg) if one)
    return [argument.arg for argument in every]
