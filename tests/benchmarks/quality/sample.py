"""Chooses the blocks: the same at every run, balanced over kinds and packages, in two halves by file."""

import hashlib
import random
import sysconfig
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import chain, repeat, zip_longest
from pathlib import Path

from candidates import candidates
from kinds import KINDS
from values import Chosen

SEED = 1903
SIZE = 1520

STDLIB = "stdlib"
PACKAGES = (
    STDLIB, "anyio", "arrow", "boltons", "cattrs", "click", "docutils", "httpx", "jinja2", "markdown",
    "marshmallow", "networkx", "pydantic", "pygments", "dateutil", "requests", "rich", "sortedcontainers",
    "tenacity", "tomlkit", "toolz", "tqdm", "werkzeug", "_pytest", "attr", "django", "flask", "sqlalchemy",
)  # fmt: skip

_FILES = 50
"""Files read of each package; of those past it only the ones with a rare kind."""

_RARE = ("@pytest.fixture", "@fixture", "(Protocol", "@dataclass", "@contextmanager")
_LEFT_OUT = {
    "site-packages",
    "__pycache__",
    "lib2to3",
    "idlelib",
    "turtledemo",
    "_vendor",
    "vendor",
    "bench",
    "testing",
}


def sample(size: int, packages: tuple[str, ...] = PACKAGES, seed: int = SEED) -> list[Chosen]:
    """`size` blocks, as many of each kind as there are; a smaller sample is a part of a larger one.

    Another seed chooses other blocks; which half a file belongs to, `SEED` alone decides.
    """
    found: dict[str, dict[str, list[Chosen]]] = defaultdict(lambda: defaultdict(list))
    with ProcessPoolExecutor() as pool:
        for one in chain.from_iterable(pool.map(_blocks, packages, repeat(seed))):
            found[one.kind][one.package].append(one)
    turns = [_in_turn(kind, found[kind], seed) for kind in KINDS]
    chosen = [one for rank in zip_longest(*turns) for one in rank if one is not None][:size]
    return sorted(
        chosen, key=lambda one: (packages.index(one.package), one.path, one.first, one.last)
    )


def root_of(package: str) -> Path:
    """The directory of a package's files."""
    if package == STDLIB:
        return Path(sysconfig.get_path("stdlib"))
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed: make quality installs it"
    assert spec.origin is not None
    return Path(spec.origin).parent


def _in_turn(kind: str, by_package: dict[str, list[Chosen]], seed: int) -> list[Chosen]:
    """One block of each package in turn, each package's in an order by the seed."""
    lists = []
    for package in sorted(by_package):
        blocks = by_package[package]
        random.Random(f"{seed}:{kind}:{package}").shuffle(blocks)
        lists.append(blocks)
    random.Random(f"{seed}:{kind}").shuffle(lists)
    return [one for rank in zip_longest(*lists) for one in rank if one is not None]


def _blocks(package: str, seed: int) -> list[Chosen]:
    found = []
    root = root_of(package)
    above = root if package == STDLIB else root.parent
    for path in _files(package, root, seed):
        relative = path.relative_to(above)
        parts = relative.with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        half = (
            "develop"
            if hashlib.sha256(f"{SEED}:{relative}".encode()).digest()[0] % 2
            else "held-out"
        )
        for one in candidates(path, among_tests=_is_test(parts)):
            place = (one.first, one.last, one.symbol, one.name, one.scopes)
            found.append(Chosen(one.kind, package, path, module, *place, half))
    return found


def _files(package: str, root: Path, seed: int) -> Iterator[Path]:
    paths = [
        path
        for path in sorted(root.rglob("*.py"))
        if not _LEFT_OUT & set(path.relative_to(root).parts)
    ]
    random.Random(f"{seed}:{package}").shuffle(paths)
    for number, path in enumerate(paths):
        if not all(part.isidentifier() for part in path.relative_to(root).with_suffix("").parts):
            continue
        if number < _FILES or any(rare in path.read_text(errors="replace") for rare in _RARE):
            yield path


def _is_test(parts: tuple[str, ...]) -> bool:
    return any(part in ("tests", "test") for part in parts[:-1]) or parts[-1].startswith("test_")
