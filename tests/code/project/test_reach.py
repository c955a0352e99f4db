"""The import path of a block is computed from its project's layout and syntax."""

import json
import subprocess
import sys

import pytest

from blockguide.code.context.values import ReachKind
from blockguide.code.project import attribute_path, find_project, module_name, reach
from blockguide.code.select import block_at, select_lines, select_symbol
from blockguide.code.source import read_source, source_from_text

WORK = "def work(): ...\n"
GUARD = 'if __name__ == "__main__":\n    work()\n'


@pytest.fixture
def reached(tree, block):
    def find(files, path, symbol="work"):
        root = tree(files)
        return reach(block(root / path, symbol), find_project(root / path, None))

    return find


def works(found, name="work"):
    """Whether a fresh program gets the definition by its reach."""
    code = f"import {found.module} as m, json; print(json.dumps(m.{name}.__code__.co_filename))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=found.root, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1]) == str(found.path)


@pytest.mark.parametrize(
    ("files", "path", "module"),
    [
        ({"pyproject.toml": "", "mod.py": WORK}, "mod.py", "mod"),
        ({"pyproject.toml": "", "mod.py": WORK + GUARD}, "mod.py", "mod"),
        ({"pyproject.toml": "", "pkg/__init__.py": WORK}, "pkg/__init__.py", "pkg"),
        (
            {"pyproject.toml": "", "pkg/__init__.py": "", "pkg/m.py": WORK + GUARD},
            "pkg/m.py",
            "pkg.m",
        ),
        (
            {"pyproject.toml": "", "src/pkg/__init__.py": "", "src/pkg/m.py": WORK},
            "src/pkg/m.py",
            "pkg.m",
        ),
        ({"pyproject.toml": "", "src/ns/part/m.py": WORK}, "src/ns/part/m.py", "ns.part.m"),
        (
            {"pyproject.toml": "", "src/ns/part/__init__.py": "", "src/ns/part/m.py": WORK},
            "src/ns/part/m.py",
            "ns.part.m",
        ),
        (
            {"pyproject.toml": "", "ns/pkg/__init__.py": "", "ns/pkg/m.py": WORK},
            "ns/pkg/m.py",
            "ns.pkg.m",
        ),
        (
            {"pyproject.toml": "", "my-dir/pkg/__init__.py": "", "my-dir/pkg/m.py": WORK},
            "my-dir/pkg/m.py",
            "pkg.m",
        ),
        (
            {"pyproject.toml": "", "area/helper.py": "", "area/m.py": "import helper\n" + WORK},
            "area/m.py",
            "m",
        ),
        (
            {
                "pyproject.toml": "",
                "back/app/__init__.py": "",
                "back/app/m.py": "from app import x\n" + WORK,
            },
            "back/app/m.py",
            "app.m",
        ),
        ({"pyproject.toml": "", "tests/test_a.py": WORK}, "tests/test_a.py", "tests.test_a"),
        (
            {"pyproject.toml": "", "tests/__init__.py": "", "tests/conftest.py": WORK},
            "tests/conftest.py",
            "tests.conftest",
        ),
        ({"a/b/__init__.py": "", "a/b/m.py": WORK}, "a/b/m.py", "b.m"),
    ],
)
def test_modules(reached, files, path, module):
    found = reached(files, path)
    assert (found.kind, found.module, found.names, found.exact) == (
        ReachKind.IMPORT,
        module,
        ("work",),
        True,
    )
    if "import helper" not in files[path] and "from app" not in files[path]:
        assert works(found)


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("my-script.py", WORK + GUARD, ReachKind.SCRIPT),
        ("my-script.py", WORK, ReachKind.FILE),
        ("2020.py", WORK, ReachKind.FILE),
        ("class.py", WORK, ReachKind.FILE),
        ("scripts/run.py", WORK + GUARD, ReachKind.SCRIPT),
        ("pkg/migrations/0001_first.py", WORK, ReachKind.FILE),
        ("random.py", WORK, ReachKind.IMPORT),
        ("test/helper.py", WORK, ReachKind.FILE),
        ("sys.py", WORK, ReachKind.FILE),
    ],
)
def test_scripts_and_files(reached, path, text, kind):
    found = reached(
        {"pyproject.toml": "", "pkg/__init__.py": "", "pkg/migrations/__init__.py": "", path: text},
        path,
    )
    assert found.kind is kind
    assert found.names == ("work",)
    if kind is not ReachKind.IMPORT:
        assert (found.module, found.root) == (found.path.stem, found.path.parent)


def test_a_notebook_and_what_was_never_saved_are_reached_from_below_alone(tmp_path):
    project = find_project(tmp_path / "any.py", None)
    for name, exists in (
        ("analysis.ipynb", True),
        ("analysis.ipynb", False),
        ("Untitled-1", False),
    ):
        path = tmp_path / name
        if exists:
            path.write_text("{}")
        source = source_from_text(path, WORK)
        found = reach(block_at(select_symbol(source, "work")), project)
        assert (found.kind, found.names) == (ReachKind.HERE, ("work",))
        path.unlink(missing_ok=True)


def test_a_package_that_is_run(reached, tree):
    found = reached(
        {"pyproject.toml": "", "src/pkg/__init__.py": "", "src/pkg/__main__.py": WORK},
        "src/pkg/__main__.py",
    )
    assert (found.kind, found.module) == (ReachKind.SCRIPT, "pkg")
    assert found.root.name == "src"


def test_a_module_beside_a_package_of_its_name_is_hidden(reached):
    found = reached({"pyproject.toml": "", "thing.py": WORK, "thing/__init__.py": ""}, "thing.py")
    assert found.kind is ReachKind.FILE


@pytest.mark.parametrize(
    ("init", "module"),
    [
        ("from .mod import work\n", "pkg"),
        ("from .mod import work as work\n", "pkg"),
        ("from pkg.mod import work\n", "pkg"),
        ("from .mod import *\n", "pkg"),
        ("from .api import work\n", "pkg"),
        ("from .api import *\n", "pkg"),
        ("from .mod import work\n__all__ = ['work']\n", "pkg"),
        ("from .mod import work\n__all__ = ['other']\n", "pkg.mod"),
        ("from .mod import work as work\n__all__ = ['other']\n", "pkg"),
        ("from .mod import *\nfrom . import mod\n__all__ = mod.__all__ + ['x']\n", "pkg"),
        (
            "from .mod import *\nfrom .mod import __all__ as names\n__all__ = ['x']\n__all__ += names\n",
            "pkg",
        ),
        ("from .mod import *\n__all__ = ['x', *mod.__all__]\n__all__.remove('work')\n", "pkg.mod"),
        ("from .mod import *\n__all__ = [name for name in dir()]\n", "pkg"),
        ("try:\n    from .mod import work\nexcept ImportError:\n    work = None\n", "pkg.mod"),
        ("try:\n    from .mod import work\nexcept ImportError:\n    pass\n", "pkg"),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .mod import work\n",
            "pkg.mod",
        ),
        (
            "import typing as t\nif t.TYPE_CHECKING:\n    from .mod import work\nelse:\n    work = 1\n",
            "pkg.mod",
        ),
        ("import typing as t\nif not t.TYPE_CHECKING:\n    from .mod import work\n", "pkg"),
        ("import sys\nif sys.platform == 'beos':\n    from .mod import *\n", "pkg.mod"),
        ("import os\nif os.name == 'ce':\n    from .mod import work\n", "pkg.mod"),
        (
            "import sys\nif sys.platform.startswith('be'):\n    pass\nelse:\n    from .mod import *\n",
            "pkg",
        ),
        ("import sys\nif sys.platform not in ('beos', 'ce'):\n    from .mod import work\n", "pkg"),
        ("import os\nif not os.name != 'ce':\n    from .mod import work\n", "pkg.mod"),
        ("from .mod import work\nfrom . import other as other\n", "pkg.mod"),
        ("from .mod import work as work\nfrom . import other\n", "pkg"),
        ("from .mod import work\nfrom . import api, other\nfrom . import mod as mod\n", "pkg"),
        ("def __getattr__(name):\n    from .mod import work\n    return work\n", "pkg.mod"),
        ("from .mod import work\ndel work\n", "pkg.mod"),
        ("from .mod import work\ndef work(): ...\n", "pkg.mod"),
        ("from .mod import work\nfrom .other import *\n", "pkg.mod"),
        ("from .other import *\nfrom .mod import work\n", "pkg"),
        ("from .mod import work as play\n", "pkg.mod"),
        ("from .nowhere import work\n", "pkg.mod"),
        ("def broken(:\n", "pkg.mod"),
        ("from . import loop\nfrom .loop import work\n", "pkg.mod"),
        ("# work\n", "pkg.mod"),
    ],
)
def test_re_exports(reached, init, module):
    found = reached(
        {
            "pyproject.toml": "",
            "pkg/__init__.py": init,
            "pkg/mod.py": "__all__ = ['work']\n" + WORK,
            "pkg/api.py": "from .mod import *\n",
            "pkg/other.py": "def work(): ...\n",
            "pkg/loop.py": "from pkg import work\n",
        },
        "pkg/mod.py",
    )
    assert found.module == module
    if "broken" not in init and "nowhere" not in init and "loop" not in init:
        assert works(found)


def test_the_shortest_public_package_wins(reached):
    found = reached(
        {
            "pyproject.toml": "",
            "a/__init__.py": "from a.b import work\n",
            "a/b/__init__.py": "from ._c.d import work\n",
            "a/b/_c/__init__.py": "from .d import work\n",
            "a/b/_c/d.py": WORK,
        },
        "a/b/_c/d.py",
    )
    assert found.module == "a"


@pytest.mark.parametrize(
    ("files", "path", "module"),
    [
        (
            {
                "_p/__init__.py": "",
                "_p/m.py": WORK,
                "p/__init__.py": "from _p.m import work\n__all__ = ['work']\n",
            },
            "_p/m.py",
            "p",
        ),
        (
            {"p/__init__.py": "", "p/_impl.py": WORK, "p/impl.py": "from ._impl import work\n"},
            "p/_impl.py",
            "p.impl",
        ),
        (
            {
                "p/__init__.py": "",
                "p/_impl.py": WORK,
                "p/api.py": "from ._impl import work as work\n",
            },
            "p/_impl.py",
            "p.api",
        ),
        (
            {
                "p/__init__.py": "",
                "p/_impl.py": WORK,
                "p/user.py": "from ._impl import work\nwork()\n",
            },
            "p/_impl.py",
            "p._impl",
        ),
        (
            {"_p_q.py": WORK, "p/__init__.py": "", "p/q.py": "from _p_q import *\n"},
            "_p_q.py",
            "p.q",
        ),
    ],
)
def test_private_modules_are_reached_by_their_public_face(reached, files, path, module):
    assert reached({"pyproject.toml": "", **files}, path).module == module


def test_unsaved_text_counts_for_its_own_file(tree, block):
    root = tree(
        {
            "pyproject.toml": "",
            "pkg/__init__.py": "from .mod import *\n",
            "pkg/mod.py": "__all__ = ['work']\n" + WORK,
        }
    )
    project = find_project(root / "pkg/mod.py", None)
    edited = block(root / "pkg/mod.py", "work")
    (root / "pkg/mod.py").write_text("__all__ = []\n")
    assert reach(edited, project).module == "pkg"


def test_stubs_are_reached_as_the_module_they_describe(reached):
    found = reached(
        {"pyproject.toml": "", "pkg/__init__.py": "", "pkg/fast.pyi": WORK}, "pkg/fast.pyi"
    )
    assert (found.kind, found.module) == (ReachKind.IMPORT, "pkg.fast")


def test_a_file_that_is_not_saved_yet(tree):
    root = tree({"pyproject.toml": "", "pkg/__init__.py": ""})
    assert module_name(root / "pkg/new.py", find_project(root / "pkg/new.py", None)) == "pkg.new"


NAMES = """\
import functools
from typing import TYPE_CHECKING, overload

class Tree:
    leaf = 1
    def grow(self):
        def step(): ...
        class Inner:
            def deep(self): ...
    class Node:
        def walk(self): ...
    def __split(self): ...
    @property
    def size(self): ...
    @size.setter
    def size(self, value): ...
    def gone(self): ...
    del gone

def outer():
    def inner():
        return 1
    return inner

if TYPE_CHECKING:
    def checked(): ...

try:
    def tried(): ...
except ImportError:
    def tried(): ...

if functools:
    def conditional(): ...

with open("x"):
    def within(): ...

def shadowed(): ...
def shadowed(a): ...

def wrapped(): ...
wrapped = functools.cache(wrapped)

def unwrapped(): ...
unwrapped = None

def removed(): ...
del removed

def perhaps(): ...
if functools:
    perhaps = None

@overload
def many(a: int): ...
@overload
def many(a: str): ...
def many(a): ...

def annotated(): ...
annotated: object

class Shadowed:
    def method(self): ...
Shadowed = 1

for index in range(3):
    def looped(): ...
"""


@pytest.mark.parametrize(
    ("text", "names", "exact"),
    [
        ("class Tree:", ("Tree",), True),
        ("    leaf = 1", ("Tree",), False),
        ("    def grow(self):", ("Tree", "grow"), True),
        ("        def step(): ...", ("Tree", "grow"), False),
        ("            def deep(self): ...", ("Tree", "grow"), False),
        ("        def walk(self): ...", ("Tree", "Node", "walk"), True),
        ("    def __split(self): ...", ("Tree", "__split"), True),
        ("    def size(self): ...", ("Tree", "size"), True),
        ("    def size(self, value): ...", ("Tree", "size"), True),
        ("    def gone(self): ...", ("Tree",), False),
        ("def outer():", ("outer",), True),
        ("    def inner():", ("outer",), False),
        ("        return 1", ("outer",), False),
        ("    def checked(): ...", (), False),
        ("    def tried(): ...", ("tried",), True),
        ("    def conditional(): ...", ("conditional",), True),
        ("    def within(): ...", ("within",), True),
        ("def shadowed(): ...", (), False),
        ("def shadowed(a): ...", ("shadowed",), True),
        ("def wrapped(): ...", ("wrapped",), True),
        ("def unwrapped(): ...", (), False),
        ("def removed(): ...", (), False),
        ("def perhaps(): ...", ("perhaps",), True),
        ("def many(a: int): ...", ("many",), True),
        ("def many(a): ...", ("many",), True),
        ("def annotated(): ...", ("annotated",), True),
        ("    def method(self): ...", (), False),
        ("    def looped(): ...", ("looped",), True),
        ("wrapped = functools.cache(wrapped)", (), False),
        ("import functools", (), False),
    ],
)
def test_names(tree, text, names, exact):
    path = tree({"pyproject.toml": "", "mod.py": NAMES}) / "mod.py"
    source = read_source(path)
    line = source.lines.index(text + "\n") + 1
    found = reach(block_at(select_lines(source, line, line)), find_project(path, None))
    assert (found.module, found.names, found.exact) == ("mod", names, exact)


def test_a_whole_module_is_reached_exactly(tree, block):
    path = tree({"pyproject.toml": "", "pkg/__init__.py": "", "pkg/m.py": NAMES}) / "pkg/m.py"
    found = reach(block(path), find_project(path, None))
    assert (found.module, found.names, found.exact) == ("pkg.m", (), True)


def test_mangled_names():
    assert attribute_path(("Tree", "__split")) == "Tree._Tree__split"
    assert attribute_path(("_Tree", "Node", "__init__")) == "_Tree.Node.__init__"
    assert attribute_path(("__top",)) == "__top"
