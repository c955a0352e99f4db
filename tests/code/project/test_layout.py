"""The root, the source roots and the tests of a project come from its layout and its settings."""

import os
import sysconfig
import time
from pathlib import Path

import pytest

from blockguide.code.project import find_project, python_of


def roots(project):
    return [path.relative_to(project.root).as_posix() for path in project.source_roots]


@pytest.mark.parametrize(
    "marker", ["pyproject.toml", "setup.cfg", "setup.py", ".git/HEAD", "Pipfile"]
)
def test_the_nearest_marker_is_the_root(tree, marker):
    root = tree({"pyproject.toml": "", f"inner/{marker}": "", "inner/pkg/__init__.py": ""})
    assert find_project(root / "inner/pkg/__init__.py", None).root == root / "inner"


def test_a_build_script_inside_a_package_is_no_root(tree):
    root = tree({".git/HEAD": "", "pkg/__init__.py": "", "pkg/setup.py": "", "pkg/mod.py": ""})
    assert find_project(root / "pkg/mod.py", None).root == root


def test_without_markers_the_root_holds_the_outermost_package(tree):
    root = tree({"a/b/__init__.py": "", "a/b/c/__init__.py": "", "a/b/c/d.py": ""})
    assert find_project(root / "a/b/c/d.py", None).root == root / "a"


def test_the_given_root_wins(tree):
    root = tree({"pyproject.toml": "", "sub/pyproject.toml": "", "sub/mod.py": ""})
    assert find_project(root / "sub/mod.py", root).root == root


def test_installed_packages_have_their_directory_as_root(tree):
    root = tree({"pyproject.toml": "", ".venv/lib/python3.11/site-packages/pkg/mod.py": ""})
    packages = root / ".venv/lib/python3.11/site-packages"
    assert find_project(packages / "pkg/mod.py", None).root == packages


def test_the_standard_library_is_its_own_root():
    library = Path(sysconfig.get_path("stdlib"))
    assert find_project(library / "json/decoder.py", None).root == library


def test_another_standard_library_is_known_by_its_layout(tree):
    names = ("os.py", "abc.py", "site.py", "encodings/__init__.py", "json/decoder.py")
    root = tree({".git/HEAD": "", **{f"Lib/{name}": "" for name in names}})
    assert find_project(root / "Lib/json/decoder.py", None).root == root / "Lib"


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("pyproject.toml", "[tool.setuptools.package-dir]\n'' = 'code'"),
        ("pyproject.toml", "[tool.setuptools.packages.find]\nwhere = ['code']"),
        ("pyproject.toml", "[tool.hatch.build.targets.wheel]\npackages = ['code/pkg']"),
        ("pyproject.toml", "[tool.hatch.build.targets.wheel]\nsources = ['code']"),
        ("pyproject.toml", "[tool.hatch.build]\nsources = {'code/pkg' = 'pkg'}"),
        ("pyproject.toml", "[tool.hatch.build]\ndev-mode-dirs = ['code']"),
        ("pyproject.toml", "[[tool.poetry.packages]]\ninclude = 'pkg'\nfrom = 'code'"),
        ("pyproject.toml", "[tool.pdm.build]\npackage-dir = 'code'"),
        ("pyproject.toml", "[tool.uv.build-backend]\nmodule-root = 'code'"),
        ("pyproject.toml", "[tool.pytest.ini_options]\npythonpath = ['code']"),
        ("setup.cfg", "[options]\npackage_dir =\n    = code\n"),
        ("setup.cfg", "[options.packages.find]\nwhere = code\n"),
        ("setup.py", "from setuptools import setup\nsetup(package_dir={'': 'code'})"),
        ("setup.py", "import setuptools as s\ns.setup(packages=s.find_packages('code'))"),
        ("setup.py", "from setuptools import find_packages\nfind_packages(where='code')"),
    ],
)
def test_declared_package_directories_are_source_roots(tree, settings, text):
    root = tree({settings: text, "code/pkg/__init__.py": ""})
    assert roots(find_project(root / "code/pkg/__init__.py", None)) == ["code", "."]


def test_src_and_lib_are_source_roots_when_used_so(tree):
    root = tree(
        {".git/HEAD": "", "src/pkg/__init__.py": "", "lib/readme.txt": "", "lib/js/a.js": ""}
    )
    assert roots(find_project(root / "src/pkg/__init__.py", None)) == ["src", "."]
    root = tree({"lib/other/__init__.py": ""})
    os.utime(root / "lib", (1, 1))
    assert set(roots(find_project(root / "lib/other/__init__.py", None))) == {"src", "lib", "."}


def test_src_that_is_a_package_is_no_source_root(tree):
    root = tree({".git/HEAD": "", "src/__init__.py": "", "src/pkg/__init__.py": ""})
    assert roots(find_project(root / "src/pkg/__init__.py", None)) == ["."]


def test_directories_outside_the_root_are_not_taken(tree):
    root = tree(
        {
            "p/pyproject.toml": "[tool.setuptools.packages.find]\nwhere = ['../q', '/etc']",
            "q/x.py": "",
        }
    )
    assert roots(find_project(root / "p/x.py", None)) == ["."]


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "[tool.setuptools\n= what"},
        {"pyproject.toml": "tool = 3\nproject = ['x']"},
        {"pyproject.toml": "[tool]\nsetuptools = [1]\npoetry = {packages = 'x', dependencies = 3}"},
        {"pyproject.toml": "[project]\ndependencies = [3, 'ok']\noptional-dependencies = 5"},
        {"setup.cfg": "no section\n[[["},
        {"setup.cfg": "[options]\ninstall_requires = %(nothing)s\n"},
        {"setup.py": "def broken(:"},
        {"setup.py": "setup(package_dir=compute(), install_requires=open('x').read())\0"},
        {"requirements.txt": "\x00\xff -r other.txt\n==\n"},
        {"pytest.ini": "[pytest\ntestpaths"},
    ],
)
def test_broken_settings_say_nothing(tree, files):
    root = tree({".git/HEAD": "", "mod.py": "", **files})
    assert roots(find_project(root / "mod.py", None)) == ["."]


def test_settings_that_are_no_files_are_passed_over(tree):
    root = tree({".git/HEAD": "", "mod.py": ""})
    (root / "setup.cfg").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pyproject.toml")
    assert find_project(root / "mod.py", None).distributions == ()


def test_declared_dependencies_are_normalised_names(tree):
    root = tree(
        {
            "pyproject.toml": (
                "[project]\ndependencies = ['Foo_Bar>=1; python_version < \"4\"', 'a.b[extra]']\n"
                "[project.optional-dependencies]\nx = ['opt ~= 2']\n"
                "[dependency-groups]\ndev = ['pytest', {include-group = 'x'}]\n"
                "[tool.poetry.dependencies]\npython = '^3.11'\nPoet = '*'\n"
                "[tool.poetry.group.docs.dependencies]\nsphinx = '*'\n"
            ),
            "setup.cfg": "[options]\ninstall_requires =\n    cfg-dep>1\n    other @ https://x.y/z.whl\n",
            "setup.py": "setup(install_requires=['pydep'], extras_require={'e': ['extra1']})",
            "requirements-dev.txt": "# comment\n-r base.txt\nReq.One==1.0\nhttps://x.y/z.whl\n./local\n",
            "requirements/test.txt": "deeper\n",
        }
    )
    assert set(find_project(root / "m.py", None).distributions) == {
        "foo-bar",
        "a-b",
        "opt",
        "pytest",
        "poet",
        "sphinx",
        "cfg-dep",
        "other",
        "pydep",
        "extra1",
        "req-one",
        "deeper",
    }


def test_tests_are_known_by_name_and_place(tree):
    root = tree(
        {
            "pyproject.toml": "[tool.pytest.ini_options]\ntestpaths = ['checks']",
            "tests/helpers.py": "",
            "checks/thing.py": "",
            "pkg/__init__.py": "",
            "pkg/tests/util.py": "",
            "pkg/testing/__init__.py": "",
            "pkg/testing/tools.py": "",
            "pkg/test/client.py": "",
        }
    )
    project = find_project(root / "pkg/__init__.py", None)
    tests = [
        "tests/helpers.py",
        "checks/thing.py",
        "pkg/tests/util.py",
        "test_a.py",
        "a_test.py",
        "pkg/conftest.py",
    ]
    others = [
        "pkg/testing/tools.py",
        "pkg/test/client.py",
        "pkg/latest.py",
        "testify.py",
        "pkg/contest.py",
    ]
    assert [name for name in tests if not project.is_test(root / name)] == []
    assert [name for name in others if project.is_test(root / name)] == []


def test_a_change_of_the_layout_is_seen_at_once(tree):
    root = tree({"pyproject.toml": "", "pkg/__init__.py": ""})
    path = root / "pkg/__init__.py"
    time.sleep(0.06)
    assert roots(find_project(path, None)) == ["."]
    assert find_project(path, None) is find_project(path, None)
    (root / "pyproject.toml").write_text("[tool.setuptools.package-dir]\n'' = 'pkg'")
    assert roots(find_project(path, None)) == ["pkg", "."]
    (root / "src/other").mkdir(parents=True)
    assert roots(find_project(path, None)) == ["pkg", "src", "."]
    (root / "pkg/setup.cfg").write_text("")
    (root / "pkg/__init__.py").unlink()
    assert find_project(path, None).root == root / "pkg"


def test_warm_it_costs_little(tree):
    root = tree({"pyproject.toml": "[project]\ndependencies = ['x']", "src/pkg/__init__.py": ""})
    path = root / "src/pkg/__init__.py"
    time.sleep(0.06)
    find_project(path, None)
    start = time.process_time()
    for _ in range(100):
        find_project(path, None)
    assert (time.process_time() - start) / 100 < 0.001


def test_the_python_of_the_environment_is_only_named(tree):
    root = tree({"pyproject.toml": "", "m.py": "", ".venv/pyvenv.cfg": "home = /usr/bin\n"})
    assert python_of(find_project(root / "m.py", None)) is None
    tree({".venv/lib/python3.11/site-packages/x.py": "", ".venv/bin/python": ""})
    assert python_of(find_project(root / "m.py", None)) == root / ".venv/bin/python"
