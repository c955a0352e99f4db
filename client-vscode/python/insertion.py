"""Puts a guide into a file's text as a docstring or a comment; the code stays the same, or nothing is done.

Reads JSON from standard input: `text` (the file), `lines` (first and last of the block, 1-based), `form`
(`docstring` or `comment`), `prose` (paragraphs) and `steps` (titles). Writes JSON: the `edit` (`first` and
`last` line that it replaces, 1-based, and the `text` that takes their place; `last` is before `first` where it
only inserts), or `refused`, the name of the reason. It imports nothing but the standard library, and runs
nothing of the file.
"""
# ruff: noqa: INP001 - a script, not a package

import ast
import io
import json
import re
import sys
import textwrap
from collections.abc import Iterator
from typing import Any, Final

WIDTH: Final = 88
_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMMAND: Final = re.compile(r"([ \t]*)([%!?]|[\w.]+[ \t]*=[ \t]*[%!]|[\w.*]+\?{1,2}$)")
"""A line of a notebook's that is no Python: a magic, a command of the system's, a question."""
_CODING: Final = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]")


class RefusedError(Exception):
    """Nothing can be inserted; the message is the reason's name."""


def insertion(order: dict[str, Any]) -> dict[str, Any]:
    """The edit that an order asks for, with the same code before and after.

    Raises:
        RefusedError: the file has no readable code, the block takes no docstring, or the code would be another.
    """
    text = str(order["text"])
    first, last = order["lines"]
    words = Words([str(each) for each in order["prose"]], [str(each) for each in order["steps"]])
    tree = _parsed(text, "broken")
    # As `ast` and editors count lines; `splitlines` ends them at form feeds and other signs, too.
    lines = list(io.StringIO(text, newline=""))
    end = next(
        (line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\n", "\r"))), "\n"
    )
    if order["form"] == "docstring":
        edit = _docstring(_definition(tree, first, last), lines, words)
    else:
        edit = _comment(lines, first, words)
    edit["text"] = edit["text"].replace("\n", end)
    rest = max(edit["last"], edit["first"] - 1)
    told = io.StringIO(edit["text"], newline="")
    after = [*lines[: edit["first"] - 1], *told, *lines[rest:]]
    is_same = _code(_parsed("".join(after), "other-code")) == _code(tree)
    if not is_same or _codings(after) != _codings(lines):
        raise RefusedError("other-code")
    return {"edit": edit}


class Words:
    """A guide's words as plain text."""

    def __init__(self, prose: list[str], steps: list[str]) -> None:
        self.prose = prose
        self.steps = steps

    def lines(self, width: int) -> Iterator[str]:
        """The words in lines of at most `width`, an empty one between paragraphs."""
        for number, paragraph in enumerate(self.prose):
            if number:
                yield ""
            yield from textwrap.wrap(
                paragraph, width, break_long_words=False, break_on_hyphens=False
            )
        if self.steps:
            yield ""
            yield "Steps:"
            for number, title in enumerate(self.steps, start=1):
                mark = f"{number}. "
                yield from textwrap.wrap(
                    title,
                    width,
                    initial_indent=mark,
                    subsequent_indent=" " * len(mark),
                    break_long_words=False,
                )


def _docstring(
    node: Any,  # noqa: ANN401 - any node with a body
    lines: list[str],
    words: Words,
) -> dict[str, Any]:
    body = node.body
    old = body[0] if body and _is_docstring(body[0]) else None
    if isinstance(node, ast.Module):
        at, indent = (_first_line(body[0]) if body else 1), ""
    else:
        head = lines[body[0].lineno - 1]
        before = head.encode()[: body[0].col_offset].decode()
        if before.strip():
            raise RefusedError("one-line-body")
        at, indent = _first_line(body[0]), before
    told = list(words.lines(max(WIDTH - len(indent), 30)))
    quoted = "\n".join(_escaped(line) for line in told)
    shown = f'"""{quoted}"""' if len(told) == 1 else f'"""{quoted}\n"""'
    text = "".join(f"{indent}{line}".rstrip() + "\n" for line in shown.split("\n"))
    if old is not None:
        text = f"{text[:-1]}{_comment_behind(old, lines)}\n"
        return {"first": old.lineno, "last": old.end_lineno, "text": text}
    return {"first": at, "last": at - 1, "text": text}


def _comment(lines: list[str], first: int, words: Words) -> dict[str, Any]:
    first = max(first, _head(lines) + 1)
    line = lines[first - 1] if first <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    told = words.lines(max(WIDTH - len(indent) - 2, 30))
    text = "".join(f"{indent}# {each}".rstrip() + "\n" for each in told)
    return {"first": first, "last": first - 1, "text": text}


def _definition(tree: ast.Module, first: int, last: int) -> Any:  # noqa: ANN401 - any node with a body
    """The definition that the block's lines are, or the module where they hold all of it."""
    for node in ast.walk(tree):
        if (
            isinstance(node, _DEFINITIONS)
            and _first_line(node) <= first <= node.lineno
            and node.end_lineno == last
        ):
            return node
    if tree.body and first <= _first_line(tree.body[0]) and last >= (tree.body[-1].end_lineno or 0):
        return tree
    raise RefusedError("no-definition")


def _first_line(node: Any) -> int:  # noqa: ANN401 - any statement
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])


def _head(lines: list[str]) -> int:
    """How many lines hold only where they are: those down to the `#!` or the coding line."""
    codings = _codings(lines)
    return lines.index(codings[-1]) + 1 if codings else int("".join(lines[:1]).startswith("#!"))


def _codings(lines: list[str]) -> list[str]:
    """The comments that say how the file is encoded, in line 1 or below no code in line 2 (PEP 263)."""
    head = "".join(lines[:1]).strip()
    is_open = not head or head.startswith("#")
    return [line for line in lines[: 2 if is_open else 1] if _CODING.match(line)]


def _comment_behind(node: ast.stmt, lines: list[str]) -> str:
    """The comment on a statement's last line, with the spaces before it; refused where there is other code."""
    before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[(node.end_lineno or 1) - 1].encode()[node.end_col_offset or 0 :].decode()
    if before.strip() or re.sub(r"#.*", "", after).strip():
        raise RefusedError("one-line-body")
    return after.rstrip()


def _escaped(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{escaped[:-1]}\\"' if escaped.endswith('"') else escaped


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _parsed(text: str, reason: str) -> ast.Module:
    while True:
        try:
            return ast.parse(text)
        except SyntaxError as error:
            lines = list(io.StringIO(text, newline=""))
            at = (error.lineno or 0) - 1
            line = lines[at] if 0 <= at < len(lines) else ""
            command = _COMMAND.match(line.rstrip())
            if command is None:
                raise RefusedError(reason) from error
            # A statement stands in for it: the edit is told by lines, and does not touch this one.
            lines[at] = f"{command[1]}pass{line[len(line.rstrip()) :]}"
            text = "".join(lines)
        except (ValueError, RecursionError, MemoryError) as error:
            raise RefusedError(reason) from error


def _code(tree: ast.Module) -> str:
    """What the code is, without its docstrings."""
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.Module, *_DEFINITIONS))
            and node.body
            and _is_docstring(node.body[0])
        ):
            del node.body[0]
    return ast.dump(tree)


def main() -> None:
    """Answers one order."""
    order = json.load(sys.stdin)
    try:
        answer = insertion(order)
    except RefusedError as refused:
        answer = {"refused": str(refused)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
