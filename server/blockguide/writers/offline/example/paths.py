"""Paths, which name where a value comes from, and the uses that are made of it.

`rows` is a parameter, `rows[]` one of its elements, `rows.count` an attribute, `rows.count()` what
calling it gives, `self.rows` an attribute of the object.
"""

import ast
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class UseKind(StrEnum):
    """What code does with a value."""

    ATTRIBUTE = "attribute"
    CALLED = "called"
    PASSED = "passed"
    ITERATED = "iterated"
    INDEXED = "indexed"
    SEARCHED = "searched"
    COMPARED = "compared"
    OPERATED = "operated"
    CHECKED = "checked"
    AWAITED = "awaited"
    ENTERED = "entered"
    STORED = "stored"
    RAISED = "raised"
    UNPACKED = "unpacked"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a value.

    Attributes:
        kind: what is done with it.
        node: the call, subscript, comparison, operation, or loop target that does it.
        detail: the attribute's name, the callee's text, or the path that it is stored under.
        place: the keyword, or the position as digits, that it is passed as; else empty.
    """

    kind: UseKind
    node: ast.AST
    detail: str = ""
    place: str = ""


BYTES: Final = "b''"
"""The path that stands for the bytes literals of the code."""

Uses: TypeAlias = dict[str, list[Use]]


class Paths:
    """What stands for what while code is read, and the uses found so far.

    Attributes:
        uses: the uses, by path.
        alias: the path that each local name stands for.
    """

    def __init__(self) -> None:
        self.uses: Uses = {}
        self.alias: dict[str, str] = {}

    def add(
        self, path: str, kind: UseKind, node: ast.AST, detail: str = "", place: str = ""
    ) -> None:
        """Notes a use of the value at a path; nothing where the path is not known."""
        if path:
            self.uses.setdefault(path, []).append(Use(kind, node, detail, place))

    def path(self, node: ast.AST) -> str:  # noqa: PLR0911 - one arm for each kind of node
        """The path of an expression; empty where none can be told."""
        match node:
            case ast.Name(id=name):
                return self.alias.get(name, name)
            case ast.Attribute(value=value, attr=attr):
                base = self.path(value)
                return f"{base}.{attr}" if base else ""
            case ast.Subscript(value=value, slice=ast.Slice()):
                return self.path(value)
            case ast.Subscript(value=value):
                base = self.path(value)
                return f"{base}[]" if base else ""
            case ast.Call(func=func):
                base = self.path(func)
                return f"{base}()" if base else ""
            case ast.Await(value=value) | ast.NamedExpr(value=value) | ast.Starred(value=value):
                return self.path(value)
            case ast.BoolOp(op=ast.Or(), values=[first, *_]):
                return self.path(first)
            case ast.IfExp(body=first):
                return self.path(first)
            case _:
                return ""

    def iterate(self, target: ast.expr, source: ast.expr) -> None:
        """Notes that a loop takes the elements of `source` one by one, and what they are called."""
        path = self.path(source)
        base, _, method = path.rpartition(".")
        pair = target.elts if isinstance(target, ast.Tuple) else []
        if method == "items()" and len(pair) == 2:
            self.name(pair[0], f"{base}[key]")
            self.name(pair[1], f"{base}[]")
        elif method in ("items()", "keys()"):
            self.name(target, f"{base}[key]")
        elif method == "values()":
            self.name(target, f"{base}[]")
        elif isinstance(source, ast.Call) and isinstance(source.func, ast.Name):
            self.iterate_call(
                target, source.func.id, [self.path(item) for item in source.args], path
            )
        else:
            self.take(target, path)

    def iterate_call(self, target: ast.expr, callee: str, inner: list[str], path: str) -> None:
        """The same for what a call gives: `enumerate` and `zip` pair the elements, others pass them on."""
        pair = target.elts if isinstance(target, ast.Tuple) else []
        if callee == "enumerate" and inner and len(pair) == 2:
            self.element(pair[0], "")
            self.take(pair[1], inner[0])
        elif callee == "zip" and len(pair) == len(inner):
            for part, base in zip(pair, inner, strict=True):
                self.take(part, base)
        elif callee in _SAME_ELEMENTS and inner:
            self.take(target, inner[0])
        else:
            self.take(target, "" if callee in _BUILTIN_ITERABLES else path)

    def take(self, target: ast.expr, path: str) -> None:
        """Notes the iteration of a path into a target."""
        self.add(path, UseKind.ITERATED, target)
        self.element(target, path)

    def name(self, target: ast.expr, path: str) -> None:
        """Lets a plain name stand for a path."""
        if isinstance(target, ast.Name):
            self.alias[target.id] = path

    def element(self, target: ast.expr, base: str) -> None:
        """Lets the names of a loop's target stand for the elements of a path."""
        match target:
            case ast.Name(id=name):
                self.alias[name] = f"{base}[]" if base else f"{name}'"
            case ast.Tuple(elts=names) | ast.List(elts=names):
                for place, item in enumerate(names):
                    if isinstance(item, ast.Name):
                        self.alias[item.id] = f"{base}[][{place}]" if base else f"{item.id}'"
            case _:
                pass


_SAME_ELEMENTS = frozenset({"sorted", "reversed", "list", "tuple", "set", "iter"})
_BUILTIN_ITERABLES = frozenset({"range", "zip", "enumerate", "map", "filter", "dir"})
