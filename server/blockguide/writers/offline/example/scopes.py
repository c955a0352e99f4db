"""Names that code reads where nothing has bound them yet: scope by scope, in the order in which it runs."""

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from blockguide.writers.offline.example.quoted import (
    generics_of,
    parsed_type,
    quoted_types,
    type_parts,
)


def unbound_names(tree: ast.Module) -> tuple[str, ...]:
    """Names that the module reads before or without binding them, in order; `*` for an import of everything.

    Bodies of functions run last, with all that the module has bound by then. A name that is bound
    in one branch only counts as bound from there on; one that a function declares global, everywhere.
    Names in `__all__` count as read.
    """
    walk = _Walk(generics_of(tree))
    module = walk.scopes
    walk.every(tree.body)
    while walk.later:
        walk.later.pop(0)()
    walk.scopes = module
    for name in _exports(tree):
        walk.read(name)
    return tuple(name for name in walk.found if name not in walk.everywhere)


@dataclass(slots=True)
class _Scope:
    kind: str
    bound: set[str] = field(default_factory=set)
    read_outside: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


class _Walk:
    """Walks a module in the order in which it runs."""

    def __init__(self, generics: frozenset[str]) -> None:
        self.generics = generics
        self.scopes: tuple[_Scope, ...] = (_Scope("module"),)
        self.found: dict[str, None] = {}
        self.later: list[Callable[[], None]] = []
        self.everywhere: set[str] = set()

    def every(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def read(self, name: str) -> None:
        own = self.scopes[-1]
        for scope in reversed(self.scopes):
            if name in scope.bound and (scope.kind != "class" or scope is own):
                if scope is not own and own.kind == "function":
                    own.read_outside.add(name)
                return
        if name not in _KNOWN and not (own.kind == "class" and name in _OF_CLASSES):
            self.found[name] = None
        elif own.kind == "function":
            own.read_outside.add(name)

    def bind(self, name: str) -> None:
        scope = self.scopes[-1]
        if scope.kind == "function" and name in scope.read_outside - scope.shared - scope.bound:
            self.found[name] = None
        scope.bound.add(name)

    def bind_outside(self, name: str) -> None:
        """Binds a name in the scope around the comprehensions that the code stands in."""
        around = self.scopes
        while self.scopes[-1].kind == "comprehension":
            self.scopes = self.scopes[:-1]
        self.bind(name)
        self.scopes = around

    def visit(self, node: ast.AST) -> None:  # noqa: C901, PLR0912, PLR0915 - one arm for each kind of node
        for part in type_parts(node, self.generics):
            for text in quoted_types(part):
                self.quoted(text)
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                self.read(name)
            case ast.Name(id=name, ctx=ast.Del()):
                self.read(name)
                self.scopes[-1].bound.discard(name)
            case ast.Name(id=name):
                self.bind(name)
            case ast.Assign(targets=targets, value=value):
                self.every([value, *targets])
            case ast.AugAssign(target=target, value=value):
                if isinstance(target, ast.Name):
                    self.read(target.id)
                self.every([value, target])
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                self.every([annotation, value])
                if value is not None or not isinstance(target, ast.Name):
                    self.visit(target)
            case ast.NamedExpr(target=target, value=value):
                self.visit(value)
                self.bind_outside(target.id)
            case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
                self.every([source, target, *node.body, *node.orelse])
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                self.comprehension(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                self.function(node)
            case ast.ClassDef():
                self.every([*node.decorator_list, *node.bases, *node.keywords])
                self.inside(_Scope("class"), node.body)
                self.bind(node.name)
            case ast.alias(name=name, asname=alias):
                self.bind(alias or name.partition(".")[0])
                if name == "*":
                    self.found["*"] = None
            case ast.Global() if len(self.scopes) == 1:
                pass
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                self.scopes[-1].shared.update(names)
                self.everywhere.update(names)
                self.scopes[0].bound.update(names)
            case ast.ExceptHandler(name=name):
                self.every([node.type])
                if name:
                    self.bind(name)
                self.every(node.body)
                self.scopes[-1].bound.discard(name or "")
            case (
                ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                self.every(ast.iter_child_nodes(node))
                self.bind(name)
            case _:
                self.every(ast.iter_child_nodes(node))

    def inside(self, scope: _Scope, nodes: Iterable[ast.AST]) -> None:
        around = self.scopes
        self.scopes = (*around, scope)
        self.every(nodes)
        self.scopes = around

    def comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> None:
        self.visit(node.generators[0].iter)
        nodes: list[ast.AST] = []
        for place, part in enumerate(node.generators):
            nodes += [*([part.iter] if place else []), part.target, *part.ifs]
        nodes += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.inside(_Scope("comprehension"), nodes)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        every = node.args
        parameters = [
            *(*every.posonlyargs, *every.args, *every.kwonlyargs),
            *(item for item in (every.vararg, every.kwarg) if item is not None),
        ]
        self.every(getattr(node, "decorator_list", ()))
        self.every([*every.defaults, *every.kw_defaults])
        self.every(parameters)
        self.every([getattr(node, "returns", None)])
        if not isinstance(node, ast.Lambda):
            self.bind(node.name)
        generic = {item.name for item in getattr(node, "type_params", ())}
        own = _Scope("function", generic | {item.arg for item in parameters})
        around, body = self.scopes, node.body if isinstance(node.body, list) else [node.body]

        def run() -> None:
            self.scopes = around
            self.inside(own, body)

        self.later.append(run)

    def quoted(self, text: str) -> None:
        tree = parsed_type(text)
        if tree is None:
            return
        around = self.scopes

        def run() -> None:
            self.scopes = around
            self.visit(tree)

        self.later.append(run)


def _exports(tree: ast.Module) -> Iterator[str]:
    """The names in all that the module puts into `__all__` by a list or tuple that it shows."""
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=ast.expr() as value)
                | ast.AugAssign(target=ast.Name(id="__all__"), value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value)
            ):
                yield from _shown_strings(value)
            case _:
                pass


def _shown_strings(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    yield item.value
        case ast.BinOp(left=left, right=right):
            yield from _shown_strings(left)
            yield from _shown_strings(right)
        case _:
            pass


_KNOWN: Final = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__"}
_OF_CLASSES: Final = frozenset({"__module__", "__qualname__"})
