"""How code outside a file gets at a block in it: the import that people would write, computed."""

import ast
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from blockguide.code.block import Block
from blockguide.code.context.values import Reach, ReachKind
from blockguide.code.project.definitions import has_main_guard, importable_names
from blockguide.code.project.exports import names_plainly, offers, origin_of
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import (
    Module,
    ModuleKind,
    Placement,
    find_module,
    is_found,
    placement_of,
    submodules,
)
from blockguide.code.project.view import Edited, View


def reach(block: Block, project: Project) -> Reach:
    """Compute the way from a fresh Python program to a block.

    Args:
        block: the block; its own tree counts, also where the file on the disk is older.
        project: the project of its file.

    Returns:
        The reach; its module is the shortest public one that passes the name on, else the own.
    """
    path = block.source.path
    names, exact = importable_names(block)
    if path.suffix == _NOTEBOOK:
        return Reach(ReachKind.HERE, path.stem, path, path.parent, names, exact)
    placement = _from_own_imports(placement_of(path, project), block, project)
    if path.stem == "__main__" and placement.in_package and len(placement.parts) > 1:
        package = ".".join(placement.parts[:-1])
        return Reach(ReachKind.SCRIPT, package, path, placement.root, names, exact)
    if _is_importable(path, placement, block, project):
        module = ".".join(placement.parts)
        if names:
            module = _public_module(block, module, names[0], _within(project, placement.root))
        return Reach(ReachKind.IMPORT, module, path, placement.root, names, exact)
    if has_main_guard(block.tree):
        kind = ReachKind.SCRIPT
    else:
        kind = ReachKind.FILE if os.path.lexists(path) else ReachKind.HERE
    return Reach(kind, path.stem, path, path.parent, names, exact)


_NOTEBOOK: Final = ".ipynb"


def _is_importable(path: Path, placement: Placement, block: Block, project: Project) -> bool:
    if not placement.is_named or not is_found(path, placement, project):
        return False
    is_plain = not placement.in_package and len(placement.parts) > 1
    return not (is_plain and has_main_guard(block.tree))


def _from_own_imports(placement: Placement, block: Block, project: Project) -> Placement:
    """Move the root down to the directory that the file's own absolute imports are written for."""
    if len(placement.parts) < 2 or placement.root != project.root:
        return placement
    path = block.source.path
    package_depth = _package_depth(path)
    for depth in range(1, len(placement.parts) - package_depth + 1):
        root = placement.root.joinpath(*placement.parts[:depth])
        if not root.is_dir():
            break
        beside = set(submodules(root)) | set(_packages(root))
        if any(
            name in beside and find_module(project, name) is None
            for name in _absolute_imports(block.tree.module)
        ):
            return replace(placement, root=root, parts=placement.parts[depth:], in_package=True)
    return placement


def _package_depth(path: Path) -> int:
    """Return how many of a file's last names its outermost regular package takes with the file."""
    depth = 0 if path.stem == "__init__" else 1
    directory = path.parent
    while (directory / "__init__.py").is_file():
        depth += 1
        directory = directory.parent
    return depth


def _packages(directory: Path) -> list[str]:
    try:
        with os.scandir(directory) as entries:
            return [
                entry.name
                for entry in entries
                if entry.is_dir() and (Path(entry.path) / "__init__.py").is_file()
            ]
    except OSError:
        return []


def _absolute_imports(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for statement in module.body:
        if isinstance(statement, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            names.add(statement.module.partition(".")[0])
    return names


def _within(project: Project, root: Path) -> Project:
    """Return the project with a root that the search begins at."""
    if root in project.source_roots:
        return project
    return replace(project, source_roots=(root, *project.source_roots))


def _public_module(block: Block, module: str, name: str, project: Project) -> str:
    """Return the shortest public module that passes the name on, else the file's own."""
    path = block.source.path
    view = View(project, Edited(str(path), block.tree.module, name))
    target = str(path.with_suffix("")), name
    for candidate in _packages_above(module):
        if not _is_private(candidate) and _passes_on(view, candidate, target, offers):
            return candidate
    if not _is_private(module) or name.startswith("_"):
        return module
    for candidate in _spelled_publicly(module):
        if _passes_on(view, candidate, target, offers):
            return candidate
    for candidate in _neighbours(project, module):
        if _passes_on(view, candidate, target, names_plainly):
            return candidate
    for candidate in _packages_above(module):
        if _passes_on(view, candidate, target, offers):
            return candidate
    return module


def _passes_on(
    view: View,
    dotted: str,
    target: tuple[str, str],
    is_meant: Callable[[View, Module, str], bool],
) -> bool:
    """Tell whether a module's name leads to the target's file and is meant to."""
    origin = origin_of(view, dotted, target[1])
    if origin is None or (os.path.splitext(origin[0])[0], origin[1]) != target:  # noqa: PTH122  (paths are text here)
        return False
    module = view.module(dotted)
    return module is not None and is_meant(view, module, target[1])


def _packages_above(module: str) -> Iterator[str]:
    parts = module.split(".")
    for depth in range(1, len(parts)):
        yield ".".join(parts[:depth])


def _spelled_publicly(module: str) -> Iterator[str]:
    """Yield the names that a private module's public face usually has: `_pytest` is `pytest`."""
    parts = module.split(".")
    plain = [part.lstrip("_") for part in parts]
    if all(plain):
        for depth in range(1, len(plain) + 1):
            yield ".".join(plain[:depth])
        yield ".".join([*plain[:-1], *plain[-1].split("_")])


def _neighbours(project: Project, module: str) -> Iterator[str]:
    """Yield the public modules that lie beside a private one, the outermost first."""
    for package in _packages_above(module):
        found = find_module(project, package)
        if found is None or not found.paths:
            continue
        directory = found.paths[0] if found.kind is ModuleKind.NAMESPACE else found.paths[0].parent
        for name in submodules(directory):
            if not name.startswith("_"):
                yield f"{package}.{name}"


def _is_private(module: str) -> bool:
    return any(part.startswith("_") and part != "__main__" for part in module.split("."))
