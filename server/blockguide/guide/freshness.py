"""Tells one guide's recipe from another's, and why a kept guide no longer holds."""

import ast
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from blockguide.code.block import Block
from blockguide.code.context.values import Ingredient
from blockguide.code.project.ingredients import changes
from blockguide.code.source import Source
from blockguide.guide.entry import Entry

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
        return _ingredients(source, {**pieces, "": source.text})
    wanted = {
        node.id for root in block.nodes for node in ast.walk(root) if isinstance(node, ast.Name)
    }
    for name, statement in _top_level_bindings(block.tree.module):
        if name in wanted:
            pieces[name] = pieces.get(name, "") + _lines_of(source, statement)
    return _ingredients(source, pieces)


def block_digest(block: Block, pieces: tuple[Ingredient, ...]) -> str:
    """`Recipe.block`: all in the block's file that decides what its guide says, but not where it stands."""
    shape = [block.kind, block.qualname, [[piece.name, piece.digest] for piece in pieces]]
    return _digest(json.dumps(shape))


def place_of(block: Block) -> str:
    """`Recipe.place`: what the block is known as."""
    return f"{block.source.path}::{block.qualname or block.lines.first}"


def why_stale(entry: Entry, pieces: tuple[Ingredient, ...]) -> tuple[str, ...]:
    """Why an earlier guide no longer holds, one sentence each; empty when it does.

    Args:
        entry: the earlier guide.
        pieces: what `pieces_of` says of the block now.
    """
    now = {(piece.name, piece.path): piece.digest for piece in pieces}
    here = {piece.path for piece in pieces}
    reasons = []
    for was in entry.provenance.ingredients:
        digest = now.get((was.name, was.path))
        if was.path in here and digest != was.digest:
            reasons.append(_changed(was, present=digest is not None))
    outside = tuple(was for was in entry.provenance.ingredients if was.path not in here)
    return (*reasons, *changes(outside))


def _ingredients(source: Source, pieces: dict[str, str]) -> tuple[Ingredient, ...]:
    return tuple(Ingredient(name, source.path, _digest(text)) for name, text in pieces.items())


def _changed(was: Ingredient, *, present: bool) -> str:
    if was.name == ITSELF:
        return "The block itself changed"
    if not was.name:
        return f"`{was.path.name}` changed around it"
    return f"`{was.name}` in `{was.path.name}` {'changed' if present else 'is no longer read'}"


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
    return "".join(source.lines[first - 1 : statement.end_lineno])


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
