"""What a project's settings files declare: where its packages and tests are, what it needs."""

import ast
import configparser
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from blockguide.code.project.stamps import KeptByPath, read_text

_REQUIREMENT: Final = re.compile(
    r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:[\[<>=!~;@ ,(]|$)"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the settings say, as far as they can be read; broken files say nothing.

    Attributes:
        source_roots: directories relative to the root that hold packages; `.` is the root.
        test_paths: directories or files relative to the root that hold the tests.
        distributions: normalised names of the distributions that the project asks for.
    """

    source_roots: tuple[str, ...]
    test_paths: tuple[str, ...]
    distributions: tuple[str, ...]


def read_declared(root: Path) -> Declared:
    """Read the settings files of a project's root directory."""
    sources: list[str] = []
    tests: list[str] = []
    needed: list[str] = []
    for name, read in _READERS.items():
        part = read(str(root / name))
        sources.extend(part.source_roots)
        tests.extend(part.test_paths)
        needed.extend(part.distributions)
    for file in requirements_files(root):
        needed.extend(_requirements(read_text(file).splitlines()))
    return Declared(_relative(sources), _relative(tests), tuple(dict.fromkeys(needed)))


def requirements_files(root: Path) -> list[Path]:
    """Return the `requirements*.txt` of the root and the files of its `requirements` directory."""
    try:
        return [*sorted(root.glob("requirements*.txt")), *sorted(root.glob("requirements/*.txt"))]
    except OSError:
        return []


def normalised(distribution: str) -> str:
    """Return a distribution's name as the package index compares it: `Foo_Bar` is `foo-bar`."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _pyproject(path: str) -> Declared:
    try:
        document = tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError):
        return _NOTHING
    tool = _table(document, "tool")
    pytest = _table(_table(tool, "pytest"), "ini_options")
    return Declared(
        source_roots=(*_packaged(tool), *_strings(pytest.get("pythonpath"))),
        test_paths=_strings(pytest.get("testpaths")),
        distributions=tuple(_requirements(_needed(document, tool))),
    )


def _packaged(tool: dict[str, Any]) -> Iterator[str]:
    """Yield the source roots that the build backends' tables declare."""
    setuptools = _table(tool, "setuptools")
    for package, directory in _table(setuptools, "package-dir").items():
        yield from _root_of_package(package, directory)
    yield from _strings(_table(_table(setuptools, "packages"), "find").get("where"))
    yield from _hatch(_table(_table(tool, "hatch"), "build"))
    for entry in _tables(_table(tool, "poetry").get("packages")):
        yield from _strings(entry.get("from"))
    yield from _strings(_table(_table(tool, "pdm"), "build").get("package-dir"))
    yield from _strings(_table(tool, "pdm").get("package-dir"))
    backend = _table(_table(tool, "uv"), "build-backend")
    yield from _strings(backend.get("module-root"))
    yield from _strings(_table(tool, "maturin").get("python-source"))
    scikit = _table(_table(tool, "scikit-build"), "wheel").get("packages")
    yield from map(_parent, _strings(scikit))
    flit = _table(_table(tool, "flit"), "module").get("name")
    yield from (_parent(name) for name in _strings(flit) if "/" in name)


def _hatch(build: dict[str, Any]) -> Iterator[str]:
    targets = _table(build, "targets")
    tables: list[dict[str, Any]] = [build, *(_table(targets, name) for name in targets)]
    for table in tables:
        yield from _strings(table.get("dev-mode-dirs"))
        yield from map(_parent, _strings(table.get("packages")))
        sources = table.get("sources")
        if isinstance(sources, dict):
            for directory, package in sources.items():
                yield from _root_of_package(package, directory)
        else:
            yield from _strings(sources)


def _root_of_package(package: object, directory: object) -> Iterator[str]:
    """Yield the directory that must be searched so that the package is found in its own."""
    if not isinstance(package, str) or not isinstance(directory, str):
        return
    names = tuple(part for part in re.split(r"[./]", package) if part)
    parts = PurePosixPath(directory).parts
    if parts[len(parts) - len(names) :] == names:
        yield "/".join(parts[: len(parts) - len(names)]) or "."


def _needed(document: dict[str, Any], tool: dict[str, Any]) -> Iterator[str]:
    project = _table(document, "project")
    yield from _strings(project.get("dependencies"))
    for group in (
        _table(project, "optional-dependencies"),
        _table(document, "dependency-groups"),
        _table(_table(tool, "pdm"), "dev-dependencies"),
    ):
        for requirements in group.values():
            yield from _strings(requirements)
    yield from _strings(_table(tool, "uv").get("dev-dependencies"))
    poetry = _table(tool, "poetry")
    groups = [_table(group, "dependencies") for group in _values(_table(poetry, "group"))]
    for table in (_table(poetry, "dependencies"), _table(poetry, "dev-dependencies"), *groups):
        yield from (name for name in table if name.lower() != "python")
    metadata = _table(_table(tool, "flit"), "metadata")
    yield from _strings(metadata.get("requires"))
    for requirements in _table(metadata, "requires-extra").values():
        yield from _strings(requirements)


def _setup_cfg(path: str) -> Declared:
    parser = _configuration(path)
    lines = parser.get("options", "install_requires", fallback="").splitlines()
    if parser.has_section("options.extras_require"):
        for value in dict(parser["options.extras_require"]).values():
            lines.extend(value.splitlines())
    sources = parser.get("options.packages.find", "where", fallback="").split()
    for line in parser.get("options", "package_dir", fallback="").splitlines():
        package, _, directory = line.partition("=")
        sources.extend(_root_of_package(package.strip(), directory.strip() or "."))
    return Declared(
        tuple(sources),
        tuple(parser.get("tool:pytest", "testpaths", fallback="").split()),
        tuple(_requirements(lines)),
    )


def _pytest_ini(path: str) -> Declared:
    parser = _configuration(path)
    return Declared(
        tuple(parser.get("pytest", "pythonpath", fallback="").split()),
        tuple(parser.get("pytest", "testpaths", fallback="").split()),
        (),
    )


def _setup_py(path: str) -> Declared:
    """Read the literal arguments of `setup()` from the syntax of `setup.py`."""
    text = read_text(path)
    if not text:
        return _NOTHING
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _NOTHING
    sources: list[str] = []
    lines: list[str] = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        function = call.func.attr if isinstance(call.func, ast.Attribute) else call.func
        name = function.id if isinstance(function, ast.Name) else function
        arguments = {word.arg: _literal(word.value) for word in call.keywords if word.arg}
        if name == "setup":
            lines.extend(_strings(arguments.get("install_requires")))
            for requirements in _table(arguments, "extras_require").values():
                lines.extend(_strings(requirements))
            for package, directory in _table(arguments, "package_dir").items():
                sources.extend(_root_of_package(package, directory))
        elif name in {"find_packages", "find_namespace_packages"}:
            given = _literal(call.args[0]) if call.args else None
            sources.extend(_strings(arguments.get("where", given)))
    return Declared(tuple(sources), (), tuple(_requirements(lines)))


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _configuration(path: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=False)
    try:
        parser.read_string(read_text(path))
    except configparser.Error:
        return configparser.RawConfigParser()
    return parser


def _requirements(lines: Iterator[str] | list[str]) -> Iterator[str]:
    for line in lines:
        if (match := _REQUIREMENT.match(line)) and "://" not in line.partition("@")[0]:
            yield normalised(match[1])


def _relative(directories: list[str]) -> tuple[str, ...]:
    """Return the directories inside the root, each once and without a trailing slash."""
    found = (PurePosixPath(directory.replace("\\", "/")) for directory in directories)
    return tuple(
        dict.fromkeys(
            str(path) for path in found if not path.is_absolute() and ".." not in path.parts
        )
    )


def _parent(directory: str) -> str:
    return str(PurePosixPath(directory).parent)


def _table(table: object, key: str) -> dict[str, Any]:
    found = table.get(key) if isinstance(table, dict) else None
    return found if isinstance(found, dict) else {}


def _tables(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _values(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value in table.values() if isinstance(value, dict)]


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple | set):
        return tuple(item for item in value if isinstance(item, str))
    return ()


_NOTHING: Final = Declared((), (), ())
_READERS: Final = {
    "pyproject.toml": KeptByPath(_pyproject, limit=256),
    "setup.cfg": KeptByPath(_setup_cfg, limit=256),
    "setup.py": KeptByPath(_setup_py, limit=256),
    "pytest.ini": KeptByPath(_pytest_ini, limit=256),
    "tox.ini": KeptByPath(_pytest_ini, limit=256),
}
SETTINGS_FILES: Final = tuple(_READERS)
"""The files that are read, besides the requirements."""
