"""The names that a block reads from outside, and where they come from."""

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence

from blockguide.code.block import Block, BlockKind
from blockguide.code.facts.assigned import Assigned
from blockguide.code.facts.bindings import (
    bindings,
    global_names,
    parameter_names,
    walrus_names,
)
from blockguide.code.facts.file import File
from blockguide.code.facts.nodes import DEFINITIONS, FUNCTIONS, Function, children, statements
from blockguide.code.facts.scope import Load, Scope, ScopeKind, module_names_below
from blockguide.code.facts.scopes import read_into
from blockguide.code.facts.values import Origin, Read
from blockguide.code.facts.words import places_of
from blockguide.code.position import span_of
from blockguide.code.source import Source
from blockguide.text import Point, Span

_GIVEN = frozenset(
    {
        "__annotations__",
        "__builtins__",
        "__cached__",
        "__class__",
        "__debug__",
        "__doc__",
        "__file__",
        "__loader__",
        "__module__",
        "__name__",
        "__package__",
        "__path__",
        "__qualname__",
        "__spec__",
    }
)
"""Names that Python itself binds in every module, class or method."""

_BUILTINS = frozenset(dir(builtins)) | _GIVEN


def reads_of(block: Block, file: File, assigned: Assigned) -> tuple[Read, ...]:
    """The names that a block reads from outside, in order of first use."""
    outside = _Outside(block, file, assigned)
    grouped: dict[str, list[Load]] = {}
    for load in sorted(assigned.first, key=lambda load: (load.node.lineno, load.node.col_offset)):
        grouped.setdefault(load.name, []).append(load)
    found: list[Read] = []
    for name, loads in grouped.items():
        origin = outside.origin(name, loads)
        if name in assigned.scope.binds and origin is Origin.UNKNOWN:
            continue
        paths = dict.fromkeys(load.path for load in loads if load.path)
        spans = tuple(dict.fromkeys(_spans(file.source, loads)))
        found.append(Read(name, origin, spans, tuple(paths)))
    return tuple(found)


class _Outside:
    """What the scopes around a block bind outside the block; each scope is read when it is first asked."""

    def __init__(self, block: Block, file: File, assigned: Assigned) -> None:
        self._block = block
        self._file = file
        self._inner = assigned
        self._scopes: dict[int, set[str]] = {}
        self._block_locals: set[str] = set()
        if block.scopes and isinstance(block.scopes[-1].node, FUNCTIONS):
            self._block_locals = set(assigned.scope.binds) - assigned.scope.module_names

    def origin(self, name: str, loads: Sequence[Load]) -> Origin:
        if all(load.is_global for load in loads):
            return self._in_module(name)
        direct = any(not load.deferred for load in loads)
        for depth in range(len(self._block.scopes) - 1, -1, -1):
            node = self._block.scopes[depth].node
            nearest = depth == len(self._block.scopes) - 1
            if isinstance(node, ast.ClassDef) and not (nearest and direct):
                continue
            if name not in self._names(node):
                if nearest and name in self._block_locals:
                    return Origin.UNKNOWN
                continue
            if isinstance(node, FUNCTIONS) and name in global_names(node.body):
                return self._in_module(name)
            return Origin.ENCLOSING
        if self._block.kind is BlockKind.EXPRESSION and name in self._around_expression():
            return Origin.ENCLOSING
        return self._in_module(name)

    def _in_module(self, name: str) -> Origin:
        bound = self._file.bound.get(name)
        if bound is not None and not self._is_own(bound):
            return Origin.GLOBAL
        if bound is not None and self._bound_elsewhere(name):
            return Origin.GLOBAL
        if name in _BUILTINS:
            return Origin.BUILTIN
        return Origin.GLOBAL if name in self._hidden() else Origin.UNKNOWN

    def _bound_elsewhere(self, name: str) -> bool:
        if self._block.kind is BlockKind.MODULE:
            return False
        body = self._file.tree.module.body
        return any(name == bound and not self._is_own(by) for bound, by in bindings(body))

    def _hidden(self) -> set[str]:
        """Names that only `:=` and `global` statements bind in the module."""
        return self._cached(0, self._read_hidden)

    def _read_hidden(self) -> set[str]:
        text, body = self._file.tree.parsed, self._file.tree.module.body
        found = walrus_names(body, self._file.source.lines)
        found.update(*(module_names_below(scope) for scope in self._inner.inner))
        if "global " in text:
            found |= _global_declarations(body)
        return found

    def _names(self, node: ast.ClassDef | Function) -> set[str]:
        return self._cached(id(node), lambda: self._read_names(node))

    def _read_names(self, node: ast.ClassDef | Function) -> set[str]:
        names = {name for name, by in bindings(node.body) if not self._is_own(by)}
        if isinstance(node, FUNCTIONS):
            names.update(parameter_names(node))
        names.update(parameter.name for parameter in getattr(node, "type_params", ()))
        walruses = walrus_names(node.body, self._file.source.lines)
        names |= walruses - set(self._inner.scope.binds)
        return names

    def _around_expression(self) -> set[str]:
        return self._cached(1, self._read_around_expression)

    def _read_around_expression(self) -> set[str]:
        """What the comprehensions and lambdas around an expression bind."""
        wrapped = self._block.nodes[0]
        inner = wrapped.value if isinstance(wrapped, ast.Expr) else wrapped
        names: set[str] = set()
        scopes = self._block.scopes
        stack: list[ast.AST] = list(scopes[-1].node.body if scopes else self._file.tree.module.body)
        while stack:
            node = stack.pop()
            if not _holds(node, inner):
                continue
            if isinstance(
                node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp | ast.Lambda
            ):
                around = Scope(ScopeKind.BLOCK)
                read_into(around, [node])
                names.update(*(scope.binds for scope in around.inner))
            stack.extend(children(node))
        return names

    def _cached(self, key: int, read: Callable[[], set[str]]) -> set[str]:
        if key not in self._scopes:
            self._scopes[key] = read()
        return self._scopes[key]

    def _is_own(self, statement: ast.stmt) -> bool:
        nodes = self._block.nodes
        if not nodes or self._block.kind is BlockKind.EXPRESSION:
            return False
        first, last = nodes[0], nodes[-1]
        start = (statement.lineno, statement.col_offset)
        end = (last.end_lineno or last.lineno, last.end_col_offset or 0)
        return (first.lineno, first.col_offset) <= start < end


def _spans(source: Source, loads: Iterable[Load]) -> Iterator[Span]:
    for load in loads:
        span = span_of(source, load.node)
        start, end = span.start, span.end
        if source.lines[start.line][start.column : end.column] == load.name:
            yield span
        else:
            yield from _near(source.lines, load)


def _near(lines: Sequence[str], load: Load) -> Iterator[Span]:
    """The place of a name in an f-string, whose columns Python 3.11 does not know."""
    start = load.node.lineno - 1
    for number in range(start, min(start + 3, len(lines))):
        for place in places_of(load.name, lines[number]):
            yield Span(Point(number, place), Point(number, place + len(load.name)))
            return


def _global_declarations(body: Iterable[ast.stmt]) -> set[str]:
    """The names that `global` statements anywhere below `body` declare."""
    found: set[str] = set()
    stack = [body]
    while stack:
        for statement in statements(stack.pop()):
            if isinstance(statement, ast.Global):
                found.update(statement.names)
            elif isinstance(statement, DEFINITIONS):
                stack.append(statement.body)
    return found


def _holds(node: ast.AST, inner: ast.AST) -> bool:
    """Whether `node` reaches from before `inner` to behind it; nodes without a place always may."""
    if not isinstance(node, ast.expr | ast.stmt) or not isinstance(inner, ast.expr | ast.stmt):
        return True
    if node.lineno > inner.lineno:
        return False
    return (node.end_lineno or node.lineno) >= (inner.end_lineno or inner.lineno)
