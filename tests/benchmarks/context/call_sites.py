"""The call sites of Django's definitions, against basedpyright's references."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from basedpyright import BasedPyright
from measure import cpu_seconds
from sample import package_directory

from blockguide.code.context.analyst import MOST_LIKELY, MOST_OTHER, MOST_PARSED
from blockguide.code.context.outline import outline
from blockguide.code.context.process import Worker

SYMBOLS = (
    ("shortcuts.py", "_get_queryset"),
    ("db/models/query.py", "QuerySet.bulk_create"),
    ("db/models/query.py", "QuerySet._clone"),
    ("db/models/sql/query.py", "Query.build_filter"),
    ("db/backends/base/schema.py", "BaseDatabaseSchemaEditor.quote_name"),
    ("forms/forms.py", "BaseForm.add_error"),
    ("template/context.py", "BaseContext.flatten"),
    ("utils/functional.py", "cached_property"),
    ("utils/html.py", "format_html"),
    ("urls/base.py", "reverse"),
    ("http/response.py", "HttpResponseNotAllowed"),
    ("core/paginator.py", "Paginator"),
)

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """One symbol: the lines that both found, those that one alone found, and the warm cost in CPU seconds (median of three).

    The file's syntax tree is not in the cost: whoever looks for uses has read the block before.
    """

    name: str
    both: int
    only_ours: frozenset[Place]
    only_theirs: frozenset[Place]
    cost: float


async def compared() -> list[Compared]:
    root = package_directory("django")
    found = []
    worker = await Worker.started(None)
    try:
        with BasedPyright(root) as server:
            for file, qualname in SYMBOLS:
                path = root / file
                text = _text(path)
                tree = ast.parse(text)
                line, column = _definition(path, qualname)
                references = server.at(
                    "textDocument/references",
                    path,
                    line,
                    column,
                    context={"includeDeclaration": False},
                )
                theirs = frozenset(_expressions(references, qualname.rpartition(".")[2]))
                await _ours(worker, path, tree, text, qualname)
                taken = []
                for _ in range(3):
                    before = cpu_seconds(worker.pid)
                    await _ours(worker, path, tree, text, qualname)
                    taken.append(cpu_seconds(worker.pid) - before)
                cost = sorted(taken)[1]
                ours = frozenset(await _ours(worker, path, tree, text, qualname))
                found.append(
                    Compared(qualname, len(ours & theirs), ours - theirs, theirs - ours, cost)
                )
    finally:
        await worker.close()
    return found


async def _ours(
    worker: Worker, path: Path, tree: ast.Module, text: str, qualname: str
) -> list[Place]:
    root = path.parents[len(path.relative_to(package_directory("django")).parts)]
    request = {
        "do": "call_sites",
        "renew": True,
        "root": str(root),
        "paths": [str(root)],
        "directory": str(path.parent),
        "path": str(path),
        "text": text,
        "outline": outline(
            tree, text.splitlines(keepends=True), qualname.rsplit(".", maxsplit=1)[-1]
        ),
        "qualname": qualname,
        "given": "",
        "seconds": 100,
        "most": 10_000,
        "parsed": MOST_PARSED,
        "likely": MOST_LIKELY,
        "other": MOST_OTHER,
    }
    sites: list[dict] = []
    async for frame in worker.ask(request):
        sites = frame.get("sites", [])
    return [(site["path"], site["line"]) for site in sites]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _definition(path: Path, qualname: str) -> Place:
    text = _text(path)
    body = ast.parse(text).body
    for part in qualname.split("."):
        node = next(one for one in body if getattr(one, "name", "") == part)
        body = node.body
    line = text.split("\n")[node.lineno - 1]
    return node.lineno, line.index(part, node.col_offset + len("def"))


def _expressions(references: list[dict], name: str) -> Iterator[Place]:
    """The lines of those references that are expressions, neither imports nor strings."""
    places: dict[Path, set[Place]] = {}
    for reference in references:
        path = Path(reference["uri"].removeprefix("file://"))
        start = reference["range"]["start"]
        if path not in places:
            places[path] = set(_names(path, name))
        if (start["line"] + 1, start["character"]) in places[path]:
            yield str(path), start["line"] + 1


def _names(path: Path, name: str) -> Iterator[Place]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Name) and node.id == name:
            yield node.lineno, node.col_offset
        elif isinstance(node, ast.Attribute) and node.attr == name:
            yield node.end_lineno, node.end_col_offset - len(name)
