"""What the names mean that the examples in a file's docstrings read without importing them."""

import ast
from typing import Final

from blockguide.writers.offline.example.home import Home
from blockguide.writers.offline.example.names import undefined_names
from blockguide.writers.offline.example.neighbours import neighbour
from blockguide.writers.offline.example.value import Import, Value


def meanings(tree: ast.Module, home: Home) -> tuple[Value, ...] | None:
    """What the code needs for its free names; None where one of them is not known."""
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    found = []
    for name in undefined_names(tree):
        value = _meaning(name, name in called, tree, home)
        if value is None or value.code != name:
            return None
        found.append(value)
    return tuple(found)


def _meaning(  # noqa: PLR0911 - one return for each kind of name
    name: str,
    called: bool,  # noqa: FBT001 - a fact, no switch
    tree: ast.Module,
    home: Home,
) -> Value | None:
    imported = home.imports.get(name)
    if name in home.order and imported is None and name not in home.hidden:
        return home.reference(name)
    if called and name in _CALLED:
        return Value(name, frozenset({Import(_CALLED[name], name)}))
    if called and imported is not None and not imported.name:
        return None
    if name == home.package and _has(_read(tree, name), home):
        return Value(name, frozenset({Import(name)}))
    if imported is not None:
        needs = frozenset({imported.renamed(name), *home.submodules.get(name, ())})
        return Value(name, needs)
    if name == home.module.rpartition(".")[2]:
        return home.loaded()
    return None


def _read(tree: ast.Module, name: str) -> set[str]:
    """The attributes that are read from a name."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
    }


def _has(attributes: set[str], home: Home) -> bool:
    """Whether the top package, and no module of the same name, is the one that has these names."""
    top = neighbour(home.package, home)
    return top is not None and (bool(top.stars) or attributes <= set(top.order))


_CALLED: Final = {
    "array": "array",
    "copy": "copy",
    "date": "datetime",
    "datetime": "datetime",
    "Decimal": "decimal",
    "glob": "glob",
    "pprint": "pprint",
    "timedelta": "datetime",
}
"""What examples in docstrings call by its bare name, and the module that it is taken from."""
