"""What the block's own file surely defines: its classes with their bases and members."""

import ast
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from blockguide.code.project.interface import binds, runtime_statements

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

CLASS_DECORATORS: Final = frozenset({"dataclass", "final", "total_ordering", "runtime_checkable"})
"""Decorators after which a class has the attributes that its body shows."""

# Bases that bring neither an `__init__` of their own nor attributes that people use.
_PLAIN_BASES: Final = frozenset({"object", "ABC", "Generic", "Protocol"})
_UNPACKING: Final = (ast.Tuple, ast.List)
_DYNAMIC: Final = frozenset({"__getattr__", "__getattribute__"})


def definition_of(module: ast.Module, names: Sequence[str]) -> Definition | None:
    """The one definition that `names` surely lead to from the module's top level, or None."""
    body: Sequence[ast.stmt] = module.body
    found: Definition | None = None
    for name in names:
        found = only(body, name)
        if found is None:
            return None
        body = found.body if isinstance(found, ast.ClassDef) else ()
    return found


def only(body: Sequence[ast.stmt], name: str) -> Definition | None:
    """The one definition that `name` surely stands for when `body` has run, or None."""
    found: Definition | None = None
    for statement, certain in _bindings(body, name):
        if not isinstance(statement, Definition) or not certain:
            return None
        if found is not None and not _is_overload(found):
            return None
        found = statement
    return None if found is None or _is_overload(found) else found


def defines(owner: ast.ClassDef, name: str) -> bool:
    """Whether the body of a class binds `name`, in whatever way."""
    return any(True for _ in _bindings(owner.body, name))


def family_of(
    module: ast.Module, owner: ast.ClassDef, below: tuple[str, ...] = ()
) -> tuple[ast.ClassDef, ...] | None:
    """A class and all its bases, itself first; None where one of them is not in the file."""
    if owner.keywords or owner.name in below:
        return None
    family = [owner]
    for base in owner.bases:
        name = base_name(base)
        if name in _PLAIN_BASES:
            continue
        found = definition_of(module, [name]) if name else None
        if not isinstance(found, ast.ClassDef):
            return None
        above = family_of(module, found, (*below, owner.name))
        if above is None:
            return None
        family += above
    return tuple(family)


def has_member(module: ast.Module, owner: ast.ClassDef, name: str, text: str) -> bool | None:
    """Whether an object of `owner` has the attribute `name`; None unless it is certain.

    Args:
        module: the file's syntax.
        owner: a class at its top level.
        name: the attribute.
        text: the file's text; an attribute that is named anywhere in it may be the object's.
    """
    if name in dir(type) or any(f"{mark}{name}" in text for mark in ".'\""):
        return True
    family = family_of(module, owner)
    if family is None:
        return None
    if any(defines(each, name) for each in family):
        return True
    return False if all(map(_is_open, family)) else None


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


def base_name(base: ast.expr) -> str:
    """The plain name of a base class, its type arguments taken off; empty if it has none."""
    node = base.value if isinstance(base, ast.Subscript) else base
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name) if name in _PLAIN_BASES:
            return name
        case _:
            return ""


def _bindings(body: Sequence[ast.stmt], name: str) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of `body` that bind `name`, and whether they surely run."""
    for statement in body:
        defined = getattr(statement, "name", None)
        if isinstance(defined, str):
            if defined == name:
                yield statement, True
        elif isinstance(statement, ast.Expr):
            continue
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            if any(name == (alias.asname or alias.name) for alias in statement.names):
                yield statement, True
        elif isinstance(statement, ast.Assign) and not isinstance(statement.targets[0], _UNPACKING):
            if name in map(_target_name, statement.targets):
                yield statement, True
        else:
            for inner, certain in runtime_statements([statement]):
                if name in binds(inner):
                    yield inner, certain


def _target_name(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def _is_open(owner: ast.ClassDef) -> bool:
    """Whether a class shows all its attributes in its text."""
    decorators = last_names(owner.decorator_list)
    return (
        decorators is not None
        and decorators <= CLASS_DECORATORS
        and not any(defines(owner, name) for name in _DYNAMIC)
    )


def _is_overload(definition: Definition) -> bool:
    return "overload" in (last_names(definition.decorator_list) or ())
