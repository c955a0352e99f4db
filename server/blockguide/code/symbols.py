"""The definitions of a file by their dotted names."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from blockguide.code.extent import Definition, arms_of
from blockguide.code.tree import Tree

if TYPE_CHECKING:
    import ast


def definitions(tree: Tree) -> Iterator[tuple[str, Definition]]:
    """Every class and function of a file with its dotted name, in the order of the file.

    Those inside `if`, `try` and other statements, and inside functions, are among them: a function
    `inner` in a function `outer` is called `outer.inner`.
    """
    waiting: list[tuple[str, ast.stmt]] = [("", each) for each in reversed(tree.module.body)]
    while waiting:
        prefix, statement = waiting.pop()
        if isinstance(statement, Definition):
            prefix += statement.name
            yield prefix, statement
            prefix += "."
        for arm in reversed(arms_of(statement)):
            waiting.extend((prefix, each) for each in reversed(arm))


def find_definition(tree: Tree, symbol: str) -> Definition | None:
    """The definition called `symbol`; of several the last, which is the one that Python keeps.

    `outer.<locals>.inner`, as `__qualname__` has it, is understood too.
    """
    wanted = symbol.replace(".<locals>", "")
    found = None
    for name, definition in definitions(tree):
        if name == wanted:
            found = definition
    return found


def near_symbols(tree: Tree, symbol: str) -> tuple[str, ...]:
    """Up to three dotted names that look like `symbol`, the nearest first."""
    names = list(dict.fromkeys(name for name, _ in definitions(tree)))
    last = symbol.rpartition(".")[2]
    ends = [name for name in names if name.rpartition(".")[2] == last]
    near = get_close_matches(symbol, names, n=3, cutoff=0.6)
    by_last_name = {name.rpartition(".")[2]: name for name in reversed(names)}
    alike = [by_last_name[each] for each in get_close_matches(last, by_last_name, n=3, cutoff=0.7)]
    return tuple(dict.fromkeys([*ends, *near, *alike]))[:3]
