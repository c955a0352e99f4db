"""The files of a project are those that version control would keep."""

import os
import time
from pathlib import Path

from blockguide.code.project import find_project, python_files, python_files_below
from blockguide.code.project.stamps import KeptByPath


def listed(root):
    files = python_files(find_project(root / "a.py", None))
    return [path.relative_to(root).as_posix() for path in files]


def test_what_is_left_out(tree):
    root = tree(
        dict.fromkeys(
            (
                "pyproject.toml",
                "a.py",
                "b.pyw",
                "c.txt",
                "d.pyi",
                "pkg/__init__.py",
                "pkg/build/__init__.py",
                "node_modules/x.py",
                "pkg/__pycache__/x.py",
                ".git/x.py",
                ".hidden/x.py",
                "build/lib/x.py",
                "dist/x.py",
                "some-env/pyvenv.cfg",
                "some-env/lib/x.py",
                "pkg.egg-info/x.py",
                "lib/site-packages/x.py",
            ),
            "",
        )
    )
    assert listed(root) == ["a.py", "b.pyw", "pkg/__init__.py", "pkg/build/__init__.py"]


def test_ignore_files_count_at_every_level(tree):
    root = tree(
        {
            ".git/info/exclude": "secret.py\n",
            ".gitignore": "*_gen.py\n/only_here.py\nout/\n",
            "a.py": "",
            "a_gen.py": "",
            "only_here.py": "",
            "secret.py": "",
            "out/x.py": "",
            "sub/only_here.py": "",
            "sub/out/y.py": "",
            "sub/.gitignore": "!kept_gen.py\nlocal.py\n",
            "sub/kept_gen.py": "",
            "sub/other_gen.py": "",
            "sub/local.py": "",
            "local.py": "",
        }
    )
    assert listed(root) == ["a.py", "local.py", "sub/kept_gen.py", "sub/only_here.py"]


def test_ignore_files_above_the_root_count_unless_they_ignore_it(tree):
    root = tree(
        {
            ".git/HEAD": "",
            ".gitignore": "x.py\nenv/\n",
            "part/x.py": "",
            "part/y.py": "",
            "env/x.py": "",
            "env/y.py": "",
        }
    )
    assert python_files_below(root / "part") == (root / "part/y.py",)
    assert python_files_below(root / "env") == (root / "env/x.py", root / "env/y.py")


def test_links_to_directories_are_not_followed(tree):
    root = tree({"pyproject.toml": "", "a.py": "", "pkg/m.py": ""})
    (root / "pkg/loop").symlink_to(root, target_is_directory=True)
    (root / "pkg/linked.py").symlink_to(root / "a.py")
    assert listed(root) == ["a.py", "pkg/linked.py", "pkg/m.py"]


def test_changes_are_seen(tree):
    root = tree({"pyproject.toml": "", "a.py": "", "pkg/m.py": "", "pkg/deep/n.py": ""})
    time.sleep(0.06)
    assert listed(root) == ["a.py", "pkg/m.py", "pkg/deep/n.py"]
    (root / "pkg/deep/o.py").write_text("")
    (root / "pkg/m.py").unlink()
    assert listed(root) == ["a.py", "pkg/deep/n.py", "pkg/deep/o.py"]
    (root / ".gitignore").write_text("o.py\n")
    assert listed(root) == ["a.py", "pkg/deep/n.py"]
    (root / ".gitignore").write_text("n.py\n")
    assert listed(root) == ["a.py", "pkg/deep/o.py"]


def test_what_is_no_directory_has_no_files(tree):
    root = tree({"a.py": ""})
    assert python_files_below(root / "missing") == ()
    assert python_files_below(root / "a.py") == ()


def test_a_kept_value_is_read_again_only_after_a_change(tree):
    read = []
    kept = KeptByPath(lambda path: read.append(path) or len(read), limit=2)
    path = str(tree({"a.py": "x"}) / "a.py")
    assert (kept(path), kept(path)) == (1, 2), "too young to trust"
    time.sleep(0.06)
    assert (kept(path), kept(path)) == (3, 3)
    os.utime(path, (1, 1))
    time.sleep(0.06)
    assert (kept(path), kept(path)) == (4, 4)
    kept("missing 1"), kept("missing 2")
    assert kept(path) == 7, "the oldest goes first past the limit"


def test_values_are_kept_for_so_many_bytes_of_files(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for path in paths:
        path.write_bytes(b"x" * 100)
        os.utime(path, (1, 1))
    time.sleep(0.06)
    read = []
    kept = KeptByPath(read.append, limit=9, most_bytes=250)
    for path in (*paths, paths[3], paths[2], paths[0]):
        kept(str(path))
    assert [Path(path).stem for path in read] == ["0", "1", "2", "3", "0"]


def test_the_youngest_value_is_kept_however_large_its_file_is(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 100)
    time.sleep(0.06)
    read = []
    kept = KeptByPath(read.append, limit=9, most_bytes=10)
    for _ in range(2):
        kept(str(path))
    assert len(read) == 1
