"""Finds the string literals of a syntax tree that are bound to, or compared with, a secret's name."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from blockguide.writers.model.literal_values import Pieces, joined, values_of
from blockguide.writers.model.secret_names import Kind, is_secret, kind_of

_NAMED: Final = re.compile(r"-{0,2}[A-Za-z_][\w.-]*")
_GIVEN: Final = ("default", "value", "fallback")


@dataclass(frozen=True, slots=True)
class _Named:
    """An expression that stands under a name."""

    name: str
    value: ast.expr


def secret_literals(module: ast.Module) -> Iterator[Pieces]:
    """The literals of each value that is a secret by its name: bound, passed, a default, in a dictionary."""
    for node in ast.walk(module):
        for named in (*_bindings(node), *_arguments(node)):
            kind = kind_of(named.name)
            for pieces in values_of(named.value) if kind else ():
                if kind and is_secret(joined(pieces), kind, named.name):
                    yield pieces
        for value in _of_a_kind(node):
            for pieces in values_of(value):
                if is_secret(joined(pieces), Kind.PASSWORD):
                    yield pieces


def _bindings(node: ast.AST) -> Iterator[_Named]:
    match node:
        case ast.Assign():
            for target in node.targets:
                yield from _bound(target, node.value)
        case ast.AnnAssign(value=ast.expr(), target=target) | ast.NamedExpr(target=target):
            if node.value:
                yield from _bound(target, node.value)
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                yield _Named(_string(key), value)
        case ast.Compare():
            for left, right in pairwise([node.left, *node.comparators]):
                yield from (*_bound(left, right), *_bound(right, left))


def _arguments(node: ast.AST) -> Iterator[_Named]:
    match node:
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            late = positional[len(positional) - len(node.defaults) :]
            defaults = [*node.defaults, *node.kw_defaults]
            for arg, default in zip([*late, *node.kwonlyargs], defaults, strict=True):
                if default:
                    yield _Named(arg.arg, default)
        case ast.keyword(arg=str()):
            yield _Named(node.arg or "", node.value)
        case ast.Call():
            yield from _passed(node)


def _bound(target: ast.expr, value: ast.expr) -> Iterator[_Named]:
    match target:
        case ast.Tuple() | ast.List():
            if isinstance(value, (ast.Tuple, ast.List)):
                for each, one in zip(target.elts, value.elts, strict=False):
                    yield from _bound(each, one)
        case ast.Name():
            yield _Named(target.id, value)
        case ast.Attribute():
            yield _Named(target.attr, value)
        case ast.Subscript():
            yield _Named(_string(target.slice), value)
        case ast.Call():
            yield from (_Named(name, value) for name in _told(target))


def _passed(call: ast.Call) -> Iterator[_Named]:
    """What is passed behind a name, as a default or a value: `getenv("DB_PASSWORD", "…")`."""
    for name, at in _told(call).items():
        for value in call.args[at + 1 : at + 2]:
            yield _Named(name, value)
        for keyword in call.keywords:
            if keyword.arg in _GIVEN:
                yield _Named(name, keyword.value)


def _told(call: ast.Call) -> dict[str, int]:
    """The names of secrets among the first arguments, and their places."""
    names = {_string(each): at for at, each in enumerate(call.args[:2])}
    return {name: at for name, at in names.items() if _NAMED.fullmatch(name) and kind_of(name)}


def _of_a_kind(node: ast.AST) -> Iterator[ast.expr]:
    """The password of `auth=(user, password)`, `BasicAuth(user, password)` and `SecretStr(password)`."""
    match node:
        case ast.keyword(arg="auth" | "basic_auth", value=ast.Tuple(elts=[_, password])):
            yield password
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[_, password, *_]):
            if name.endswith(("BasicAuth", "DigestAuth")):
                yield password
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[secret]):
            if name in {"SecretStr", "SecretBytes"}:
                yield secret


def _string(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
