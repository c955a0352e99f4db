"""The project that a file belongs to: its root, source roots, tests and installed packages."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide.code.project.declared import (
    SETTINGS_FILES,
    Declared,
    read_declared,
    requirements_files,
)
from blockguide.code.project.environment import (
    Environment,
    environment_around,
    find_environment,
    installed_root,
    is_standard_library,
)
from blockguide.code.project.stamps import Kept, stamp_of

_MARKERS: Final = (
    "pyproject.toml",
    ".git",
    "Pipfile",
    "poetry.lock",
    "uv.lock",
    ".hg",
    ".jj",
    ".svn",
)
_BUILD_MARKERS: Final = ("setup.py", "setup.cfg")
_WEAK_MARKERS: Final = ("requirements.txt", "manage.py", "tox.ini", "pytest.ini", "environment.yml")
_LAYOUT_ROOTS: Final = ("src", "lib", "python")


@dataclass(frozen=True, slots=True)
class Project:
    """A project, by its layout.

    Attributes:
        root: its directory. A file of an installed package has its `site-packages` as root, one of
            the standard library the library's directory.
        source_roots: directories that imports are searched in, the deepest first; the root is one.
        test_directories: the directories that hold its tests.
        distributions: normalised names of the distributions it asks for.
        site_packages: directories of the packages installed for it; empty if none were found.
        environment: directory of its virtual environment, or None.
    """

    root: Path
    source_roots: tuple[Path, ...]
    test_directories: tuple[Path, ...]
    distributions: tuple[str, ...]
    site_packages: tuple[Path, ...]
    environment: Path | None

    def is_test(self, path: Path) -> bool:
        """Tell by its name and its directories whether a file belongs to the project's tests."""
        name = path.name
        if name.startswith("test_") or name == "conftest.py" or path.stem.endswith("_test"):
            return True
        place = str(path)
        if any(place.startswith(f"{directory}{os.sep}") for directory in self.test_directories):
            return True
        if not path.is_relative_to(self.root):
            return False
        parts = path.relative_to(self.root).parts[:-1]
        return "tests" in parts


def find_project(path: Path, given: Path | None) -> Project:
    """Find the project of a file; nothing that the project brought is imported or run.

    Args:
        path: absolute path of the file, which need not exist.
        given: the root that a person chose, or None to find it from the layout.

    Returns:
        The project, kept as long as no directory or settings file that it depends on changes.
    """
    key = (
        str(path.parent),
        str(given) if given else None,
        os.environ.get("VIRTUAL_ENV"),
        os.environ.get("CONDA_PREFIX"),
    )
    kept = _found.find(key)
    if kept is not None:
        return kept
    climbed = list(path.parents)
    root = Path(os.path.normpath(given.absolute())) if given else _root(path)
    looked_at = [*climbed[: climbed.index(root) + 1 if root in climbed else None], root]
    settings = [root / name for name in SETTINGS_FILES]
    before = [(str(each), stamp_of(each)) for each in (*looked_at, *settings)]
    library = is_standard_library(root)
    installed = root.name in {"site-packages", "dist-packages"}
    declared = _NOTHING if library or installed else read_declared(root)
    environment = environment_around(root) if installed else find_environment(root)
    project = _assembled(root, declared, environment)
    if not library and not installed:
        before.extend((str(each), stamp_of(each)) for each in requirements_files(root))
        before.extend((str(root / name), stamp_of(root / name)) for name in _LAYOUT_ROOTS)
    if environment:
        before.extend((str(each), stamp_of(each)) for each in environment.watched)
    return _found.keep(key, before, project)


def python_of(project: Project) -> Path | None:
    """Return the Python of the project's virtual environment, by layout; None without one."""
    if project.environment is None:
        return None
    for place in ("bin/python", "bin/python3", "Scripts/python.exe", "python.exe"):
        if (python := project.environment / place).is_file():
            return python
    return None


def package_top(path: Path, stops: tuple[Path, ...]) -> Path:
    """Return the directory above the outermost package around a file.

    Args:
        path: the file.
        stops: directories that are never packages, whatever they hold.
    """
    directory = path.parent
    while directory not in stops and directory.name.isidentifier() and _is_package(directory):
        directory = directory.parent
    return directory


_found: Kept[tuple[str | None, ...], Project] = Kept(limit=2048)
_NOTHING: Final = Declared((), (), ())


def _root(path: Path) -> Path:
    if installed := installed_root(path):
        return installed
    for directory in path.parents:
        if is_standard_library(directory):
            return directory
        if _has(directory, _MARKERS):
            return directory
        if _has(directory, _BUILD_MARKERS) and not _is_package(directory):
            return directory
    for directory in path.parents:
        if _has(directory, _WEAK_MARKERS) and not _is_package(directory):
            return directory
    return package_top(path, ())


def _assembled(root: Path, declared: Declared, environment: Environment | None) -> Project:
    site_packages = environment.site_packages if environment else ()
    candidates = [root / name for name in declared.source_roots]
    candidates.extend(path for path in site_packages if root in path.parents)
    candidates.extend(root / name for name in _LAYOUT_ROOTS if _is_source_root(root / name))
    within = [
        path
        for path in candidates
        if path.is_dir() and not (environment and environment.prefix in path.parents)
    ]
    source_roots = sorted(dict.fromkeys([*within, root]), key=lambda path: -len(path.parts))
    named = (
        directory / name
        for directory in source_roots
        for name in ("tests", "test", "testing")
        if name != "testing" or not _is_package(directory)
    )
    tests = (*named, *(root / name for name in declared.test_paths))
    return Project(
        root=root,
        source_roots=tuple(source_roots),
        test_directories=tuple(
            dict.fromkeys(path for path in tests if path.is_dir() and path != root)
        ),
        distributions=declared.distributions,
        site_packages=site_packages,
        environment=environment.prefix if environment else None,
    )


def _is_source_root(directory: Path) -> bool:
    """Tell whether a directory, no package itself, holds packages, or, named `src`, modules."""
    if _is_package(directory):
        return False
    try:
        with os.scandir(directory) as entries:
            return any(
                (entry.is_dir() and _is_package(Path(entry.path)))
                or (directory.name == "src" and (entry.is_dir() or entry.name.endswith(".py")))
                for entry in entries
            )
    except (OSError, ValueError):
        return False


def _is_package(directory: Path) -> bool:
    place = str(directory)
    return os.path.isfile(f"{place}/__init__.py") or os.path.isfile(f"{place}/__init__.pyi")  # noqa: PTH113  (on the hot path)


def _has(directory: Path, names: tuple[str, ...]) -> bool:
    place = str(directory)
    return any(os.path.exists(f"{place}/{name}") for name in names)  # noqa: PTH110  (on the hot path)
