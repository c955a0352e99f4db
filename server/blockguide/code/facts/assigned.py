"""Which readings in a run of statements can see a value from before it: definite assignment, path by path."""

import ast
from collections.abc import Iterable, Sequence
from itertools import islice

from blockguide.code.facts.bindings import bound_by, target_names
from blockguide.code.facts.scope import Load, Scope, ScopeKind, free_loads
from blockguide.code.facts.scopes import read_into

_Bound = set[str] | None
"""The names that a way through a statement binds for certain; None where the way does not come through."""


class Assigned:
    """The block's own scope while its statements are followed.

    Attributes:
        scope: everything the block binds.
        first: the readings that may see a value from before the block, or that a nested function makes.
        inner: the scopes in the block.
    """

    def __init__(self) -> None:
        self.scope = Scope(ScopeKind.BLOCK)
        self.first: list[Load] = []
        self.inner: list[Scope] = []
        self._layers: list[set[str]] = []

    def follow(self, body: Iterable[ast.stmt]) -> None:
        """Reads the block's statements in order."""
        self._suite(body)
        mine = self.scope.binds
        self.first = [load for load in self.first if not (load.deferred and load.name in mine)]

    def _suite(self, body: Iterable[ast.stmt], given: Iterable[str] = ()) -> _Bound:
        layer = set(given)
        self._layers.append(layer)
        comes_through = True
        for statement in body:
            comes_through = self._statement(statement) and comes_through
        self._layers.pop()
        return layer if comes_through else None

    def _statement(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.If():
                return self._if(statement)
            case ast.For() | ast.AsyncFor() | ast.While():
                return self._loop(statement)
            case ast.With() | ast.AsyncWith():
                return self._with(statement)
            case ast.Try() | ast.TryStar():
                return self._try(statement)
            case ast.Match():
                return self._match(statement)
        return self._simple(statement)

    def _loop(self, statement: ast.For | ast.AsyncFor | ast.While) -> bool:
        if isinstance(statement, ast.While):
            self._evaluate([statement.test])
            self._suite(statement.body)
        else:
            self._evaluate([statement.iter, statement.target])
            self._suite(statement.body, target_names(statement.target))
        self._suite(statement.orelse)
        return True

    def _simple(self, statement: ast.stmt) -> bool:
        self._evaluate([statement])
        if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
            return False
        if isinstance(statement, ast.Delete):
            gone = {name for target in statement.targets for name in target_names(target)}
            for layer in self._layers:
                layer.difference_update(gone)
        elif not (isinstance(statement, ast.AnnAssign) and statement.value is None):
            self._layers[-1].update(bound_by(statement))
        return True

    def _if(self, statement: ast.If) -> bool:
        ends: list[_Bound] = []
        rest: list[ast.stmt] = [statement]
        while len(rest) == 1 and isinstance(rest[0], ast.If):
            self._evaluate([rest[0].test])
            ends.append(self._suite(rest[0].body))
            rest = rest[0].orelse
        ends.append(self._suite(rest))
        return self._join(ends)

    def _with(self, statement: ast.With | ast.AsyncWith) -> bool:
        for item in statement.items:
            self._evaluate([item.context_expr])
            if item.optional_vars is not None:
                self._evaluate([item.optional_vars])
                self._layers[-1].update(target_names(item.optional_vars))
        return self._join([self._suite(statement.body)])

    def _try(self, statement: ast.Try | ast.TryStar) -> bool:
        ends = [self._suite([*statement.body, *statement.orelse])]
        for handler in statement.handlers:
            if handler.type is not None:
                self._evaluate([handler.type])
            if handler.name is not None:
                self.scope.binds.setdefault(handler.name, handler)
            end = self._suite(handler.body, [handler.name] if handler.name else [])
            ends.append(None if end is None else end - {handler.name or ""})
        last = self._suite(statement.finalbody)
        comes_through = self._join(ends)
        return self._join([last]) and comes_through

    def _match(self, statement: ast.Match) -> bool:
        self._evaluate([statement.subject])
        ends: list[_Bound] = []
        for case in statement.cases:
            self._evaluate([case.pattern])
            if case.guard is not None:
                self._layers.append(set(bound_by(ast.Match(statement.subject, [case]))))
                self._evaluate([case.guard])
                self._layers.pop()
            ends.append(self._suite(case.body, bound_by(ast.Match(statement.subject, [case]))))
        last = statement.cases[-1]
        if last.guard is not None or not _catches_all(last.pattern):
            ends.append(set())
        return self._join(ends)

    def _join(self, ends: Iterable[_Bound]) -> bool:
        ways = [end for end in ends if end is not None]
        if ways:
            self._layers[-1].update(set.intersection(*ways))
        return bool(ways)

    def _evaluate(self, nodes: Sequence[ast.AST]) -> None:
        scope = self.scope
        known = len(scope.binds)
        read_into(scope, nodes)
        loads = scope.loads
        if scope.inner:
            loads = loads + free_loads(scope)
            self.inner += scope.inner
            scope.inner = []
        scope.loads = []
        new = islice(reversed(scope.binds.items()), len(scope.binds) - known)
        walruses = {name: node for name, node in new if isinstance(node, ast.NamedExpr)}
        for load in loads:
            if load.deferred or not any(load.name in layer for layer in self._layers):
                walrus = walruses.get(load.name)
                if walrus is None or _stands_before(load.node, walrus):
                    self.first.append(load)
        self._layers[-1].update(walruses)


def _catches_all(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _stands_before(node: ast.expr, other: ast.expr) -> bool:
    return (node.lineno, node.col_offset) < (other.lineno, other.col_offset)
