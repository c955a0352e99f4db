"""What of an example runs when the example is run: a body counts once something reaches it."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

# To pass a name to one of these is to look at it, not to use it.
_LOOKING: Final = frozenset(
    {"print", "pprint", "pp", "repr", "str", "type", "help", "id", "dir", "callable", "hash"}
    | {"signature", "getsource", "getdoc", "format", "isfunction", "isclass"}
)
_SHOWING: Final = (ast.Expr, ast.FormattedValue, ast.Compare)
_KEEPING: Final = frozenset(
    {"wraps", "cache", "lru_cache", "staticmethod", "classmethod", "property", "cached_property"}
    | {"contextmanager", "asynccontextmanager", "overload", "override", "final", "dataclass"}
    | {"setter", "getter", "deleter", "abstractmethod", "singledispatch", "total_ordering"}
)
"""Decorators that hand what they decorate to nobody; any other may call it, or have it called."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = _Function | ast.ClassDef
Parents = Mapping[int, ast.AST]


def only_looked_at(node: ast.expr, parent: ast.AST | None) -> bool:
    """Whether `node` stands where nothing is done with it but to show it."""
    if isinstance(parent, ast.Call):
        return parent.func is not node and last_name(parent.func) in _LOOKING
    annotations = (getattr(parent, "annotation", None), getattr(parent, "returns", None))
    return parent is None or node in annotations or isinstance(parent, _SHOWING)


def reached(tree: ast.Module, parents: Parents) -> frozenset[int]:
    """The `id` of every node of `tree` that runs when the module is run, as far as its names tell.

    The body of a function or a lambda runs once its name is used in what runs: called, passed on, kept
    elsewhere. The methods of a class run once the class is used. pytest and unittest run the tests.

    Args:
        tree: the example.
        parents: the parent of every node of it but `tree`, by the node's `id`.
    """
    walk = _Walk(parents)
    walk.run([tree])
    return frozenset(walk.seen)


@dataclass(slots=True)
class _Walk:
    """The walk over what runs; bodies wait under the names that they are reached by."""

    parents: Parents
    seen: set[int] = field(default_factory=set)
    _used: set[str] = field(default_factory=set)
    _waiting: dict[str, list[Sequence[ast.AST]]] = field(default_factory=lambda: defaultdict(list))

    def run(self, pending: list[ast.AST]) -> None:
        while pending:
            node = pending.pop()
            if id(node) in self.seen:
                continue
            self.seen.add(id(node))
            pending += self._next(node)

    def _next(self, node: ast.AST) -> Iterator[ast.AST]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from (*node.decorator_list, node.args, *_there(node.returns))
                names = () if _is_handed_on(node) or _is_test(node) else self._names_of(node)
                yield from self._later(node.body, names)
            case ast.Lambda():
                yield node.args
                yield from self._later([node.body], self._names_of(node))
            case _:
                yield from ast.iter_child_nodes(node)
        if (
            isinstance(node, ast.Name | ast.Attribute)
            and isinstance(node.ctx, ast.Load)
            and not only_looked_at(node, self.parents.get(id(node)))
        ):
            yield from self._use(last_name(node))

    def _later(self, body: Sequence[ast.AST], names: Sequence[str]) -> Iterator[ast.AST]:
        """The body, where one of `names` is used already or there is none; else it waits for them."""
        if not names or any(name in self._used for name in names):
            yield from body
        for name in names:
            self._waiting[name].append(body)

    def _use(self, name: str) -> Iterator[ast.AST]:
        self._used.add(name)
        for body in self._waiting.pop(name, ()):
            yield from body

    def _names_of(self, node: _Function | ast.Lambda) -> Sequence[str]:
        """The names that `node` is reached by; none where it may run without one."""
        parent = self.parents.get(id(node))
        if isinstance(node, ast.Lambda):
            match parent:
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name))
                ):
                    return (name,)
                case ast.Expr():
                    return ("",)
                case _:
                    return ()
        if isinstance(parent, ast.ClassDef):
            if _is_handed_on(parent) or _is_test(parent):
                return ()
            return (parent.name, node.name)
        return (node.name,)


def _is_handed_on(node: _Definition) -> bool:
    """Whether a decorator gets hold of it that may have it run."""
    called = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(last_name(each) not in _KEEPING for each in called)


def _is_test(node: _Definition) -> bool:
    """Whether pytest or unittest runs it."""
    if isinstance(node, ast.ClassDef):
        cases = any(last_name(base).endswith("TestCase") for base in node.bases)
        return cases or node.name.startswith("Test")
    return node.name.startswith("test")


def _there(node: ast.expr | None) -> tuple[ast.expr, ...]:
    return () if node is None else (node,)


def last_name(node: ast.expr) -> str:
    """The name, or the last attribute of a dotted one; empty for any other expression."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
