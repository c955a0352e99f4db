"""The attributes of a class: those in its body, and those that its methods set on the instance."""

import ast
import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from blockguide.code.facts.bindings import target_names
from blockguide.code.facts.file import File
from blockguide.code.facts.intents import comment_above, intent_of
from blockguide.code.facts.nodes import FUNCTIONS, Function, statements
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.values import Field

_Setting = ast.Assign | ast.AnnAssign
_MAKERS = {"__init__", "__new__", "__post_init__"}
_HIDDEN = {"__slots__", "__match_args__", "__doc__", "__module__", "__qualname__"}


def fields_of(file: File, node: ast.ClassDef) -> tuple[Field, ...]:
    """The fields of a class: class-level ones first, then those of `__init__`, then those of other methods."""
    found: dict[str, Field] = {}
    for field in _documented(node.body, _class_fields(file, node)):
        known = found.get(field.name)
        if known is None or known.default is None:
            found[field.name] = field
    methods = [statement for statement in statements(node.body) if isinstance(statement, FUNCTIONS)]
    methods.sort(key=lambda method: method.name not in _MAKERS)
    for method in methods:
        for name, statement, value in _set_on_instance(method):
            if name not in found:
                found[name] = _field(file, statement, name, value, on_instance=True)
    return tuple(found.values())


def _class_fields(file: File, node: ast.ClassDef) -> Iterator[Field]:
    for statement in statements(node.body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield _field(file, statement, statement.target.id, statement.value)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                value = statement.value if isinstance(target, ast.Name) else None
                for name in target_names(target):
                    if name not in _HIDDEN:
                        yield _field(file, statement, name, value)


def _set_on_instance(method: Function) -> Iterator[tuple[str, _Setting, ast.expr | None]]:
    """The attributes that a method sets on its first parameter, each with the statement and the value."""
    arguments = [*method.args.posonlyargs, *method.args.args]
    if not arguments or any(
        isinstance(decorator, ast.Name) and decorator.id in {"staticmethod", "classmethod"}
        for decorator in method.decorator_list
    ):
        return
    own = arguments[0].arg
    for statement in statements(method.body):
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                several = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
                value = statement.value if several == [target] else None
                for place in several:
                    if (name := _attribute_of(place, own)) is not None:
                        yield name, statement, value
        elif isinstance(statement, ast.AnnAssign) and (
            name := _attribute_of(statement.target, own)
        ):
            yield name, statement, statement.value


def _attribute_of(place: ast.expr, own: str) -> str | None:
    if (
        isinstance(place, ast.Attribute)
        and isinstance(place.value, ast.Name)
        and place.value.id == own
    ):
        return place.attr
    return None


def _field(
    file: File, statement: _Setting, name: str, value: ast.expr | None, *, on_instance: bool = False
) -> Field:
    annotation = statement.annotation if isinstance(statement, ast.AnnAssign) else None
    return Field(
        name=name,
        annotation=None if annotation is None else text_of(file.source, annotation),
        default=None if value is None else text_of(file.source, value),
        lines=lines_of(statement),
        on_instance=on_instance,
        comment=_comment(file, statement),
    )


def _comment(file: File, statement: _Setting) -> str | None:
    comments = file.tree.comments
    for line in (statement.lineno, statement.end_lineno or statement.lineno):
        beside = comments.get(line)
        if beside is not None and not beside.alone and (said := intent_of([beside.text])):
            return said
    return comment_above(comments, file.source.lines, statement.lineno, 0)[1]


def _documented(body: Sequence[ast.stmt], fields: Iterable[Field]) -> Iterator[Field]:
    """The fields, those without a comment described by the string that follows them in `body`."""
    strings = {
        lines_of(statement).last: inspect.cleandoc(following.value.value)
        for statement, following in pairwise(body)
        if isinstance(following, ast.Expr)
        and isinstance(following.value, ast.Constant)
        and isinstance(following.value.value, str)
    }
    for field in fields:
        said = strings.get(field.lines.last)
        yield (
            replace(field, comment=" ".join(said.split())) if said and not field.comment else field
        )
