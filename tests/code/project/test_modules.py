"""Names of modules lead to files, and what modules offer is read from their syntax."""

import sysconfig
from pathlib import Path

import pytest

from blockguide.code.project import (
    ModuleKind,
    find_module,
    find_project,
    module_exports,
    module_name,
    provides,
    resolve_module,
)


@pytest.fixture
def project(tree):
    root = tree(
        {
            "pyproject.toml": "",
            "pkg/__init__.py": "from .sub import thing\n",
            "pkg/sub.py": "thing = 1\n",
            "pkg/deep/part.py": "",
            "pkg/typed.pyi": "def typed(): ...\n",
            "pkg/fast.cpython-311-x86_64-linux-gnu.so": "",
            "pkg/lazy.py": "known = 1\ndef __getattr__(name): ...\n",
            "pkg/made.py": "globals().update(a=1)\n",
            "pkg/enums.py": "IntEnum._convert_('A', __name__, str)\n",
            "pkg/stars.py": "from .sub import *\nfrom os.path import *\n",
            "pkg/lost.py": "from nowhere import *\nhere = 1\n",
            "pkg/builtin.py": "from time import *\nfrom sys import *\n",
            "pkg/odd.py": (
                "import a.b, c.d as e\nfor i, (j, *k) in x: pass\nwith y as w: pass\n"
                "try: pass\nexcept E as gone: inside = 1\n(walrus := 1)\n[hidden for hidden in x]\n"
                "def f(local): inner = 1\nmatch x:\n    case {'a': m, **rest}: n = 1\n"
            ),
        }
    )
    return find_project(root / "pkg/__init__.py", None)


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        ("pkg", ModuleKind.SOURCE, "pkg/__init__.py"),
        ("pkg.sub", ModuleKind.SOURCE, "pkg/sub.py"),
        ("pkg.deep", ModuleKind.NAMESPACE, "pkg/deep"),
        ("pkg.deep.part", ModuleKind.SOURCE, "pkg/deep/part.py"),
        ("pkg.typed", ModuleKind.STUB, "pkg/typed.pyi"),
        ("pkg.fast", ModuleKind.COMPILED, "pkg/fast.cpython-311-x86_64-linux-gnu.so"),
    ],
)
def test_modules_of_a_project(project, name, kind, file):
    found = find_module(project, name)
    assert (found.kind, found.paths) == (kind, (project.root / file,))
    assert resolve_module(project, name) == project.root / file


@pytest.mark.parametrize("name", ["pkg.nothing", "nothing", "pkg.sub.deeper", "sys.path", "", "."])
def test_modules_that_are_not_there(project, name):
    assert find_module(project, name) is None
    assert resolve_module(project, name) is None


@pytest.mark.parametrize("name", ["sys", "builtins", "_thread"])
def test_built_in_modules(project, name):
    assert find_module(project, name).kind is ModuleKind.BUILTIN
    assert resolve_module(project, name).is_dir()


@pytest.mark.parametrize(
    "name", ["os.path", "json.decoder", "xml.etree.ElementTree", "math", "zoneinfo"]
)
def test_the_standard_library(project, name):
    assert resolve_module(project, name).is_file()


def test_the_running_interpreters_packages_stand_in(project):
    assert resolve_module(project, "hypothesis.strategies").is_file()


@pytest.mark.parametrize(
    ("dotted", "level", "package", "file"),
    [
        ("sub", 1, "pkg", "pkg/sub.py"),
        ("", 1, "pkg", "pkg/__init__.py"),
        ("sub", 2, "pkg.deep", "pkg/sub.py"),
        ("sub", 2, "pkg", None),
        ("sub", 1, "", None),
    ],
)
def test_relative_modules(project, dotted, level, package, file):
    found = resolve_module(project, dotted, level=level, package=package)
    assert found == (project.root / file if file else None)


def test_namespace_packages_span_directories(tree):
    root = tree(
        {"pyproject.toml": "", "src/ns/a.py": "", "lib/ns/b.py": "", "lib/x/__init__.py": ""}
    )
    project = find_project(root / "src/ns/a.py", None)
    assert find_module(project, "ns.a").paths == (root / "src/ns/a.py",)
    assert find_module(project, "ns.b").paths == (root / "lib/ns/b.py",)


@pytest.mark.parametrize(
    ("module", "name", "answer"),
    [
        ("pkg", "thing", True),
        ("pkg", "sub", True),
        ("pkg", "deep", True),
        ("pkg", "nope", False),
        ("pkg", "__name__", True),
        ("nothing", "x", False),
        ("pkg.deep", "part", True),
        ("pkg.deep", "nope", False),
        ("pkg.typed", "typed", True),
        ("pkg.typed", "nope", False),
        ("pkg.fast", "any", None),
        ("pkg.lazy", "known", True),
        ("pkg.lazy", "any", None),
        ("pkg.made", "any", None),
        ("pkg.enums", "any", None),
        ("pkg.stars", "thing", True),
        ("pkg.stars", "join", True),
        ("pkg.stars", "nope", False),
        ("pkg.lost", "any", None),
        ("pkg.lost", "here", True),
        ("pkg.builtin", "sleep", True),
        ("pkg.builtin", "nope", False),
        ("sys", "argv", True),
        ("sys", "nope", False),
        ("os", "getcwd", True),
        ("os.path", "join", True),
        ("collections.abc", "Mapping", True),
        ("asyncio", "run", True),
        ("typing", "Nope", False),
    ],
)
def test_what_modules_provide(project, module, name, answer):
    assert provides(project, module, name) is answer


def test_every_way_to_bind_a_name(project):
    assert module_exports(project.root / "pkg/odd.py", project) == {
        "a",
        "e",
        "i",
        "j",
        "k",
        "w",
        "inside",
        "walrus",
        "f",
        "m",
        "rest",
        "n",
    }
    assert module_exports(project.root / "pkg/lazy.py", project) is None
    assert module_exports(project.root / "pkg/missing.py", project) is None


def test_a_new_module_is_found_at_once(project):
    assert find_module(project, "pkg.fresh") is None
    (project.root / "pkg/fresh.py").write_text("a = 1\n")
    assert provides(project, "pkg.fresh", "a") is True
    (project.root / "pkg/fresh.py").write_text("bb = 1\n")
    assert provides(project, "pkg.fresh", "a") is False


def test_names_of_standard_library_files(project):
    library = Path(sysconfig.get_path("stdlib"))
    assert module_name(library / "json/decoder.py", project) == "json.decoder"
    assert module_name(library / "json/__init__.py", project) == "json"
