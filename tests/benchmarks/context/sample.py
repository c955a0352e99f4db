"""A sample of real functions, the same at every run."""

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("django", "sqlalchemy", "sympy", "pandas")
SEED = 20


@dataclass(frozen=True, slots=True)
class Sampled:
    """A function of 30 to 60 lines."""

    package: str
    path: Path
    first: int
    last: int
    body: int


def package_directory(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def sample(package: str, count: int) -> list[Sampled]:
    """Functions of an installed package, in the order of their files."""
    found = list(_functions(package))
    return sorted(random.Random(SEED).sample(found, count), key=lambda one: (one.path, one.first))


def _functions(package: str) -> Iterator[Sampled]:
    for path in sorted(package_directory(package).rglob("*.py")):
        if "tests" in path.parts:
            continue
        module = ast.parse(path.read_bytes())
        owners = [module, *(node for node in module.body if isinstance(node, ast.ClassDef))]
        for owner in owners:
            for node in owner.body:
                if (
                    isinstance(node, ast.FunctionDef)
                    and 30 <= node.end_lineno - node.lineno + 1 <= 60
                ):
                    yield Sampled(package, path, node.lineno, node.end_lineno, node.body[0].lineno)
