"""The commands import their own parts alone, and `--check` says what an editor would meet."""

import subprocess
import sys

import pytest

from blockguide.cli import main

HEAVY = (
    *("blockguide.terminal", "blockguide.document", "blockguide.writers", "blockguide.checks"),
    *("blockguide.cache", "jedi", "parso", "pyflakes", "sqlite3", "rich", "openai", "argparse"),
)


def imported(code: str) -> set[str]:
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(done.stderr.split())


def test_serving_begins_without_what_writes():
    code = "from blockguide.commands import serve\nserve.make_workshop()"
    assert imported(code).isdisjoint(HEAVY)


def test_to_serve_imports_next_to_nothing_before_the_first_message():
    found = imported("from blockguide.cli import main\nmain(['serve'])")
    assert found.isdisjoint({*HEAVY, "asyncio", "dataclasses", "pygls", "lsprotocol"})


def test_wrong_use_of_serve_is_told(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--stdio", "--tcp", "localhost:1"])
    assert stopped.value.code == 2
    assert "--tcp" in capsys.readouterr().err


def test_the_help_knows_serve_and_keeps_the_workshop_to_itself(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert "serve" in out
    assert "workshop" not in out


def test_a_check_says_what_an_editor_would_meet(project, settings, monkeypatch, capsys):
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(settings.cache_directory))
    monkeypatch.chdir(project)
    assert main(["serve", "--check"]) == 0
    out = capsys.readouterr().out
    for word in (
        "blockguide",
        sys.executable,
        "pygls",
        str(project),
        str(settings.cache_directory),
        "offline",
    ):
        assert word in out
