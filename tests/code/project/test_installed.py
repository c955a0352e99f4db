"""For real libraries the computed import works, and gives the very object that the file defines."""

import ast
import importlib.util
import json
import random
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from blockguide.code.context.values import ReachKind
from blockguide.code.project import (
    find_project,
    module_name,
    provides,
    python_files_below,
    reach,
)

LIBRARY = Path(sysconfig.get_path("stdlib"))
LEFT_OUT = {
    "test",
    "tests",
    "testing",
    "idlelib",
    "lib2to3",
    "turtledemo",
    "distutils",
    "ensurepip",
}

IMPORTER = """
import contextlib, importlib, io, json, os, sys, warnings
warnings.simplefilter("ignore")
with contextlib.suppress(ImportError):
    import django.conf
    django.conf.settings.configure()
rows = json.loads(sys.stdin.read())
sys.argv = ["sample"]
said = []
for row in rows:
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            home = importlib.import_module(row["own"])
            defined = getattr(home, row["name"])
    except BaseException:
        said.append("cannot be imported at all")
        continue
    try:
        same = getattr(importlib.import_module(row["module"]), row["name"]) is defined
        stem = os.path.splitext(os.path.realpath(row["path"]))[0]
        right_file = os.path.realpath(home.__file__).startswith(stem + ".")  # or its compiled twin
        said.append("works" if same and right_file else "another object")
    except BaseException as error:
        said.append(repr(error))
print(json.dumps(said))
"""


def directory(name):
    if name == "standard library":
        return LIBRARY
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        pytest.skip(f"{name} is not installed")
    return Path(spec.origin).parent


def sampled(top, count):
    """Public top-level definitions of a library, chosen by a fixed seed."""
    files = [
        path for path in python_files_below(top) if not LEFT_OUT & {*path.relative_to(top).parts}
    ]
    files = random.Random(2).sample(files, min(len(files), 2 * count))
    found = []
    for path in files:
        definitions = [
            node.name
            for node in ast.parse(path.read_bytes()).body
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
        ]
        found.extend((path, name) for name in definitions[:3])
    return random.Random(2).sample(found, min(len(found), count))


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "name", ["standard library", "django", "sqlalchemy", "flask", "attr", "more_itertools"]
)
def test_the_computed_import_works(name, block):
    rows = []
    for path, symbol in sampled(directory(name), 25):
        project = find_project(path, None)
        found = reach(block(path, symbol), project)
        if found.kind is not ReachKind.IMPORT or not found.names:
            continue
        assert found.names == (symbol,)
        assert provides(project, found.module, symbol) is not False
        own = module_name(path, project)
        rows.append({"path": str(path), "name": symbol, "module": found.module, "own": own})
    done = subprocess.run(
        [sys.executable, "-c", IMPORTER],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    assert [
        (row, word)
        for row, word in zip(rows, said, strict=True)
        if word not in {"works", "cannot be imported at all"}
    ] == []
    assert said.count("works") > len(said) * 0.7


@pytest.mark.parametrize(
    ("package", "file", "symbol", "module"),
    [
        ("more_itertools", "recipes.py", "sliding_window", "more_itertools"),
        ("attr", "_next_gen.py", "define", "attr"),
        ("attr", "_make.py", "Factory", "attr"),
        ("sqlalchemy", "sql/_selectable_constructors.py", "select", "sqlalchemy"),
        ("sqlalchemy", "orm/_orm_constructors.py", "relationship", "sqlalchemy.orm"),
        ("flask", "app.py", "Flask", "flask"),
        ("django", "db/models/query.py", "QuerySet", "django.db.models"),
        ("django", "db/models/fields/__init__.py", "CharField", "django.db.models"),
        ("django", "core/management/base.py", "BaseCommand", "django.core.management"),
        ("django", "utils/text.py", "slugify", "django.utils.text"),
        ("standard library", "json/decoder.py", "JSONDecoder", "json"),
        ("standard library", "_collections_abc.py", "Mapping", "collections.abc"),
        ("standard library", "concurrent/futures/_base.py", "Future", "concurrent.futures"),
        ("standard library", "asyncio/runners.py", "run", "asyncio"),
        ("standard library", "unittest/case.py", "TestCase", "unittest"),
        ("standard library", "heapq.py", "heappush", "heapq"),
        ("standard library", "textwrap.py", "dedent", "textwrap"),
    ],
)
def test_well_known_names(package, file, symbol, module, block):
    path = directory(package) / file
    found = reach(block(path, symbol), find_project(path, None))
    assert (found.kind, found.module, found.names, found.exact) == (
        ReachKind.IMPORT,
        module,
        (symbol,),
        True,
    )
