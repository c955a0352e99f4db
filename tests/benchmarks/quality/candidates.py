"""All blocks of one file that the benchmark may choose."""

import ast
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kinds import Definition, Function, definition_kind, is_main_guard

LONGEST = {"class": 250, "module": 450, "script": 450, "statements": 40, "definition": 150}
"""Lines; longer blocks are left out, as their pages are tables of contents."""

_EXPRESSIONS = (
    ast.Call,
    ast.Dict,
    ast.List,
    ast.Tuple,
    ast.BinOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.ListComp,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block of a file, before the file's package is known to it; the attributes are those of `Chosen`."""

    kind: str
    first: int
    last: int
    symbol: str = ""
    name: str = ""
    scopes: tuple[str, ...] = ()


def candidates(path: Path, *, among_tests: bool) -> list[Candidate]:
    """The blocks of a file; none for one that does not parse."""
    try:
        with tokenize.open(path) as file:
            text = file.read()
        module = ast.parse(text)
    except (SyntaxError, ValueError, OSError, RecursionError):
        return []
    lines = text.splitlines()
    if not module.body or "\f" in text or "\x0b" in text:
        return []
    found = [*_definitions(module, lines, among_tests=among_tests), *_files(module, lines)]
    if not among_tests:
        found += [*_runs(module), *_expressions(module, lines)]
    if among_tests:
        return [one for one in found if one.kind in ("test", "fixture")]
    symbols = Counter(one.symbol for one in found)
    return [one for one in found if not one.symbol or symbols[one.symbol] == 1]


def _definitions(module: ast.Module, lines: list[str], *, among_tests: bool) -> Iterator[Candidate]:
    for node, scopes in _statements(module, ()):
        if not isinstance(node, Definition):
            continue
        kind = definition_kind(node, scopes, among_tests=among_tests)
        first = min(one.lineno for one in (*node.decorator_list, node))
        while first > 1 and _is_comment_above(lines, first, node):
            first -= 1
        names = tuple(scope.name for scope in scopes)
        inside = any(isinstance(scope, Function) for scope in scopes)
        length = node.end_lineno - first + 1
        longest = LONGEST["class" if isinstance(node, ast.ClassDef) else "definition"]
        shortest = 2 if isinstance(node, ast.ClassDef) or kind in ("property", "fixture") else 3
        if shortest <= length <= longest:
            symbol = "" if inside else ".".join((*names, node.name))
            yield Candidate(kind, first, node.end_lineno, symbol, node.name, names)


def _is_comment_above(lines: list[str], first: int, node: Definition) -> bool:
    above = lines[first - 2]
    return above.lstrip().startswith("#") and len(above) - len(above.lstrip()) == node.col_offset


def _statements(
    node: ast.AST, scopes: tuple[Definition, ...]
) -> Iterator[tuple[ast.stmt, tuple[Definition, ...]]]:
    """Each statement inside a node, and the definitions around it, the outermost first."""
    for body, around in _bodies(node, scopes):
        for child in body:
            yield child, around


def _files(module: ast.Module, lines: list[str]) -> Iterator[Candidate]:
    kind = "script" if any(map(is_main_guard, module.body)) else "module"
    if len(lines) <= LONGEST[kind] and len(module.body) >= 3:
        yield Candidate(kind, 1, len(lines))


def _runs(module: ast.Module) -> Iterator[Candidate]:
    """Runs of two to six statements of one body in a function, of one to six of a module."""
    for body, scopes in _bodies(module, ()):
        inside = bool(scopes) and isinstance(scopes[-1], Function)
        if scopes and not inside:
            continue
        kind = "statements in a function" if inside else "statements of a module"
        plain = [not _is_left_out(one, inside=inside) for one in body]
        start = 0
        while start < len(body):
            end = start
            while end < len(body) and plain[end] and end - start < 2 + (start + len(body)) % 5:
                end += 1
            run = body[start:end]
            if len(run) >= (2 if inside else 1):
                first, last = run[0].lineno, run[-1].end_lineno
                if last - first < LONGEST["statements"]:
                    yield Candidate(kind, first, last, scopes=tuple(scope.name for scope in scopes))
            start = max(end, start + 1)


def _is_left_out(statement: ast.stmt, *, inside: bool) -> bool:
    if isinstance(statement, Definition):
        return True
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return True
    return not inside and isinstance(statement, ast.Import | ast.ImportFrom)


def _bodies(
    node: ast.AST, scopes: tuple[Definition, ...]
) -> Iterator[tuple[list[ast.stmt], tuple[Definition, ...]]]:
    """Each list of statements inside a node, and the definitions around it, the outermost first."""
    inner = (*scopes, node) if isinstance(node, Definition) else scopes
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        if isinstance(body, list) and body:
            yield body, inner
            for child in body:
                if hasattr(child, "body") or isinstance(child, ast.Match):
                    yield from _bodies(child, inner)
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from _bodies(part, inner)


def _expressions(module: ast.Module, lines: list[str]) -> Iterator[Candidate]:
    """Expressions that have whole lines for themselves, inside a statement that begins above them."""
    for statement, scopes in _statements(module, ()):
        if not isinstance(
            statement, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr | ast.Assert | ast.Raise
        ):
            continue
        for node in ast.walk(statement):
            if (
                isinstance(node, _EXPRESSIONS)
                and node.lineno > statement.lineno
                and _has_own_lines(node, lines)
            ):
                names = tuple(scope.name for scope in scopes)
                yield Candidate("expression", node.lineno, node.end_lineno, scopes=names)
                break


def _has_own_lines(node: ast.expr, lines: list[str]) -> bool:
    before = lines[node.lineno - 1].encode()[: node.col_offset]
    after = lines[node.end_lineno - 1].encode()[node.end_col_offset :]
    return (
        not before.strip() and after.strip() in (b"", b",") and node.end_lineno - node.lineno < 30
    )
