"""Names that code reads where nothing has bound them yet: scope by scope, in the order in which it runs."""

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final


def unbound_names(tree: ast.Module) -> tuple[str, ...]:
    """Names that the module reads before or without binding them, in order; `*` for an import of everything.

    Bodies of functions run last, with all that the module has bound by then. A name that is bound
    in one branch only counts as bound from there on; one that a function declares global, everywhere.
    Names in `__all__` count as read.
    """
    walk = _Walk()
    walk.every(tree.body)
    while walk.later:
        walk.later.pop(0)()
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="__all__")], value=ast.List(elts=names) | ast.Tuple(elts=names)
            ):
                for item in names:
                    if isinstance(item, ast.Constant):
                        walk.read(str(item.value))
            case _:
                pass
    return tuple(name for name in walk.found if name not in walk.everywhere)


@dataclass(slots=True)
class _Scope:
    kind: str
    bound: set[str] = field(default_factory=set)
    read_outside: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


class _Walk:
    """Walks a module in the order in which it runs."""

    def __init__(self) -> None:
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

    def visit(self, node: ast.AST) -> None:  # noqa: C901, PLR0912, PLR0915 - one arm for each kind of node
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
                self.annotation(annotation)
                self.every([value])
                if value is not None or not isinstance(target, ast.Name):
                    self.visit(target)
            case ast.NamedExpr(target=target, value=value):
                self.visit(value)
                holder = next(one for one in reversed(self.scopes) if one.kind != "comprehension")
                holder.bound.add(target.id)
            case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
                self.every([source, target, *node.body, *node.orelse])
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                self.comprehension(node)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _TYPING:
                for text in (text for part in _of_types(name, node) for text in _quoted(part)):
                    self.quoted(text)
                self.every(ast.iter_child_nodes(node))
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
        for annotation in (
            *(item.annotation for item in parameters),
            getattr(node, "returns", None),
        ):
            self.annotation(annotation)
        if not isinstance(node, ast.Lambda):
            self.bind(node.name)
        generic = {item.name for item in getattr(node, "type_params", ())}
        own = _Scope("function", generic | {item.arg for item in parameters})
        around, body = self.scopes, node.body if isinstance(node.body, list) else [node.body]

        def run() -> None:
            self.scopes = around
            self.inside(own, body)

        self.later.append(run)

    def annotation(self, node: ast.expr | None) -> None:
        """Reads an annotation; what is written as a string is read last."""
        if node is None:
            return
        for text in _quoted(node):
            self.quoted(text)
        self.visit(node)

    def quoted(self, text: str) -> None:
        try:
            tree = ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError):
            return
        around = self.scopes

        def run() -> None:
            self.scopes = around
            self.visit(tree)

        self.later.append(run)


def _of_types(name: str, call: ast.Call) -> list[ast.expr]:
    """The arguments of a call of `typing` that stand for types, even where they are strings."""
    named = [item.value for item in call.keywords if item.arg == "bound"]
    return [*(call.args[:1] if name == "cast" else call.args[1:]), *named]


def _quoted(node: ast.AST) -> Iterator[str]:
    """The strings of an annotation that are types; those of `Literal` are none."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Subscript(value=ast.Name(id="Literal") | ast.Attribute(attr="Literal")):
            pass
        case _:
            for part in ast.iter_child_nodes(node):
                yield from _quoted(part)


_KNOWN: Final = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__"}
_TYPING: Final = frozenset({"cast", "NewType", "TypeVar"})
_OF_CLASSES: Final = frozenset({"__module__", "__qualname__"})
