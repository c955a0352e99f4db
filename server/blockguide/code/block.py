"""A block: the whole statements, or the one expression, that a selection means."""

import ast
from dataclasses import dataclass
from enum import StrEnum

from blockguide.code.source import Source
from blockguide.code.tree import Tree
from blockguide.text import Lines, Span


class BlockKind(StrEnum):
    """What a block is, syntactically."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    STATEMENTS = "statements"
    EXPRESSION = "expression"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True)
class Scope:
    """A class or function around a block."""

    name: str
    node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Selection:
    """A source and the span exactly as marked in it."""

    source: Source
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """Whole statements, or one expression, with the scopes around them.

    Attributes:
        source: the file's text that the block stands in.
        tree: the syntax tree of the whole file.
        kind: FRAGMENT where the block touches a hole of the tree (broken syntax).
        span: from the first comment or decorator that belongs to it to its last character.
        nodes: the statements, in order; for an EXPRESSION one `ast.Expr` that wraps it. For a
            MODULE the module's body. A FRAGMENT may have none.
        scopes: the classes and functions around the block, outermost first.
        name: the name of the one definition that the block is (CLASS, FUNCTION, and a FRAGMENT that
            is one with a mistake in it), else None.
        text: the block's own lines, dedented, ending in one line end. An EXPRESSION's text is the
            expression alone.
    """

    source: Source
    tree: Tree
    kind: BlockKind
    span: Span
    nodes: tuple[ast.stmt, ...]
    scopes: tuple[Scope, ...]
    name: str | None
    text: str

    @property
    def lines(self) -> Lines:
        """The lines of the file that the block stands on."""
        last = self.span.end.line + (self.span.end.column > 0 or self.span.start == self.span.end)
        return Lines(self.span.start.line + 1, max(last, self.span.start.line + 1))

    @property
    def qualname(self) -> str:
        """The dotted name of the block, or of the scope that holds it; empty at the top level."""
        names = [scope.name for scope in self.scopes]
        return ".".join([*names, self.name] if self.name else names)
