"""Other files of the project and its libraries, read as far as a class or function of theirs is needed."""

import ast
from typing import Final

from blockguide.code.context.values import Reach, ReachKind
from blockguide.code.project import find_module
from blockguide.code.project.modules import ModuleKind
from blockguide.code.project.stamps import stamp_of
from blockguide.code.project.trees import tree_at
from blockguide.writers.offline.example.home import Function, Home, home_of

_BUDGET: Final = 900_000
_HOPS: Final = 6


def resolve(full_name: str, home: Home) -> tuple[Home, ast.ClassDef | Function | ast.expr] | None:
    """The definition that a dotted name means, followed through re-exports, and the file that has it."""
    key = ("resolved", full_name)
    if key not in home.memory:
        home.memory[key] = _resolve(full_name, home, _HOPS)
    found: tuple[Home, ast.ClassDef | Function | ast.expr] | None = home.memory[key]
    return found


def _resolve(
    full_name: str, home: Home, hops: int
) -> tuple[Home, ast.ClassDef | Function | ast.expr] | None:
    module, _, name = full_name.rpartition(".")
    other = neighbour(module, home) if module and hops else None
    if other is None:
        return _nested(module, name, home, hops)
    imported = other.imports.get(name)
    if imported is not None and imported.name:
        return _resolve(f"{imported.module}.{imported.name}", home, hops - 1)
    found = other.classes.get(name) or other.functions.get(name) or other.assigned.get(name)
    if found is not None:
        return other, found
    for star in other.stars:
        starred = _resolve(f"{star}.{name}", home, hops - 1)
        if starred is not None:
            return starred
    return None


def _nested(owner: str, name: str, home: Home, hops: int) -> tuple[Home, ast.ClassDef] | None:
    """A class in the body of another one."""
    found = _resolve(owner, home, hops - 1) if "." in owner and hops else None
    if found is None or not isinstance(found[1], ast.ClassDef):
        return None
    around = found[1]
    for node in around.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            above = home.memory.get(("qualname", around), around.name)
            home.memory["qualname", node] = f"{above}.{name}"
            return found[0], node
    return None


def neighbour(module: str, home: Home) -> Home | None:
    """The top level of another module; None where it has no source of its own or no project is known."""
    if module == home.module:
        return home
    if home.project is None:
        return None
    key = ("home", module)
    if key not in home.memory:
        home.memory[key] = _read(module, home)
    found: Home | None = home.memory[key]
    return found


def _read(module: str, home: Home) -> Home | None:
    if home.project is None:
        return None
    place = find_module(home.project, module)
    if place is None or place.kind is not ModuleKind.SOURCE:
        return None
    path = place.paths[0]
    stamp = stamp_of(path)
    spent = home.memory.get("bytes of neighbours", 0) + (stamp[2] if stamp is not None else 0)
    if spent > _BUDGET:
        return None
    home.memory["bytes of neighbours"] = spent
    tree = tree_at(str(path))
    if tree is None:
        return None
    reach = Reach(ReachKind.IMPORT, module, path, path.parent, (), exact=True)
    return home_of(tree.body, module, reach, home.project, home.memory)
