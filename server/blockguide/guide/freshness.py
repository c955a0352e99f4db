"""Tells one guide's recipe from another's, and why a kept guide no longer holds."""

import ast
import json
from collections.abc import Iterator
from hashlib import sha256

from blockguide.code.block import Block
from blockguide.code.context.values import Ingredient
from blockguide.code.facts.values import Facts, Origin
from blockguide.code.project.ingredients import changes
from blockguide.code.source import Source
from blockguide.guide.entry import Entry

ITSELF = "the block itself"


def pieces_of(block: Block, facts: Facts) -> tuple[Ingredient, ...]:
    """What of its own file a block's guide depends on, the block itself first.

    These are the block's text, the definition at the module's top level that holds it, and the
    top-level statements that bind the names it reads.
    """
    pieces = {ITSELF: block.text}
    if block.scopes:
        outermost = block.scopes[0]
        pieces[outermost.name] = _lines_of(block.source, outermost.node)
    wanted = {read.name for read in facts.reads if read.origin is Origin.GLOBAL}
    for name, statement in _top_level_bindings(block.tree.module) if wanted else ():
        if name in wanted:
            pieces[name] = pieces.get(name, "") + _lines_of(block.source, statement)
    return tuple(
        Ingredient(name, block.source.path, _digest(text)) for name, text in pieces.items()
    )


def block_digest(block: Block, facts: Facts, pieces: tuple[Ingredient, ...]) -> str:
    """`Recipe.block`: all in the block's file that decides what its guide says, but not where it stands."""
    shape = [
        block.kind,
        block.qualname,
        block.source.path.name,
        [[piece.name, piece.digest] for piece in pieces],
        [[bind.name, bind.read_later is not None] for bind in facts.binds],
    ]
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


def _changed(was: Ingredient, *, present: bool) -> str:
    if was.name == ITSELF:
        return "The block itself changed"
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
