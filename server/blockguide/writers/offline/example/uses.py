"""How code uses what reaches it: every read of a name, attribute by attribute, as paths."""

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.paths import BYTES, Paths, UseKind, Uses

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def read_uses(body: Iterable[ast.AST]) -> Uses:
    """The uses in these statements, in order of reading, by path."""
    reader = _Reader()
    for node in body:
        reader.visit(node, 0)
    return reader.uses


def class_uses(owner: ast.ClassDef, maker: "Maker") -> Uses:
    """How the methods of a class, all together, use the attributes of `self`."""
    key = ("class uses", owner)
    found = maker.home.memory.get(key)
    if not isinstance(found, dict):
        found = {}
        for method in owner.body:
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                for path, uses in function_uses(method, maker).items():
                    if path.startswith("self."):
                        found.setdefault(path, []).extend(uses)
        maker.home.memory[key] = found
    return found


def function_uses(function: Function, maker: "Maker") -> Uses:
    """How the body of a function uses names."""
    key = ("uses", function)
    found = maker.home.memory.get(key)
    if not isinstance(found, dict):
        found = read_uses(function.body)
        maker.home.memory[key] = found
    return found


class _Reader(Paths):
    """Walks code once."""

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
