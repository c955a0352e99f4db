"""What a function's own variable surely is: an object of a class, or a plain literal, by its one binding."""

import ast
from collections.abc import Iterator

from blockguide.code.context.local_scopes import holding_scope, own_scope
from blockguide.code.context.meanings import Meaning, Meanings, Thing, dotted_name, package_of
from blockguide.code.context.occurrences import Function, Occurrence

LITERALS = (
    *(ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.Set, ast.Tuple),
    *(ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp),
)
"""Expressions whose value is of a builtin type, so that none of its attributes is a project's."""


def local_source(name: str, function: Function) -> ast.expr | None:
    """The one expression that tells what a function's variable is: its value, or its annotation.

    An annotation comes as a call of the class, which says as much. None where there are several
    bindings, or one that no expression alone decides.
    """
    stores = [
        node
        for node in own_scope(function)
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
    ]
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    parameter = next((one for one in arguments if one.arg == name), None)
    if parameter is not None:
        return None if stores else _object_of(parameter.annotation)
    if len(stores) != 1:
        return None
    return next(_sources(function, stores[0]), None)


def class_of(
    expression: ast.expr, occurrence: Occurrence, meanings: Meanings, path: str
) -> Thing | None:
    """The class that an expression beside an occurrence makes an object of; None for any other."""
    dotted = dotted_name(expression.func) if isinstance(expression, ast.Call) else ""
    if not dotted:
        return None
    meaning = _meaning(dotted, occurrence, meanings, path)
    return meaning if isinstance(meaning, Thing) and meanings.is_class(meaning) else None


def _meaning(dotted: str, occurrence: Occurrence, meanings: Meanings, path: str) -> Meaning:
    first, _, rest = dotted.partition(".")
    holder = holding_scope(first, occurrence)
    if isinstance(holder, (ast.Import, ast.ImportFrom)):
        package = package_of(path, meanings.module_of(path))
        return meanings.attribute_path(meanings.imported(holder, first, package), rest)
    return meanings.at_top_level(path, dotted) if holder is None else None


def _sources(function: Function, target: ast.Name) -> Iterator[ast.expr]:
    for node in own_scope(function):
        match node:
            case ast.Assign(targets=[one], value=value) if one is target:
                yield value
            case ast.AnnAssign(target=one, annotation=annotation, value=value) if one is target:
                if source := _object_of(annotation) or value:
                    yield source
            case ast.NamedExpr(target=one, value=value) if one is target:
                yield value
            case _:
                pass


def _object_of(annotation: ast.expr | None) -> ast.expr | None:
    return ast.Call(annotation, [], []) if annotation and dotted_name(annotation) else None
