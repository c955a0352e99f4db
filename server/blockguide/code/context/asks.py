"""What a worker must be asked about a block: each question a place in a small module."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from blockguide.code.block import Block
from blockguide.code.context.bindings import Bindings, Definitions, names_read
from blockguide.code.context.builtin_names import builtin_definition
from blockguide.code.context.enclosing import Scope, Surroundings, surroundings_of
from blockguide.code.context.frames import Frame
from blockguide.code.context.own_names import own_definition
from blockguide.code.context.slices import Piece, Slice, first_line, slice_for, whole
from blockguide.code.context.values import Definition
from blockguide.code.facts.values import Facts, Origin, Read
from blockguide.text import split_lines


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the worker.

    Attributes:
        name: the name, or dotted path, as the block reads it.
        text: the module to ask in; the name stands in it.
        line: 1-based line of its last part.
        column: 0-based column of its last part, in code points.
        origins: for each line of `text` the line of the file it stands for, or 0.
        imported: whether the text holds import statements alone, so that the answer rests on other
            files only.
    """

    name: str
    text: str
    line: int
    column: int
    origins: tuple[int, ...]
    imported: bool

    def frame(self, key: int) -> Frame:
        """The question as it goes to the worker."""
        return {"key": key, "text": self.text, "line": self.line, "column": self.column}


Question = Definition | Ask
"""A name with its answer where the block's own file has it, else what to ask."""


def questions(block: Block, facts: Facts, bindings: Bindings, module: str) -> tuple[Question, ...]:
    """Every name, and dotted path, that a block reads from outside, in order of first use.

    Args:
        block: the block.
        facts: its facts.
        bindings: the bindings at its module's top level.
        module: its module's dotted name.
    """
    source = _source_lines(block)
    enclosing = [read for read in facts.reads if read.origin is Origin.ENCLOSING]
    inside = {ask.name: ask for ask in _asks_inside(block, enclosing, bindings, source)}
    found: list[Question] = []
    for read in facts.reads:
        for attribute in ("", *read.attributes):
            name = f"{read.name}.{attribute}" if attribute else read.name
            match read.origin:
                case Origin.ENCLOSING:
                    found.extend([inside[name]] if name in inside else [])
                case Origin.BUILTIN:
                    answer = builtin_definition(name)
                    found.extend([answer] if answer else [])
                case _:
                    own = own_definition(read.name, attribute, bindings, module, block.source)
                    found.append(own or _ask_after(name, slice_for([read.name], bindings, source)))
    return tuple(found)


def _ask_after(name: str, part: Slice) -> Ask:
    text = "".join(f"{line}\n" for line in (*part.lines, name))
    column = name.rfind(".") + 1
    return Ask(name, text, len(part.lines) + 1, column, (*part.origins, 0), part.imports_alone)


def _asks_inside(
    block: Block, reads: list[Read], bindings: Bindings, source: Sequence[str]
) -> Iterator[Ask]:
    """Questions about names that a function around the block binds, on lines of their own before it."""
    if not reads or not block.scopes:
        return
    holder = block.scopes[0].node
    line = _statement_line(block, holder)
    names = [
        f"{read.name}.{attribute}" if attribute else read.name
        for read in reads
        for attribute in ("", *read.attributes)
    ]
    around = surroundings_of(block, names, line, source) or _all_around(holder, line, source)
    rest = slice_for(around.reads, bindings, source)
    rest_pieces = [
        piece
        for piece in zip(rest.lines, rest.origins, strict=True)
        if not first_line(holder) <= piece[1] <= (holder.end_lineno or 0)
    ]
    head = (*rest_pieces, *around.before)
    pieces: list[Piece] = [*head, *((around.indent + name, 0) for name in names), *around.after]
    text = "".join(f"{piece}\n" for piece, _ in pieces)
    origins = tuple(origin for _, origin in pieces)
    for offset, name in enumerate(names):
        yield Ask(
            name,
            text,
            len(head) + offset + 1,
            len(around.indent) + name.rfind(".") + 1,
            origins,
            imported=False,
        )


def _all_around(holder: Scope, line: int, source: Sequence[str]) -> Surroundings:
    lines, at = list(whole(holder, source)), line - first_line(holder)
    indent = "".join(takewhile(str.isspace, source[line - 1]))
    return Surroundings(tuple(lines[:at]), tuple(lines[at:]), indent, tuple(names_read(holder)))


def _statement_line(block: Block, holder: ast.stmt) -> int:
    """The first line of the innermost statement that the block begins in."""
    first = block.span.start.line + 1
    if (
        block.nodes
        and first_line(block.nodes[0]) >= first
        and not isinstance(block.nodes[0], ast.Expr)
    ):
        return first_line(block.nodes[0])
    best = first
    for node in ast.walk(holder):
        if isinstance(node, ast.stmt) and not isinstance(node, Definitions):
            simple = not any(isinstance(child, ast.stmt) for child in ast.iter_child_nodes(node))
            if simple and node.lineno <= first <= (node.end_lineno or node.lineno):
                best = node.lineno
    return best


def _source_lines(block: Block) -> tuple[str, ...]:
    """The lines that the block's tree was parsed from."""
    if block.tree.parsed == block.source.text:
        return block.source.lines
    return split_lines(block.tree.parsed)
