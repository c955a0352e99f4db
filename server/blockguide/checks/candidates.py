"""Where a name that an example forgot to import may come from."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib import resources

from blockguide.code.context.values import ReachKind
from blockguide.code.subject import Subject


def import_lines(name: str, subject: Subject) -> tuple[str, ...]:
    """The import statements that would bind `name` as the block or its file mean it, each once.

    The nearest source alone counts: the block itself, then the imports of its file, then what its
    free names stand for, then the standard library.
    """
    for lines in (_block(name, subject), _file(name, subject), _context(name, subject)):
        found = tuple(dict.fromkeys(lines))
        if found:
            return found
    if name in sys.stdlib_module_names:
        return (f"import {name}",)
    return tuple(f"from {module} import {name}" for module in _well_known().get(name, ()))


def _block(name: str, subject: Subject) -> Iterator[str]:
    reach = subject.context.reach
    if reach.kind is ReachKind.IMPORT and reach.names[:1] == (name,):
        yield f"from {reach.module} import {name}"


def _file(name: str, subject: Subject) -> Iterator[str]:
    for node in subject.block.tree.module.body:
        if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0):
            for alias in node.names:
                if (alias.asname or alias.name.partition(".")[0]) == name:
                    taken = ast.unparse(alias)
                    source = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
                    yield f"{source}import {taken}"


def _context(name: str, subject: Subject) -> Iterator[str]:
    for definition in subject.context.definitions:
        module, _, last = definition.full_name.rpartition(".")
        if definition.name == name and definition.kind == "module":
            alias = "" if definition.full_name == name else f" as {name}"
            yield f"import {definition.full_name}{alias}"
        elif definition.name == name == last and module not in {"", "builtins"}:
            yield f"from {module} import {name}"


@cache
def _well_known() -> dict[str, tuple[str, ...]]:
    """The names of the standard library that examples use most, with their modules."""
    text = resources.files(__package__).joinpath("words", "standard.txt").read_text("utf-8")
    rows = (line.partition(":") for line in text.splitlines() if ":" in line)
    table: dict[str, tuple[str, ...]] = {}
    for module, _, names in rows:
        for name in names.split():
            table[name] = (*table.get(name, ()), module)
    return table
