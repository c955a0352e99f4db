"""What belongs to a statement beside its own text: decorators, the comments about it, its arms."""

import ast
from bisect import bisect_right

from blockguide.code.position import point_of
from blockguide.code.source import Source
from blockguide.code.tree import Tree
from blockguide.text import Point, without_end

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def first_point(source: Source, tree: Tree, statement: ast.stmt) -> Point:
    """Where a statement begins; a definition with the comments directly above its decorators."""
    if not isinstance(statement, Definition):
        return point_of(source, statement.lineno, statement.col_offset)
    line = min([statement.lineno, *(node.lineno for node in statement.decorator_list)])
    start = point_of(source, line, statement.col_offset)
    while (
        (comment := tree.comments.get(line - 1)) is not None
        and comment.alone
        and indentation(source, line - 1) == start.column
    ):
        line -= 1
    return Point(line - 1, start.column)


def last_point(source: Source, tree: Tree, statement: ast.stmt) -> Point:
    """Where a statement ends: behind the comment on its last line.

    To a compound statement belong the comments below it, too, that are indented deeper than it is.
    """
    end = _own_end(source, tree, statement)
    content = without_end(source.lines[end.line])
    if content[end.column :].lstrip().startswith("#"):
        end = Point(end.line, len(content.rstrip()))
    if arms_of(statement):
        return _behind_comments(source, tree, end, statement.col_offset)
    return end


def reach(source: Source, tree: Tree, statement: ast.stmt) -> Point:
    """The last place that still means this statement: like `last_point`, and behind a `;`."""
    end = last_point(source, tree, statement)
    content = without_end(source.lines[end.line])
    rest = content[end.column :].lstrip()
    if not rest.startswith(";"):
        return end
    rest = rest.lstrip("; \t\f")
    return Point(end.line, len(content) if rest.startswith("#") else len(content) - len(rest))


def arms_of(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The bodies of a compound statement, with those of its `elif`s; empty for a simple one."""
    match statement:
        case ast.If():
            return _arms_of_if(statement)
        case ast.Try() | ast.TryStar():
            handlers = [handler.body for handler in statement.handlers]
            arms = [statement.body, *handlers, statement.orelse, statement.finalbody]
        case ast.For() | ast.AsyncFor() | ast.While():
            arms = [statement.body, statement.orelse]
        case ast.Match():
            arms = [case.body for case in statement.cases]
        case (
            ast.With()
            | ast.AsyncWith()
            | ast.FunctionDef()
            | ast.AsyncFunctionDef()
            | ast.ClassDef()
        ):
            arms = [statement.body]
        case _:
            arms = []
    return [arm for arm in arms if arm]


def first_of_arm(source: Source, tree: Tree, arm: list[ast.stmt]) -> Point:
    """Where an arm begins: with the blank and comment lines above its first statement."""
    start = first_point(source, tree, arm[0])
    if start.column > indentation(source, start.line + 1):
        return start
    line = start.line
    while line > 0 and _is_blank_or_comment(source, tree, line):
        line -= 1
    return Point(line, 0) if line < start.line else start


def last_of_arm(source: Source, tree: Tree, owner: ast.stmt, arm: list[ast.stmt]) -> Point:
    """Where an arm ends: behind the comments below it that are indented deeper than its owner."""
    return _behind_comments(source, tree, reach(source, tree, arm[-1]), owner.col_offset)


def indentation(source: Source, lineno: int) -> int:
    """The number of characters of white space at the beginning of a 1-based line."""
    line = source.lines[lineno - 1]
    return len(line) - len(line.lstrip(" \t\f"))


def _own_end(source: Source, tree: Tree, statement: ast.stmt) -> Point:
    lineno = statement.end_lineno or statement.lineno
    at = bisect_right(tree.holes, lineno, key=lambda hole: hole.lines.first) - 1
    in_hole = at >= 0 and tree.holes[at].lines.last >= lineno
    if in_hole:
        lineno = tree.holes[at].lines.last
    if in_hole or lineno in tree.magics:
        return Point(lineno - 1, len(source.lines[lineno - 1].rstrip()))
    return point_of(source, lineno, statement.end_col_offset or 0)


def _behind_comments(source: Source, tree: Tree, end: Point, column: int) -> Point:
    line = end.line + 1
    while line < len(source.lines) and _is_blank_or_comment(source, tree, line + 1):
        if line + 1 in tree.comments:
            if indentation(source, line + 1) <= column:
                break
            end = Point(line, len(source.lines[line].rstrip()))
        line += 1
    return end


def _is_blank_or_comment(source: Source, tree: Tree, lineno: int) -> bool:
    comment = tree.comments.get(lineno)
    return comment.alone if comment is not None else not source.lines[lineno - 1].strip()


def _arms_of_if(statement: ast.If) -> list[list[ast.stmt]]:
    arms = [statement.body]
    while len(statement.orelse) == 1:
        (other,) = statement.orelse
        # What an `else:` holds is indented deeper; an `elif` stands in the column of its `if`.
        if not isinstance(other, ast.If) or other.col_offset != statement.col_offset:
            break
        arms.append(other.body)
        statement = other
    return [*arms, statement.orelse] if statement.orelse else arms
