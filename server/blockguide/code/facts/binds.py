"""The names that a block leaves bound in its scope, and who reads them after it."""

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from blockguide.code.block import Block, BlockKind
from blockguide.code.comments import with_newlines
from blockguide.code.facts.assigned import Assigned
from blockguide.code.facts.bindings import bound_by
from blockguide.code.facts.file import File
from blockguide.code.facts.nodes import DEFINITIONS, heads, statements, suites
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.scope import Load, Scope, ScopeKind, free_loads
from blockguide.code.facts.scopes import read_into
from blockguide.code.facts.values import Bind
from blockguide.code.facts.words import lines_with
from blockguide.code.source import Source


def binds_of(block: Block, file: File, assigned: Assigned) -> tuple[Bind, ...]:
    """The names that a block binds in its scope, in order; Python itself unbinds the name of an `except`."""
    bound = assigned.scope.binds
    later = _read_later(block, file, set(bound))
    annotations = _annotations(block.nodes, file.source)
    return tuple(
        Bind(name, lines_of(node), later.get(name), annotations.get(name))
        for name, node in sorted(bound.items(), key=lambda item: lines_of(item[1]).first)
        if not isinstance(node, ast.ExceptHandler)
    )


def _annotations(body: Iterable[ast.stmt], source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement in statements(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found.setdefault(statement.target.id, text_of(source, statement.annotation))
    return found


def _read_later(block: Block, file: File, names: set[str]) -> dict[str, int]:
    """The first line after the block that reads each name, before its scope certainly binds it anew."""
    if not names or not block.nodes or block.kind is BlockKind.MODULE:
        return {}
    holder = block.scopes[-1].node if block.scopes else file.tree.module
    last_line = getattr(holder, "end_lineno", None) or len(file.source.lines)
    end = _end(block.nodes[-1])
    text = with_newlines("".join(file.source.lines[end[0] - 1 : last_line]))
    hits = lines_with(names, text, end[0])
    found: dict[str, int] = {}
    waiting = set(names)
    in_class = isinstance(holder, ast.ClassDef)
    for statement in _after(holder.body, end) if hits else ():
        for inner in statements([statement]):
            for load in _loads(inner, hits, _class_level if in_class else _whole):
                if load.name in waiting and not (in_class and load.deferred):
                    found[load.name] = load.node.lineno
                    waiting.discard(load.name)
        waiting.difference_update(bound_by(statement))
        if not waiting:
            break
    return found


def _after(body: Sequence[ast.stmt], end: tuple[int, int]) -> Iterator[ast.stmt]:
    """The statements behind `end` in the suites around it, the innermost suite first."""
    for statement in body:
        if (statement.lineno, statement.col_offset) >= end:
            yield statement
        elif _end(statement) >= end:
            yield from _after_within(statement, end)


def _after_within(statement: ast.stmt, end: tuple[int, int]) -> Iterator[ast.stmt]:
    exclusive = isinstance(statement, ast.If | ast.Match)
    inside = False
    for suite in suites(statement):
        if (suite[0].lineno, suite[0].col_offset) < end <= _end(suite[-1]):
            inside = True
            yield from _after(suite, end)
        elif inside and not exclusive:
            yield from suite


def _end(statement: ast.stmt) -> tuple[int, int]:
    return (statement.end_lineno or 0, statement.end_col_offset or 0)


def _loads(
    statement: ast.stmt, hits: Sequence[int], seen: Callable[[ast.stmt], list[ast.AST]]
) -> list[Load]:
    first, last = lines_of(statement).first, statement.end_lineno or statement.lineno
    if bisect_left(hits, first) == bisect_right(hits, last):
        return []
    scope = Scope(ScopeKind.BLOCK)
    read_into(scope, seen(statement))
    return sorted(scope.loads + free_loads(scope), key=lambda load: load.node.lineno)


def _whole(statement: ast.stmt) -> list[ast.AST]:
    return [statement] if isinstance(statement, DEFINITIONS) else heads(statement)


def _class_level(statement: ast.stmt) -> list[ast.AST]:
    """What can see the names of a class body: never the bodies of its methods."""
    return [statement] if isinstance(statement, ast.ClassDef) else heads(statement)
