"""A virtual environment is found by its layout, and nothing in it is run."""

import os
import subprocess
import sys

import pytest

from blockguide.code.project import find_module, find_project, module_name, reach


@pytest.fixture(autouse=True)
def no_environment_around(monkeypatch):
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)


def packages(root):
    found = find_project(root / "pkg/__init__.py", None).site_packages
    return [path.relative_to(root).as_posix() for path in found]


@pytest.mark.parametrize("name", [".venv", "venv", "env", "my-python", ".tox/py311"])
@pytest.mark.parametrize("inner", ["lib/python3.11/site-packages", "Lib/site-packages"])
def test_layouts(tree, name, inner):
    root = tree(
        {"pyproject.toml": "", f"{name}/pyvenv.cfg": "home = /x\n", f"{name}/{inner}/dep.py": ""}
    )
    assert packages(root) == [f"{name}/{inner}"]
    project = find_project(root / "pkg/__init__.py", None)
    assert find_module(project, "dep").paths == (root / name / inner / "dep.py",)
    assert module_name(root / name / inner / "dep.py", project) == "dep"


def test_a_directory_without_settings_is_no_environment(tree):
    root = tree({"pyproject.toml": "", "env/lib/python3.11/site-packages/dep.py": ""})
    assert packages(root) == []


def test_the_newest_python_counts(tree):
    root = tree(
        {
            "pyproject.toml": "",
            ".venv/pyvenv.cfg": "",
            ".venv/lib/python3.9/site-packages/a.py": "",
            ".venv/lib/python3.12/site-packages/a.py": "",
        }
    )
    assert packages(root) == [".venv/lib/python3.12/site-packages"]


def test_one_above_in_the_same_repository(tree):
    root = tree(
        {
            ".git/HEAD": "",
            ".venv/pyvenv.cfg": "",
            ".venv/lib/python3.12/site-packages/a.py": "",
            "part/pyproject.toml": "",
            "part/m.py": "",
        }
    )
    found = find_project(root / "part/m.py", None)
    assert found.root == root / "part"
    assert found.site_packages == (root / ".venv/lib/python3.12/site-packages",)


def test_the_active_environment(tree, monkeypatch):
    root = tree(
        {
            "p/pyproject.toml": "",
            "elsewhere/pyvenv.cfg": "",
            "elsewhere/lib/python3.12/site-packages/a.py": "",
        }
    )
    assert find_project(root / "p/m.py", None).site_packages == ()
    monkeypatch.setenv("VIRTUAL_ENV", str(root / "elsewhere"))
    assert find_project(root / "p/m.py", None).environment == root / "elsewhere"


def test_pipenv_names_it_in_a_file(tree):
    root = tree(
        {
            "Pipfile": "",
            ".venv": "held\n",
            "held/pyvenv.cfg": "",
            "held/lib/python3.12/site-packages/a.py": "",
        }
    )
    assert packages(root) == ["held/lib/python3.12/site-packages"]


@pytest.mark.parametrize(("lets_in", "expected"), [("true", True), ("false", False)])
def test_system_packages_where_they_are_let_in(tree, lets_in, expected):
    root = tree(
        {
            "base/bin/python": "",
            "base/lib/python3.12/site-packages/sys_dep.py": "",
            "pyproject.toml": "",
            ".venv/lib/python3.12/site-packages/a.py": "",
        }
    )
    tree(
        {
            ".venv/pyvenv.cfg": f"home = {root}/base/bin\ninclude-system-site-packages = {lets_in}\nversion = 3.12.1\n"
        }
    )
    assert ("base/lib/python3.12/site-packages" in packages(root)) is expected


def test_plain_paths_of_path_files_are_followed(tree):
    home = ".venv/lib/python3.12/site-packages"
    root = tree(
        {"pyproject.toml": "", ".venv/pyvenv.cfg": "", "code/pkg/__init__.py": "", "other/b.py": ""}
    )
    tree(
        {
            f"{home}/one.pth": f"# a comment\n{root}/code\n\nimport os\n/does/not/exist\n//host/share\n../../../../other\n"
        }
    )
    assert packages(root) == [home, "code", "other"]
    project = find_project(root / "code/pkg/__init__.py", None)
    assert root / "code" in project.source_roots
    assert module_name(root / "code/pkg/__init__.py", project) == "pkg"


def test_a_changed_path_file_is_seen(tree):
    home = ".venv/lib/python3.12/site-packages"
    root = tree(
        {"pyproject.toml": "", ".venv/pyvenv.cfg": "", "other/b.py": "", f"{home}/one.pth": ""}
    )
    for each in (
        root,
        root / home,
        root / home / "one.pth",
        root / ".venv",
        root / ".venv/pyvenv.cfg",
    ):
        os.utime(each, (1, 1))
    assert packages(root) == [home]
    (root / home / "one.pth").write_text(f"{root}/other\n")
    assert packages(root) == [home, "other"]


def test_nothing_of_the_project_is_run(tree, block):
    root = tree(
        {
            "pyproject.toml": "",
            "pkg/__init__.py": "from .mod import work\n",
            "pkg/mod.py": "def work(): ...\n",
        }
    )
    marker = root / "ran"
    strike = f"open({str(marker)!r}, 'w').close()\n"
    home = ".venv/lib/python3.11/site-packages"
    tree(
        {
            ".venv/pyvenv.cfg": f"home = {root}/.venv/bin\n",
            ".venv/bin/python": f"#!/bin/sh\ntouch {marker}\n",
            f"{home}/strike.pth": f"import os; {strike}",
            f"{home}/sitecustomize.py": strike,
            f"{home}/usercustomize.py": strike,
            "sitecustomize.py": strike,
            "conftest.py": strike,
            "setup.py": strike,
            "pkg/evil.py": strike,
        }
    )
    (root / ".venv/bin/python").chmod(0o755)
    before = set(sys.modules)
    project = find_project(root / "pkg/mod.py", None)
    assert reach(block(root / "pkg/mod.py", "work"), project).module == "pkg"
    assert find_module(project, "pkg.evil") is not None
    assert find_module(project, "sitecustomize") is not None
    assert not marker.exists()
    assert not {
        name for name in set(sys.modules) - before if name.startswith(("pkg", "sitecustomize"))
    }
    subprocess.run([root / ".venv/bin/python"], check=True)
    assert marker.exists(), "the trap itself works"
