"""Which file a dotted module name means, and which name a file has, as imports would find it."""

import importlib
import keyword
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from blockguide.code.project.environment import (
    is_standard_library,
    running_packages,
    standard_library,
)
from blockguide.code.project.layout import Project, package_top
from blockguide.code.project.stamps import KeptByPath


class ModuleKind(StrEnum):
    """What a module's name leads to."""

    SOURCE = "source"
    STUB = "stub"
    COMPILED = "compiled"
    NAMESPACE = "namespace"
    BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Module:
    """A module that an import would find.

    Attributes:
        name: its dotted name.
        kind: what it is made of.
        paths: its file; for a NAMESPACE its directories; empty for a BUILTIN.
        is_package: whether modules can lie beneath it.
    """

    name: str
    kind: ModuleKind
    paths: tuple[Path, ...]
    is_package: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a file lies among the places that imports are searched in.

    Attributes:
        root: the directory that must stand on `sys.path`.
        parts: the names from there to the file; one that is no identifier cannot be imported.
        in_package: whether a regular package, or a source root other than the project's, holds it.
    """

    root: Path
    parts: tuple[str, ...]
    in_package: bool

    @property
    def is_named(self) -> bool:
        """Whether every part can be written in an import statement."""
        return bool(self.parts) and all(
            part.isidentifier() and not keyword.iskeyword(part) for part in self.parts
        )


def placement_of(path: Path, project: Project) -> Placement:
    """Return where a file lies among the project's source roots and the installed packages."""
    firm = (
        *(root for root in project.source_roots if root != project.root),
        *project.site_packages,
        *standard_library(),
    )
    if is_standard_library(project.root):
        firm = (*firm, project.root)
    top = package_top(path, firm)
    around = [root for root in (*firm, project.root) if top.is_relative_to(root)]
    root = max(around, key=lambda found: len(found.parts), default=top)
    placement = _placement(path, root, top != path.parent or root in firm)
    if not placement.is_named and top != path.parent:
        return _placement(path, top, in_package=True)
    return placement


def module_name(path: Path, project: Project) -> str | None:
    """Return the dotted name under which an import finds the file; None where no import does."""
    placement = placement_of(path, project)
    if not placement.is_named or not is_found(path, placement, project):
        return None
    return ".".join(placement.parts)


def is_found(path: Path, placement: Placement, project: Project) -> bool:
    """Tell whether the search for the placement's name, its root first, ends at the file."""
    if placement.parts[0] in _ALREADY_LOADED and not is_standard_library(placement.root):
        return False
    module = _search(placement.parts, [placement.root, *_elsewhere(project)])
    if module is None:
        return not os.path.lexists(path)
    if module.kind is ModuleKind.NAMESPACE:
        return path.name.startswith("__init__.")
    return any(
        found == path or found.with_suffix("") == path.with_suffix("") for found in module.paths
    ) or (module.kind is ModuleKind.COMPILED and module.paths[0].parent == path.parent)


def find_module(project: Project, dotted: str) -> Module | None:
    """Find what `import dotted` would find; nothing is imported.

    Args:
        project: whose source roots and packages are searched, beside the standard library. The
            running interpreter's packages stand in for a project that has none of its own.
        dotted: an absolute module name.

    Returns:
        The module, or None where the import would fail.
    """
    dotted = _ALIASES.get(dotted, dotted)
    parts = tuple(dotted.split("."))
    if parts[0] in sys.builtin_module_names:
        return Module(dotted, ModuleKind.BUILTIN, (), is_package=False) if len(parts) == 1 else None
    return _search(parts, [*project.source_roots, *_elsewhere(project)])


def find_beneath(package: Module, name: str) -> Module | None:
    """Find the module or package of a name that lies directly in a package."""
    return _step(f"{package.name}.{name}", name, _directories(package))


def absolute_name(module: str, *, level: int, package: str) -> str | None:
    """Return the absolute name of `..module` inside a package; None past the top."""
    if not level:
        return module or None
    parts = package.split(".") if package else []
    if level > len(parts):
        return None
    return ".".join([*parts[: len(parts) - level + 1], *([module] if module else [])])


def resolve_module(
    project: Project, dotted: str, *, level: int = 0, package: str = ""
) -> Path | None:
    """Return the file, or the directory of a namespace package, that an import would find.

    Args:
        project: as for `find_module`.
        dotted: the module's name after the dots; may be empty with a level.
        level: the dots before the name.
        package: the dotted package of the importing file, which the dots count from.

    Returns:
        The path; for a module built into the interpreter the directory of the standard library;
        None where the import would fail.
    """
    name = absolute_name(dotted, level=level, package=package)
    module = find_module(project, name) if name else None
    if module is None:
        return None
    return module.paths[0] if module.paths else standard_library()[0]


def builtin_names(name: str) -> frozenset[str]:
    """Return the names of a module that is built into the running interpreter."""
    return (
        frozenset(dir(importlib.import_module(name)))
        if name in sys.builtin_module_names
        else frozenset()
    )


def submodules(directory: Path) -> tuple[str, ...]:
    """Return the names of the modules and packages that lie in a directory, sorted."""
    return tuple(sorted(_listing(str(directory)).modules))


_ALIASES: Final = {"os.path": "ntpath" if os.name == "nt" else "posixpath"}
_COMPILED: Final = (".so", ".pyd")
_ALREADY_LOADED: Final = frozenset(
    {
        *sys.builtin_module_names,
        *("_collections_abc", "_sitebuiltins", "abc", "codecs", "encodings", "genericpath", "io"),
        *("ntpath", "os", "posixpath", "site", "stat", "zipimport"),
    }
)
"""What every program has loaded before it searches: a file of that name is never found."""


@dataclass(frozen=True, slots=True)
class _Listing:
    names: frozenset[str]
    modules: dict[str, str]


def _list(directory: str) -> _Listing:
    try:
        names = os.listdir(directory)  # noqa: PTH208  (names are wanted, of very many)
    except (OSError, ValueError):
        return _Listing(frozenset(), {})
    modules: dict[str, str] = {}
    for name in sorted(names, key=_preference):
        stem, dot, _ = name.partition(".")
        if dot and name.endswith((".py", ".pyi", *_COMPILED)):
            modules.setdefault(stem, name)
    return _Listing(frozenset(names), modules)


def _preference(name: str) -> tuple[int, str]:
    return (0 if name.endswith(".py") else 1 if name.endswith(_COMPILED) else 2), name


_listing: Final = KeptByPath(_list, limit=8192)


def _elsewhere(project: Project) -> Iterator[Path]:
    """Yield the places that are searched after the project's own source roots."""
    if not any(is_standard_library(root) for root in project.source_roots):
        yield from standard_library()
    else:
        yield from standard_library()[1:]
    yield from project.site_packages or running_packages()


def _placement(path: Path, root: Path, in_package: bool) -> Placement:  # noqa: FBT001  (a field's value)
    relative = path.relative_to(root)
    stem = path.name.partition(".")[0] if path.suffix in {*_COMPILED, ".pyi"} else path.stem
    parts = relative.parts[:-1] if stem == "__init__" else (*relative.parts[:-1], stem)
    return Placement(root, parts, in_package)


def _search(parts: tuple[str, ...], places: list[Path]) -> Module | None:
    directories = [str(place) for place in places]
    found: Module | None = None
    for depth, part in enumerate(parts, start=1):
        found = _step(".".join(parts[:depth]), part, directories)
        if found is None:
            return None
        if depth < len(parts):
            if not found.is_package:
                return None
            directories = _directories(found)
    return found


def _directories(package: Module) -> list[str]:
    """Return the directories that the modules of a package lie in."""
    paths = package.paths
    return [str(path if package.kind is ModuleKind.NAMESPACE else path.parent) for path in paths]


def _step(name: str, part: str, directories: list[str]) -> Module | None:
    portions: list[Path] = []
    for directory in directories:
        listing = _listing(directory)
        if part in listing.names:
            inner = f"{directory}{os.sep}{part}"
            entry = _listing(inner).modules.get("__init__")
            if entry is not None:
                return Module(name, _kind(entry), (Path(inner, entry),), is_package=True)
        file = listing.modules.get(part)
        if file is not None:
            return Module(name, _kind(file), (Path(directory, file),), is_package=False)
        if part in listing.names and os.path.isdir(inner := f"{directory}{os.sep}{part}"):  # noqa: PTH112  (on the hot path)
            portions.append(Path(inner))
    stubs = f"{part}-stubs"
    for directory in directories:
        if stubs in _listing(directory).names:
            entry = _listing(f"{directory}{os.sep}{stubs}").modules.get("__init__")
            if entry is not None and not portions:
                path = Path(directory, stubs, entry)
                return Module(name, ModuleKind.STUB, (path,), is_package=True)
    if portions:
        return Module(name, ModuleKind.NAMESPACE, tuple(portions), is_package=True)
    return None


def _kind(file: str) -> ModuleKind:
    if file.endswith(".py"):
        return ModuleKind.SOURCE
    return ModuleKind.STUB if file.endswith(".pyi") else ModuleKind.COMPILED
