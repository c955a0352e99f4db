"""How code uses what reaches it: every read of a name, attribute by attribute, as paths.

A path names where a value comes from: `rows` is a parameter, `rows[]` one of its elements,
`rows.count` an attribute, `rows.count()` what calling it gives, `self.rows` an attribute of the object.
"""

import ast
from collections.abc import Iterable
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


def read_uses(body: Iterable[ast.AST]) -> Uses:
    """The uses in these statements, in order of reading, by path."""
    reader = _Reader()
    for node in body:
        reader.visit(node, 0)
    return reader.uses


class _Reader:
    """Walks code once and keeps what stands for what."""

    def __init__(self) -> None:
        self.uses: Uses = {}
        self.alias: dict[str, str] = {}

    def add(
        self, path: str, kind: UseKind, node: ast.AST, detail: str = "", place: str = ""
    ) -> None:
        if path:
            self.uses.setdefault(path, []).append(Use(kind, node, detail, place))

    def path(self, node: ast.AST) -> str:  # noqa: PLR0911 - one arm for each kind of node
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

    def visit(self, node: ast.AST, depth: int) -> None:  # noqa: C901, PLR0912 - one arm for each kind of node
        match node:
            case ast.Assign(targets=targets, value=value):
                self.visit(value, depth)
                for target in targets:
                    self.assign(target, value, depth)
                return
            case ast.AnnAssign(target=target, value=value) if value is not None:
                self.visit(value, depth)
                self.assign(target, value, depth)
                return
            case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
                self.visit(source, depth)
                self.iterate(target, source)
                for statement in (*node.body, *node.orelse):
                    self.visit(statement, depth + 1)
                return
            case ast.comprehension(target=target, iter=source):
                self.visit(source, depth)
                self.iterate(target, source)
                for test in node.ifs:
                    self.visit(test, depth + 1)
                return
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                for generator in node.generators:
                    self.visit(generator, depth)
                for part in ast.iter_child_nodes(node):
                    if not isinstance(part, ast.comprehension):
                        self.visit(part, depth + 1)
                return
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                self.nested(node, depth)
                return
            case ast.If() | ast.While() | ast.Try() | ast.IfExp() | ast.Match():
                depth += 1
            case _:
                pass
        self.note(node)
        for child in ast.iter_child_nodes(node):
            self.visit(child, depth)

    def nested(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, depth: int) -> None:
        """An inner function sees the names around it, except those that its parameters shadow."""
        kept = dict(self.alias)
        every = node.args
        for parameter in (
            *every.posonlyargs,
            *every.args,
            *every.kwonlyargs,
            every.vararg,
            every.kwarg,
        ):
            if parameter is not None:
                self.alias[parameter.arg] = f"{parameter.arg}'"
        for child in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(child, depth + 1)
        self.alias = kept

    def assign(self, target: ast.expr, value: ast.expr, depth: int) -> None:
        path = self.path(value)
        match target:
            case ast.Name(id=name):
                if path:
                    self.alias[name] = path
                elif depth == 0 or self.alias.get(name, name) != name:
                    self.alias[name] = f"{name}'"
            case ast.Attribute():
                stored = self.path(target)
                self.visit(target.value, depth)
                if path and stored:
                    self.add(path, UseKind.STORED, target, stored)
            case ast.Tuple(elts=names) | ast.List(elts=names):
                if path:
                    self.add(path, UseKind.UNPACKED, target)
                values = value.elts if isinstance(value, ast.Tuple) else []
                for place, item in enumerate(names):
                    if len(values) == len(names):
                        self.assign(item, values[place], depth)
                    elif isinstance(item, ast.Name):
                        self.alias[item.id] = f"{path}[{place}]" if path else f"{item.id}'"
            case _:
                self.visit(target, depth)

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
        match target:
            case ast.Name(id=name):
                self.alias[name] = f"{base}[]" if base else f"{name}'"
            case ast.Tuple(elts=names) | ast.List(elts=names):
                for place, item in enumerate(names):
                    if isinstance(item, ast.Name):
                        self.alias[item.id] = f"{base}[][{place}]" if base else f"{item.id}'"
            case _:
                pass

    def note(self, node: ast.AST) -> None:  # noqa: C901, PLR0912 - one arm for each kind of node
        """Notes what this one node does with the values under it."""
        match node:
            case ast.Attribute(value=value, attr=attr, ctx=ast.Load()):
                self.add(self.path(value), UseKind.ATTRIBUTE, node, attr)
            case ast.Call():
                self.note_call(node)
            case ast.Subscript(value=value):
                self.add(self.path(value), UseKind.INDEXED, node)
            case ast.Compare():
                self.note_comparison(node)
            case ast.BinOp(left=left, right=right):
                for side in (left, right):
                    self.add(self.path(side), UseKind.OPERATED, node)
            case ast.AugAssign(target=target, value=value):
                for side in (target, value):
                    self.add(self.path(side), UseKind.OPERATED, node)
            case ast.UnaryOp(op=ast.USub() | ast.Invert() | ast.UAdd(), operand=operand):
                self.add(self.path(operand), UseKind.OPERATED, node)
            case ast.Dict(keys=keys, values=values) if None in keys:
                for key, value in zip(keys, values, strict=True):
                    if key is None:
                        self.add(self.path(value), UseKind.PASSED, node, "dict", "0")
            case ast.Constant(value=bytes()):
                self.uses.setdefault(BYTES, [])
            case ast.Await(value=value):
                self.add(self.path(value), UseKind.AWAITED, node)
            case ast.withitem(context_expr=value, optional_vars=target):
                self.add(self.path(value), UseKind.ENTERED, node)
                if isinstance(target, ast.Name) and self.path(value):
                    self.alias[target.id] = f"{self.path(value)}.__enter__()"
            case ast.Raise(exc=ast.Name() as value):
                self.add(self.path(value), UseKind.RAISED, node)
            case ast.YieldFrom(value=value):
                self.add(self.path(value), UseKind.ITERATED, ast.Name("_", ast.Store()))
            case ast.Starred(value=value):
                self.add(self.path(value), UseKind.ITERATED, ast.Name("_", ast.Store()))
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                self.alias[name] = self.path(value) or f"{name}'"
            case _:
                pass

    def note_call(self, node: ast.Call) -> None:
        callee = _dotted(node.func)
        path = self.path(node.func)
        self.add(path, UseKind.CALLED, node)
        if callee in ("isinstance", "issubclass") and len(node.args) == 2:
            self.add(self.path(node.args[0]), UseKind.CHECKED, node, callee)
            return
        callee = path if callee and path.startswith("self.") else callee
        for place, argument in enumerate(node.args):
            self.add(self.path(argument), UseKind.PASSED, node, callee, str(place))
        for keyword in node.keywords:
            if keyword.arg is not None:
                self.add(self.path(keyword.value), UseKind.PASSED, node, callee, keyword.arg)
            else:
                self.add(self.path(keyword.value), UseKind.PASSED, node, "dict", "0")

    def note_comparison(self, node: ast.Compare) -> None:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(operator, ast.In | ast.NotIn):
                self.add(self.path(left), UseKind.COMPARED, node)
                self.add(self.path(right), UseKind.SEARCHED, node)
            elif not isinstance(operator, ast.Is | ast.IsNot):
                self.add(self.path(left), UseKind.COMPARED, node)
                self.add(self.path(right), UseKind.COMPARED, node)
            left = right


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            base = _dotted(value)
            return f"{base}.{attr}" if base else f".{attr}"
        case _:
            return ""


_SAME_ELEMENTS = frozenset({"sorted", "reversed", "list", "tuple", "set", "iter"})
_BUILTIN_ITERABLES = frozenset({"range", "zip", "enumerate", "map", "filter", "dir"})
