"""The part of the functions around a block that decides what their names stand for there.

A name that a function around the block binds rests on a parameter or on a few statements. The part holds
those, so that it stays the same while the person types elsewhere, and is read fast.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from blockguide.code.block import Block
from blockguide.code.context.bindings import Definitions, names_read
from blockguide.code.context.slices import Piece, first_line, whole

Scope = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines before and after the place where names are to be asked about.

    Attributes:
        before: the lines before it.
        after: the lines after it.
        indent: the white space that a line there begins with.
        reads: the names that the lines read.
    """

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    indent: str
    reads: tuple[str, ...]


def surroundings_of(
    block: Block, names: Sequence[str], line: int, source: Sequence[str]
) -> Surroundings | None:
    """What of the scopes around a block decides what some names stand for; None where nothing less than all.

    Args:
        block: the block.
        names: names, or dotted paths, that functions around it bind.
        line: the 1-based line of the statement that the block begins in.
        source: the lines that its tree was parsed from.
    """
    chain = [scope.node for scope in block.scopes]
    levels = []
    for depth, node in enumerate(chain):
        inner = first_line(chain[depth + 1]) if depth + 1 < len(chain) else line
        on_way = next(
            (one for one in node.body if first_line(one) <= inner <= (one.end_lineno or 0)), None
        )
        if on_way is None or first_line(node.body[0]) <= node.lineno:
            return None
        levels.append(_Level(node, on_way))
    _choose(levels, names, range(block.lines.first, block.lines.last + 1))
    pieces = list(_pieces(levels, line, source))
    at = pieces.index(_HERE)
    reads = dict.fromkeys(name for level in levels for name in level.reads())
    return Surroundings(
        tuple(pieces[:at]), tuple(pieces[at + 1 :]), _indent_of(line, levels, source), tuple(reads)
    )


_HERE: Piece = ("", -1)


@dataclass(slots=True)
class _Level:
    """A scope, the statement in it that leads to the block, and those of the others that count."""

    node: Scope
    on_way: ast.stmt
    kept: list[ast.stmt] = field(default_factory=list)
    is_whole: bool = False

    def reads(self) -> Iterator[str]:
        node = self.node
        head: list[ast.AST] = (
            [*node.bases, *node.keywords, *node.decorator_list]
            if isinstance(node, ast.ClassDef)
            else [node.args]
        )
        for part in (*head, *self.kept, *([self.on_way] if self.is_whole else [])):
            yield from names_read(part)


def _choose(levels: list[_Level], names: Sequence[str], block: range) -> None:
    """Marks the statements that bind what is needed, then those that bind what they read, and so on."""
    needed = {name.partition(".")[0] for name in names}
    attributes = {part for name in names for part in name.split(".")[1:]}
    uses = cache(_uses_of)
    grown = True
    while grown:
        grown = False
        for level in levels:
            wanted = attributes if isinstance(level.node, ast.ClassDef) else needed
            for statement in level.node.body:
                if statement in level.kept or first_line(statement) in block:
                    continue
                is_way = statement is level.on_way
                if is_way and (level.is_whole or isinstance(statement, Definitions)):
                    continue
                if wanted.isdisjoint(_bound(statement, uses, attributes, level.node)):
                    continue
                grown = True
                if is_way:
                    level.is_whole = True
                else:
                    level.kept.append(statement)
                needed |= uses(statement).reads
                attributes |= uses(statement).attributes


@dataclass(frozen=True, slots=True)
class _Uses:
    """What a statement does with names.

    Attributes:
        bound: the names that it binds.
        changed: the names whose attributes it sets, each with the attribute.
        reads: the names that it reads.
        attributes: the attributes that it reads.
    """

    bound: set[str] = field(default_factory=set)
    changed: set[tuple[str, str]] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


def _uses_of(statement: ast.stmt) -> _Uses:
    uses = _Uses()
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                uses.reads.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                uses.bound.add(name)
            case ast.Attribute(attr=attribute, ctx=ast.Load()):
                uses.attributes.add(attribute)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute, ctx=ast.Store()):
                uses.changed.add((name, attribute))
            case ast.alias(name=name, asname=other):
                uses.bound.add(other or name.partition(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                uses.bound.add(name)
            case _:
                pass
    return uses


def _bound(
    statement: ast.stmt, uses: Callable[[ast.stmt], _Uses], attributes: set[str], scope: Scope
) -> Iterator[str]:
    """The names that a statement binds or changes; of a method in a class, the attributes that it sets too."""
    if isinstance(statement, Definitions):
        yield statement.name
        if not isinstance(scope, ast.ClassDef):
            return
    used = uses(statement)
    yield from used.bound
    for name, attribute in used.changed:
        if attribute in attributes:
            yield attribute if isinstance(scope, ast.ClassDef) else name


def _pieces(levels: list[_Level], line: int, source: Sequence[str]) -> Iterator[Piece]:
    level, *inner = levels
    node = level.node
    first = first_line(node) if isinstance(node, ast.ClassDef) else node.lineno
    yield from _between(first, first_line(node.body[0]) - 1, source)
    for statement in node.body:
        if statement is not level.on_way:
            if statement in level.kept:
                yield from whole(statement, source)
        elif level.is_whole:
            yield from _between(first_line(statement), line - 1, source)
            yield _HERE
            yield from _between(line, statement.end_lineno or line, source)
        elif inner:
            indent = _white(source[first_line(statement) - 1])
            if len(_white(source[inner[0].node.lineno - 1])) > len(indent):
                yield f"{indent}if True:", 0
            yield from _pieces(inner, line, source)
        else:
            yield _HERE


def _indent_of(line: int, levels: list[_Level], source: Sequence[str]) -> str:
    innermost = levels[-1]
    is_whole = any(level.is_whole for level in levels)
    return _white(source[(line if is_whole else first_line(innermost.on_way)) - 1])


def _between(first: int, last: int, source: Sequence[str]) -> Iterator[Piece]:
    for number in range(first, last + 1):
        yield source[number - 1].rstrip("\r\n"), number


def _white(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
