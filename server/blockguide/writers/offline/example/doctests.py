"""Turns the interactive examples of a docstring into a program."""

import ast
import re
from dataclasses import dataclass
from itertools import chain
from typing import Final

from blockguide.writers.offline.example.home import Home
from blockguide.writers.offline.example.meanings import meanings
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Import


@dataclass(frozen=True, slots=True)
class Prompted:
    """One `>>>` statement of a docstring, and what it is shown to print."""

    source: str
    output: tuple[str, ...]


def docstring_example(docstring: str, name: str, home: Home) -> Sheet | None:
    """The first self-contained run of interactive statements that uses `name`; None if there is none."""
    if ">>>" not in docstring:
        return None
    for group in _groups(docstring):
        sheet = _program(group, name, home)
        if sheet is not None:
            return sheet
    return None


def _groups(docstring: str) -> list[list[Prompted]]:
    """The statements between two paragraphs of prose, together; then each longer run from the first on."""
    groups: list[list[Prompted]] = [[]]
    lines = docstring.expandtabs().splitlines()
    place = 0
    while place < len(lines):
        match = _PROMPT.match(lines[place])
        if match is None:
            if lines[place].strip() and groups[-1]:
                groups.append([])
            place += 1
            continue
        indent = match[1]
        source = [match[2]]
        place += 1
        while place < len(lines) and (more := _CONTINUED.match(lines[place])) and more[1] == indent:
            source.append(more[2] or "")
            place += 1
        output = []
        while place < len(lines) and lines[place].strip() and not _PROMPT.match(lines[place]):
            output.append(lines[place][len(indent) :])
            place += 1
        groups[-1].append(Prompted("\n".join(source).rstrip(), tuple(output)))
    found = [group for group in groups if group]
    joined = [list(chain.from_iterable(found[:count])) for count in range(2, len(found) + 1)]
    return [*found, *joined]


def _program(group: list[Prompted], name: str, home: Home) -> Sheet | None:
    lines: list[str] = []
    used = False
    shown = 0
    for item in group:
        tree = _parsed(item.source)
        if tree is None or not tree.body:
            continue
        if any(line.startswith("Traceback") for line in item.output):
            continue
        source = _SKIP.sub("", item.source).rstrip()
        used = used or _uses(tree, name)
        last = tree.body[-1]
        if (
            isinstance(last, ast.Expr)
            and item.output
            and len(tree.body) == 1
            and not _prints(last.value)
        ):
            shown += 1
            lines.append(f"print({source})" if "\n" not in source else f"print(\n    {source}\n)")
        else:
            shown += _has_print(tree)
            lines.append(source)
        if used and shown and len(lines) >= _LONGEST:
            break
    if not used or not shown:
        return None
    return _sheet(lines, home)


def _sheet(lines: list[str], home: Home) -> Sheet | None:
    sheet = Sheet()
    tree = _parsed("\n".join(lines))
    if tree is None or _RISKY.search("\n".join(lines)):
        return None
    known = meanings(tree, home)
    if known is None:
        return None
    for value in known:
        sheet.use(value)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and any(item.name == "*" for item in node.names):
            return None
    for line in lines:
        items = _plain_imports(line)
        if items:
            sheet.need(items)
        else:
            sheet.line(line)
    return sheet


def _plain_imports(line: str) -> list[Import]:
    """What a line imports, if it does nothing else."""
    tree = _parsed(line)
    found: list[Import] = []
    for node in tree.body if tree is not None else ():
        match node:
            case ast.Import(names=names):
                plain = [Import(item.name) for item in names]
            case ast.ImportFrom(names=names):
                plain = [Import(node.module or "", item.name) for item in names]
            case _:
                return []
        found += [
            one.renamed(item.asname) if item.asname else one
            for one, item in zip(plain, names, strict=True)
        ]
    return found


def _uses(tree: ast.Module, name: str) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        for node in ast.walk(tree)
    )


def _prints(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "pprint", "help")
    )


def _has_print(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.expr) and _prints(node) for node in ast.walk(tree))


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


_LONGEST: Final = 6
_PROMPT: Final = re.compile(r"^(\s*)>>> ?(.*)$")
_CONTINUED: Final = re.compile(r"^(\s*)\.\.\.(?: (.*)|())$")
_SKIP: Final = re.compile(r"\s*#\s*doctest:.*$", re.MULTILINE)
_RISKY: Final = re.compile(
    r"\bopen\(|urlopen|socket|input\(|\.connect\(|requests\.|raise |print\(\)|\.\.\.\s*$",
    re.MULTILINE,
)
