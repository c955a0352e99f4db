"""Tells one guide's recipe from another's, and why a kept guide no longer holds."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from blockguide.code.block import Block, BlockKind
from blockguide.code.comments import with_newlines
from blockguide.code.context.values import Ingredient
from blockguide.code.project.ingredients import NO_TEXTS, changes
from blockguide.code.source import Source
from blockguide.guide.entry import Entry
from blockguide.guide.marks import Mark, opening_of, text_digest
from blockguide.guide.values import BLOCK_CHANGED

ITSELF: Final = "the block itself"


def pieces_of(block: Block) -> tuple[Ingredient, ...]:
    """What of its own file a block's guide depends on, the block itself first.

    These are the block's text, the definition at the module's top level that holds it (the whole
    module, for statements at the top level), and the top-level statements that bind its names.
    """
    source = block.source
    pieces = {ITSELF: block.text}
    if block.scopes:
        pieces[block.scopes[0].name] = _lines_of(source, block.scopes[0].node)
    elif block.name is None:
        return _ingredients(source, {**pieces, "": with_newlines(source.text)})
    wanted = {name for root in block.nodes for name in _names(root)}
    for name, statement in _top_level_bindings(block.tree.module):
        if name in wanted:
            pieces[name] = pieces.get(name, "") + _lines_of(source, statement)
    return _ingredients(source, pieces)


def block_digest(block: Block, pieces: tuple[Ingredient, ...]) -> str:
    """`Recipe.block`: all in the block's file that decides what its guide says, but not where it stands."""
    shape = [block.kind, block.qualname, [[piece.name, piece.digest] for piece in pieces]]
    return text_digest(json.dumps(shape))


def place_of(block: Block) -> str:
    """`Recipe.place`: what the block is known as.

    That is its dotted name; for what has none, how far it stands below the head of what holds it.
    """
    place = f"{block.source.path}::{block.qualname}"
    if block.name or block.kind is BlockKind.MODULE:
        return place
    place += f"+{block.lines.first - (block.scopes[-1].node.lineno if block.scopes else 0)}"
    return f"{place}.{block.span.start.column}" if block.kind is BlockKind.EXPRESSION else place


def mark_of(block: Block) -> Mark:
    """By what the block is found again when its guide is kept."""
    lines = block.lines
    first, last = _line(block.source, lines.first), _line(block.source, lines.last).rstrip()
    ends_here = block.span.end.line == lines.last - 1
    return Mark(
        path=block.source.path,
        qualname=block.qualname,
        named=block.name is not None,
        kind=block.kind.value,
        lines=lines,
        before=max(block.span.start.column - (len(first) - len(first.lstrip())), 0),
        after=max(len(last) - block.span.end.column, 0) if ends_here else 0,
        opening=opening_of(first),
        text=text_digest(block.text),
    )


def why_stale(
    entry: Entry, pieces: tuple[Ingredient, ...], texts: Mapping[Path, str] = NO_TEXTS
) -> tuple[str, ...]:
    """Why an earlier guide no longer holds, one sentence each; empty when it does.

    Args:
        entry: the earlier guide.
        pieces: what `pieces_of` says of the block now.
        texts: of other files, where they are not as the disk has them.
    """
    now = {(piece.name, piece.path): piece.digest for piece in pieces}
    here = {piece.path for piece in pieces}
    reasons = []
    for was in entry.provenance.ingredients:
        digest = now.get((was.name, was.path))
        if was.path in here and digest != was.digest:
            reasons.append(_changed(was, present=digest is not None))
    outside = tuple(was for was in entry.provenance.ingredients if was.path not in here)
    return (*reasons, *changes(outside, texts))


def _ingredients(source: Source, pieces: dict[str, str]) -> tuple[Ingredient, ...]:
    return tuple(Ingredient(name, source.path, text_digest(text)) for name, text in pieces.items())


def _changed(was: Ingredient, *, present: bool) -> str:
    if was.name == ITSELF:
        return BLOCK_CHANGED
    if not was.name:
        return f"`{was.path.name}` changed around it"
    return f"`{was.name}` in `{was.path.name}` {'changed' if present else 'is no longer read'}"


def _names(root: ast.AST) -> Iterator[str]:
    """The names that code reads or binds, those in annotations that are strings among them."""
    for node in ast.walk(root):
        match node:
            case ast.Name():
                yield node.id
            case ast.arg(annotation=ast.expr() as annotation):
                yield from _quoted(annotation)
            case ast.FunctionDef(returns=ast.expr() as annotation):
                yield from _quoted(annotation)
            case ast.AsyncFunctionDef(returns=ast.expr() as annotation):
                yield from _quoted(annotation)
            case ast.AnnAssign():
                yield from _quoted(node.annotation)
            case ast.Call(func=ast.Name("cast") | ast.Attribute(attr="cast"), args=[kind, *_]):
                yield from _quoted(kind)


def _quoted(annotation: ast.expr) -> Iterator[str]:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _IDENTIFIER.findall(node.value)


_IDENTIFIER: Final = re.compile(r"[^\W\d]\w*")


def _top_level_bindings(module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for statement in _unconditional(module.body):
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name, statement
            case ast.Import() | ast.ImportFrom():
                for alias in statement.names:
                    yield alias.asname or alias.name.partition(".")[0], statement
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                targets = (
                    statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                )
                for target in targets:
                    for node in ast.walk(target):
                        if isinstance(node, ast.Name):
                            yield node.id, statement


def _unconditional(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        match statement:
            case ast.If() | ast.Try():
                for inner in (
                    statement.body,
                    statement.orelse,
                    getattr(statement, "finalbody", []),
                ):
                    yield from _unconditional(inner)
                for handler in getattr(statement, "handlers", []):
                    yield from _unconditional(handler.body)


def _lines_of(source: Source, statement: ast.stmt) -> str:
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return with_newlines("".join(source.lines[first - 1 : statement.end_lineno]))


def _line(source: Source, number: int) -> str:
    return source.lines[number - 1] if number <= len(source.lines) else ""
