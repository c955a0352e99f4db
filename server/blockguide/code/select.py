"""From what a person marks or names to a block."""

import ast

from blockguide.code.block import Block, BlockKind, Scope, Selection
from blockguide.code.dedent import dedented
from blockguide.code.expression import elements, expression_at, expression_text
from blockguide.code.extent import Definition, first_point, indentation, last_point
from blockguide.code.grow import Run, run_around
from blockguide.code.position import clamp, end_of, span_of, trimmed
from blockguide.code.source import Source
from blockguide.code.symbols import find_definition, near_symbols
from blockguide.code.tree import Tree, parse
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.text import Lines, Point, Span, without_end


def select_module(source: Source) -> Selection:
    """The whole file, an empty one too."""
    return Selection(source, Span(Point(0, 0), Point(len(source.lines), 0)))


def select_lines(source: Source, first: int, last: int) -> Selection:
    """The lines `first` to `last`, 1-based and inclusive.

    Raises:
        BlockGuideError: BAD_TARGET for lines that are reversed or below 1, PAST_THE_END,
            EMPTY_SELECTION where all of them are blank.
    """
    _check_lines(source, first, last)
    chosen = source.lines[first - 1 : last]
    if not any(line.strip() for line in chosen):
        which = f"line {first} is" if first == last else f"lines {first}-{last} are"
        raise BlockGuideError(
            ErrorCode.EMPTY_SELECTION,
            f"Nothing is selected: {which} blank.",
            "Select lines that hold code.",
        )
    return Selection(
        source, Span(Point(first - 1, 0), Point(last - 1, len(without_end(chosen[-1]))))
    )


def select_line(source: Source, line: int) -> Selection:
    """A cursor in the 1-based `line`, for the smallest statement or definition around it.

    Raises:
        BlockGuideError: BAD_TARGET for a line below 1, PAST_THE_END.
    """
    _check_lines(source, line, line)
    cursor = Point(line - 1, indentation(source, line))
    return Selection(source, Span(cursor, cursor))


def select_symbol(source: Source, symbol: str) -> Selection:
    """The definition with the dotted name `symbol`, such as `Class.method`; of several the last.

    Raises:
        BlockGuideError: UNKNOWN_SYMBOL, with near names as its advice.
    """
    tree = parse(source)
    definition = find_definition(tree, symbol)
    if definition is None:
        near = near_symbols(tree, symbol)
        raise BlockGuideError(
            ErrorCode.UNKNOWN_SYMBOL,
            f"{source.path.name} defines no {symbol}.",
            f"Did you mean {' or '.join(near)}?"
            if near
            else "Name a class or function of the file, a method as `Class.method`.",
        )
    return Selection(source, _span_of_run(source, tree, (definition,)))


def block_at(selection: Selection) -> Block:
    """The block that a selection means; every span of every text means one.

    A selection grows to the smallest run of whole statements of one body that holds it; an
    expression inside a statement stays one, without a comma or comment that is marked with it. A
    cursor means the statement that it is in, on a blank or comment line the next one of the same
    body. Where there is none, and in a docstring, the definition around it is meant, or the module.
    """
    source, tree = selection.source, parse(selection.source)
    marked = trimmed(source, selection.span)
    if marked is None:
        run = run_around(source, tree, _under_cursor(source, selection.span))
        return _block(source, tree, run, None)
    if _is_everything(source, selection.span):
        return _module(source, tree)
    run = run_around(source, tree, marked)
    expression = _marked_expression(source, tree, run, marked)
    return expression or _block(source, tree, run, marked)


def _check_lines(source: Source, first: int, last: int) -> None:
    if first < 1 or last < first:
        raise BlockGuideError(
            ErrorCode.BAD_TARGET,
            f"{first}-{last} is no range of lines.",
            "Lines count from 1, and the first comes before the last: FILE:3-8.",
        )
    count = len(source.lines)
    if last > count:
        asked = f"line {first}" if first == last else f"lines {first}-{last}"
        raise BlockGuideError(
            ErrorCode.PAST_THE_END,
            f"{source.path.name} has {count} {'line' if count == 1 else 'lines'}, not {asked}.",
            f"Choose lines from 1 to {count}." if count else "Choose a file that is not empty.",
        )


def _is_everything(source: Source, span: Span) -> bool:
    return span.start <= Point(0, 0) and span.end.line >= len(source.lines)


def _under_cursor(source: Source, span: Span) -> Span:
    """The character at the cursor, or the last one of its line; on a blank line, none.

    White space that is marked counts as a cursor at its end.
    """
    cursor = clamp(source, span.end)
    if cursor.line >= len(source.lines):
        return Span(cursor, cursor)
    content = without_end(source.lines[cursor.line]).rstrip()
    if not content:
        return Span(cursor, cursor)
    column = min(cursor.column, len(content) - 1)
    column += len(content[column:]) - len(content[column:].lstrip())
    return Span(Point(cursor.line, column), Point(cursor.line, column + 1))


def _module(source: Source, tree: Tree) -> Block:
    span = Span(Point(0, 0), end_of(source))
    kind = BlockKind.FRAGMENT if tree.holes else BlockKind.MODULE
    body = tree.module.body
    text = dedented(source, span, body[0].lineno if body else 1) if source.lines else "\n"
    return Block(source, tree, kind, span, tuple(tree.module.body), (), None, text)


def _block(source: Source, tree: Tree, run: Run, marked: Span | None) -> Block:
    statements = run.statements
    if not statements or (not run.owners and 1 < len(statements) == len(tree.module.body)):
        return _module(source, tree)
    span = _span_of_run(source, tree, statements)
    if marked is not None:
        span = Span(
            min(span.start, _whole_comment(source, tree, marked.start).start),
            max(span.end, _whole_comment(source, tree, marked.end).end),
        )
    text = dedented(source, span, _first_lineno(statements[0]))
    definition = statements[0] if len(statements) == 1 else None
    name = definition.name if isinstance(definition, Definition) else None
    scopes = _scopes(run)
    kind = _kind(statements)
    lines = Lines(span.start.line + 1, span.end.line + 1)
    if _touches_a_hole(tree, lines) or _is_ragged(source, tree, statements):
        kind = BlockKind.FRAGMENT
    return Block(source, tree, kind, span, statements, scopes, name, text)


def _marked_expression(source: Source, tree: Tree, run: Run, marked: Span) -> Block | None:
    if len(run.statements) != 1:
        return None
    (statement,) = run.statements
    lines = Lines(statement.lineno, statement.end_lineno or statement.lineno)
    if isinstance(statement, Definition):
        return None
    if _touches_a_hole(tree, lines) or any(
        line in tree.magics for line in range(lines.first, lines.last + 1)
    ):
        return None
    for element in elements(source, marked, tree.comments.get(marked.end.line + 1)):
        if element == span_of(source, statement):
            return None
        node = expression_at(source, statement, element)
        if node is not None:
            return _expression(source, tree, run, node, element)
    return None


def _expression(source: Source, tree: Tree, run: Run, node: ast.expr, marked: Span) -> Block:
    place = span_of(source, node)
    span = Span(min(marked.start, place.start), max(marked.end, place.end))
    wrapped = ast.copy_location(ast.Expr(node), node)
    text = expression_text(source, span)
    return Block(source, tree, BlockKind.EXPRESSION, span, (wrapped,), _scopes(run), None, text)


def _span_of_run(source: Source, tree: Tree, statements: tuple[ast.stmt, ...]) -> Span:
    return Span(first_point(source, tree, statements[0]), last_point(source, tree, statements[-1]))


def _whole_comment(source: Source, tree: Tree, point: Point) -> Span:
    """The comment that holds `point`, or `point` alone."""
    comment = tree.comments.get(point.line + 1)
    if comment is None:
        return Span(point, point)
    content = without_end(source.lines[point.line]).rstrip()
    if comment.alone:
        return Span(
            Point(point.line, indentation(source, point.line + 1)), Point(point.line, len(content))
        )
    return Span(point, point)


def _first_lineno(statement: ast.stmt) -> int:
    if isinstance(statement, Definition):
        return min([statement.lineno, *(node.lineno for node in statement.decorator_list)])
    return statement.lineno


def _scopes(run: Run) -> tuple[Scope, ...]:
    return tuple(Scope(owner.name, owner) for owner in run.owners if isinstance(owner, Definition))


def _kind(statements: tuple[ast.stmt, ...]) -> BlockKind:
    match statements:
        case (ast.ClassDef(),):
            return BlockKind.CLASS
        case (ast.FunctionDef() | ast.AsyncFunctionDef(),):
            return BlockKind.FUNCTION
        case _:
            return BlockKind.STATEMENTS


def _touches_a_hole(tree: Tree, lines: Lines) -> bool:
    return any(
        hole.lines.first <= lines.last and lines.first <= hole.lines.last for hole in tree.holes
    )


def _is_ragged(source: Source, tree: Tree, statements: tuple[ast.stmt, ...]) -> bool:
    """Whether statements of one body stand at several margins, as they may in a mended text."""
    if not tree.holes:
        return False
    return len({indentation(source, statement.lineno) for statement in statements}) > 1
