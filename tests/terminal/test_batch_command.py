"""The command `batch`: a page for each file, only what is left, and nothing half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blockguide.guide.page import parse_page


@pytest.fixture
def tree(project):
    (project / ".gitignore").write_text("ignored.py\nbuild/\n")
    (project / "ignored.py").write_text("x = 1\n")
    (project / "build").mkdir()
    (project / "build" / "made.py").write_text("x = 1\n")
    (project / "app" / "sub").mkdir()
    (project / "app" / "sub" / "deep.py").write_text("def double(number):\n    return number * 2\n")
    return project


def pages(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.md"))


def test_pages_mirror_the_tree(tree, told):
    ran = told("batch", "app", "--out", "guides")
    assert ran.code == 0, ran.err
    out = tree / "guides"
    assert pages(out) == [
        "app/__init__.py.md",
        "app/settings.py.md",
        "app/sub/deep.py.md",
        "index.md",
    ]
    parse_page((out / "app" / "settings.py.md").read_text())
    index = (out / "index.md").read_text()
    assert "[`settings.py`](app/settings.py.md): " in index
    assert "3 pages written, 0 up to date, 0 failed" in ran.out


def test_ignored_files_are_left_out(tree, told):
    told("batch", ".", "--out", "guides")
    assert not [page for page in pages(tree / "guides") if "ignored" in page or "build" in page]


def test_the_second_run_does_only_what_changed(tree, told):
    told("batch", "app", "--out", "guides")
    assert "0 pages written, 3 up to date" in told("batch", "app", "--out", "guides").out
    deep = tree / "app" / "sub" / "deep.py"
    deep.write_text("def treble(number):\n    return number * 3\n")
    os.utime(tree / "app" / "settings.py")
    assert "1 page written, 2 up to date" in told("batch", "app", "--out", "guides").out
    assert "treble" in (tree / "guides" / "app" / "sub" / "deep.py.md").read_text()


def test_a_missing_page_is_written_again(tree, told):
    told("batch", "app", "--out", "guides")
    (tree / "guides" / "app" / "settings.py.md").unlink()
    assert "1 page written" in told("batch", "app", "--out", "guides").out


def test_a_removed_files_page_goes_only_with_prune(tree, told):
    told("batch", "app", "--out", "guides")
    (tree / "app" / "sub" / "deep.py").unlink()
    kept = told("batch", "app", "--out", "guides")
    assert "--prune" in kept.out
    assert "app/sub/deep.py.md" in pages(tree / "guides")
    told("batch", "app", "--out", "guides", "--prune")
    assert "app/sub/deep.py.md" not in pages(tree / "guides")
    assert not (tree / "guides" / "app" / "sub").exists()


def test_a_page_for_each_definition(tree, told):
    ran = told("batch", "app", "--out", "guides", "--each", "definition")
    assert ran.code == 0, ran.err
    assert pages(tree / "guides") == [
        "app/settings.py/Store.md",
        "app/settings.py/read_settings.md",
        "app/sub/deep.py/double.md",
        "index.md",
    ]


def test_include_and_exclude(tree, told):
    told("batch", "app", "--out", "only", "--include", "app/sub/**")
    assert pages(tree / "only") == ["app/sub/deep.py.md", "index.md"]
    told("batch", "app", "--out", "without", "--exclude", "*deep*")
    assert "app/sub/deep.py.md" not in pages(tree / "without")


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(tree, told):
    (tree / "app" / "bad.py").write_bytes(b"x = '\xff'\n")
    ran = told("batch", "app", "--out", "guides")
    assert ran.code == 1
    assert "app/bad.py" in ran.err
    assert "0xff" in ran.err
    assert "3 pages written, 0 up to date, 1 failed" in ran.out


def test_an_interrupted_batch_goes_on_where_it_was(tree, told):
    for number in range(240):
        (tree / "app" / f"part{number}.py").write_text(
            f"def part{number}(x):\n    return x + {number}\n"
        )
    slow = tree / "app" / "slow.py"
    slow.write_text("x = 1\n" * 60_000)
    command = [sys.executable, "-m", "blockguide", "batch", "app", "--out", "guides", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ledger = tree / "guides" / ".blockguide-batch.jsonl"
    for _ in range(3000):
        if ledger.exists() and len(ledger.read_text().splitlines()) >= 5:
            break
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in said
    slow.unlink()
    done = {json.loads(line)["page"] for line in ledger.read_text().splitlines()}
    assert done <= set(pages(tree / "guides"))
    ran = told("batch", "app", "--out", "guides")
    assert f"{243 - len(done)} pages written, {len(done)} up to date" in ran.out
    assert len(pages(tree / "guides")) == 244


def test_an_output_directory_that_cannot_be_written_is_explained(tree, told):
    Path("blocked").write_text("a file")
    ran = told("batch", "app", "--out", "blocked")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert "Traceback" not in ran.err


def test_no_such_path_is_explained(tree, told):
    ran = told("batch", "nowhere", "--out", "guides")
    assert ran.code == 1
    assert "nowhere" in ran.err
