"""The packages installed for a project, by its virtual environment's layout; no Python is run."""

import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from blockguide.code.project.stamps import read_text

_NAMES: Final = (".venv", "venv", "env", ".env", "virtualenv")
_NESTS: Final = (".tox", ".nox", ".hatch")
_VERSION: Final = re.compile(r"python(\d+)\.(\d+)t?$")
_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a project's installed packages are.

    Attributes:
        prefix: the virtual environment's directory.
        site_packages: directories in the order of the search; those that plain paths in `.pth`
            files name come after the directory of the file.
        watched: the paths whose change makes this value out of date.
    """

    prefix: Path
    site_packages: tuple[Path, ...]
    watched: tuple[Path, ...]


def find_environment(root: Path) -> Environment | None:
    """Find a project's virtual environment.

    Looked at, in this order: `.venv`, `venv`, `env` and every other directory of the root that
    holds a `pyvenv.cfg`; the same names in the directories above, as far as the repository reaches;
    `$VIRTUAL_ENV`; `$CONDA_PREFIX`; the environments of tox and nox.

    Args:
        root: the project's root directory.

    Returns:
        The first that has a directory of packages, or None.
    """
    for prefix in _prefixes(root):
        directories = _package_directories(prefix)
        if not directories:
            continue
        settings = prefix / "pyvenv.cfg"
        directories.extend(_system_packages(read_text(settings)))
        return Environment(prefix, *_with_path_files(directories, (prefix, settings)))
    return None


def environment_around(site_packages: Path) -> Environment:
    """Return the environment that a directory of installed packages belongs to."""
    prefixes = [path for path in site_packages.parents[:4] if (path / "pyvenv.cfg").is_file()]
    prefix = prefixes[0] if prefixes else site_packages
    return Environment(prefix, *_with_path_files([site_packages], ()))


def installed_root(path: Path) -> Path | None:
    """Return the `site-packages` or `dist-packages` directory that a file lies in, or None."""
    for directory in path.parents:
        if directory.name in _INSTALLED:
            return directory
    return None


def is_standard_library(directory: Path) -> bool:
    """Tell by its layout whether a directory is the standard library's own."""
    if directory in standard_library():
        return True
    place = str(directory)
    return all(
        os.path.isfile(f"{place}/{name}")  # noqa: PTH113  (asked of every directory above a file)
        for name in ("os.py", "abc.py", "site.py", "encodings/__init__.py")
    )


@cache
def standard_library() -> tuple[Path, ...]:
    """Return the directories of the running interpreter's standard library."""
    library = Path(sysconfig.get_path("stdlib"))
    return tuple(
        directory
        for directory in (library, library / "lib-dynload", Path(sys.base_prefix, "DLLs"))
        if directory.is_dir()
    )


@cache
def running_packages() -> tuple[Path, ...]:
    """Return the directories of the packages installed for the running interpreter."""
    own = dict.fromkeys(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))
    return _with_path_files([directory for directory in own if directory.is_dir()], ())[0]


def _prefixes(root: Path) -> Iterator[Path]:
    yield from _beside(root)
    for directory in _within_repository(root):
        for name in _NAMES:
            yield _redirected(directory / name)
    for variable in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if value := os.environ.get(variable):
            yield Path(value)
    for nest in _NESTS:
        yield from sorted(_children(root / nest))


def _beside(root: Path) -> Iterator[Path]:
    for name in _NAMES:
        yield _redirected(root / name)
    for child in sorted(_children(root)):
        if child.name not in _NAMES and (child / "pyvenv.cfg").is_file():
            yield child


def _redirected(prefix: Path) -> Path:
    """Follow pipenv's `.venv` file, which holds the path of the environment."""
    if prefix.is_file() and (named := read_text(prefix).strip()) and "\n" not in named:
        return prefix.parent / named
    return prefix


def _within_repository(root: Path) -> Iterator[Path]:
    """Yield the directories above the root up to the one that holds the repository, if any."""
    above: list[Path] = []
    for directory in (root, *root.parents):
        if directory != root:
            above.append(directory)
        if (directory / ".git").exists():
            yield from above
            return


def _children(directory: Path) -> list[Path]:
    try:
        with os.scandir(directory) as entries:
            return [Path(entry.path) for entry in entries if entry.is_dir()]
    except (OSError, ValueError):
        return []


def _package_directories(prefix: Path) -> list[Path]:
    """Return an installation's own directories of packages, of its newest Python first."""
    if not (prefix / "pyvenv.cfg").is_file() and not (prefix / "conda-meta").is_dir():
        return []
    return _installed_under(prefix)


def _installed_under(prefix: Path) -> list[Path]:
    versions = [
        ((int(match[1]), int(match[2])), child)
        for library in (prefix / "lib", prefix / "lib64")
        for child in _children(library)
        if (match := _VERSION.match(child.name))
    ]
    newest = max((version for version, _ in versions), default=None)
    found = [path / "site-packages" for version, path in versions if version == newest]
    return _distinct([*found, prefix / "Lib" / "site-packages"])


def _system_packages(settings: str) -> list[Path]:
    """Return the base installation's packages where a `pyvenv.cfg` lets them in."""
    values = {
        key.strip().lower(): value.strip()
        for key, separator, value in (line.partition("=") for line in settings.splitlines())
        if separator
    }
    home = values.get("home", "")
    if values.get("include-system-site-packages", "").lower() != "true" or not home:
        return []
    if _is_remote(home):
        return []
    base = Path(home)
    prefix = base.parent if base.name.lower() in {"bin", "scripts"} else base
    version = ".".join(values.get("version", values.get("version_info", "")).split(".")[:2])
    debian = (
        prefix / "lib" / "python3" / "dist-packages",
        prefix / "local" / "lib" / f"python{version}" / "dist-packages",
    )
    return _distinct([*_installed_under(prefix), *debian])


def _with_path_files(
    directories: list[Path], watched: tuple[Path, ...]
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    found: list[Path] = []
    seen: list[Path] = [*watched]
    for directory in directories:
        found.append(directory)
        seen.append(directory)
        for path_file in _path_files(directory):
            seen.append(path_file)
            found.extend(_named_paths(path_file))
    return tuple(_distinct(found)), tuple(seen)


def _path_files(directory: Path) -> list[Path]:
    try:
        with os.scandir(directory) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.name.endswith(".pth"))
    except OSError:
        return []


def _named_paths(path_file: Path) -> Iterator[Path]:
    """Yield the plain paths of a `.pth` file; its `import` lines are passed over."""
    for line in read_text(path_file).splitlines():
        named = line.strip()
        if not named or named.startswith(("#", "import ", "import\t")) or _is_remote(named):
            continue
        yield path_file.parent / named


def _is_remote(named: str) -> bool:
    """Tell whether to look at a path would ask another machine for it."""
    return named.startswith(("\\\\", "//"))


def _distinct(paths: list[Path]) -> list[Path]:
    """Return the directories that exist, each once, however it is spelled."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            if path.is_dir():
                found.setdefault(os.path.realpath(path), Path(os.path.normpath(path)))
        except (OSError, ValueError):
            continue
    return list(found.values())
