"""Every Python file of a project, without what is ignored by version control, built or installed."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from blockguide.code.project.environment import is_standard_library
from blockguide.code.project.layout import Project
from blockguide.code.project.stamps import KeptByPath, read_text

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_FILES: Final = 50_000
"""A listing ends here: a root that holds more is no project but a disk."""


def python_files(project: Project) -> tuple[Path, ...]:
    """Return the project's Python files, sorted by directory.

    Links to directories are not followed. A directory that did not change since the last call
    costs one look at its time.

    Args:
        project: its root is walked. `.gitignore` files count from the top of the repository down,
            unless they ignore the root itself.

    Returns:
        Absolute paths of `.py` and `.pyw` files, at most `MOST_FILES`.
    """
    return python_files_below(project.root)


def python_files_below(root: Path) -> tuple[Path, ...]:
    """Return the Python files under a directory; as `python_files`, for any tree."""
    found: list[Path] = []
    waiting = [(str(root), _rules_above(root))]
    while waiting and len(found) < MOST_FILES:
        directory, rules = waiting.pop()
        listing = _listing(directory)
        if listing.ignores:
            rules = _with(rules, f"{directory}{os.sep}.gitignore")
        kept = _kept(listing, rules) if rules else listing
        found.extend(kept.files)
        waiting.extend((inner, rules) for inner in reversed(kept.directories))
    return tuple(found[:MOST_FILES])


_NEVER: Final = frozenset({"node_modules", "__pycache__", "site-packages", "dist-packages"})
_BUILT: Final = frozenset({"build", "dist", "_build", "htmlcov"})
_ENVIRONMENT_FILES: Final = frozenset({"pyvenv.cfg", "conda-meta"})
_EXCLUDE: Final = os.path.join(".git", "info", "exclude")  # noqa: PTH118  (paths are text here)


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """What one `.gitignore` says about its directory; kept, and so compared by identity."""

    directory: str
    spec: "GitIgnoreSpec"


_Rules: TypeAlias = tuple[_Rule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Listing:
    """A directory's Python files and directories; kept, and so compared by identity."""

    directory: str
    files: tuple[Path, ...]
    directories: tuple[str, ...]
    ignores: bool


def _list(directory: str) -> _Listing:
    files: list[Path] = []
    directories: list[str] = []
    ignores = False
    try:
        with os.scandir(directory) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    if _is_walked(entry.path, name):
                        directories.append(entry.path)
                elif name.endswith((".py", ".pyw")) and entry.is_file():
                    files.append(Path(entry.path))
                elif name == ".gitignore":
                    ignores = True
    except (OSError, ValueError):
        pass
    return _Listing(directory, tuple(files), tuple(directories), ignores)


def _is_walked(path: str, name: str) -> bool:
    if name.startswith(".") or name in _NEVER or name.endswith((".egg-info", ".dist-info", ".egg")):
        return False
    if name in _BUILT and not os.path.exists(f"{path}/__init__.py"):  # noqa: PTH110  (on the hot path)
        return False
    return not any(os.path.exists(f"{path}/{file}") for file in _ENVIRONMENT_FILES)  # noqa: PTH110  (on the hot path)


def _read_rule(path: str) -> _Rule | None:
    text = read_text(path)
    if not text.strip():
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (half the cost of a listing, and often not needed)

    directory = path.removesuffix(_EXCLUDE) if path.endswith(_EXCLUDE) else os.path.dirname(path)  # noqa: PTH120  (paths are text here)
    try:
        return _Rule(directory, GitIgnoreSpec.from_lines(text.splitlines()))
    except ValueError:
        return None


def _with(rules: _Rules, path: str) -> _Rules:
    """Return the rules with those of one more file, if it says any."""
    rule = _rule(path)
    return rules if rule is None else (*rules, rule)


def _rules_above(root: Path) -> _Rules:
    """Return the rules of the directories above the root, down from the top of the repository."""
    if is_standard_library(root) or root.name in _NEVER:
        return ()
    above: list[Path] = []
    for directory in (root, *root.parents):
        above.append(directory)
        if (directory / ".git").exists():
            break
    else:
        return ()
    top = above[-1]
    rules = _with((), str(top / _EXCLUDE))
    for directory in reversed(above[1:]):
        rules = _with(rules, str(directory / ".gitignore"))
    return () if _is_ignored(f"{root}{os.sep}", rules) else rules


@lru_cache(maxsize=16_384)
def _kept(listing: _Listing, rules: _Rules) -> _Listing:
    """Return what the rules leave of a listing."""
    return _Listing(
        listing.directory,
        tuple(path for path in listing.files if not _is_ignored(str(path), rules)),
        tuple(path for path in listing.directories if not _is_ignored(f"{path}{os.sep}", rules)),
        listing.ignores,
    )


def _is_ignored(path: str, rules: _Rules) -> bool:
    """Tell whether the innermost rule that speaks of the path ignores it."""
    for rule in reversed(rules):
        relative = path[len(rule.directory) :].lstrip(os.sep).replace(os.sep, "/")
        verdict = rule.spec.check_file(relative).include if relative else None
        if verdict is not None:
            return verdict
    return False


_listing: Final = KeptByPath(_list, limit=32_768)
_rule: Final = KeptByPath(_read_rule, limit=4_096)
