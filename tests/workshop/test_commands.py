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


def checked(project, settings, monkeypatch, capsys, **environment):
    """What `serve --check` says of the writer, with these variables."""
    for name in ("OPENAI_API_KEY", "BLOCKGUIDE_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(settings.cache_directory))
    monkeypatch.chdir(project)
    assert main(["serve", "--check"]) == 0
    out = capsys.readouterr().out
    assert "sk-very-secret" not in out
    return out


def test_a_check_says_which_model_writes_and_where(project, settings, monkeypatch, capsys):
    out = checked(
        project,
        settings,
        monkeypatch,
        capsys,
        BLOCKGUIDE_MODEL="small",
        OPENAI_BASE_URL="http://localhost:9/v1",
        OPENAI_API_KEY="sk-very-secret",
    )
    assert "model       `small` at http://localhost:9/v1, key from OPENAI_API_KEY; " in out
    assert "`blockguide doctor` tries it" in out
    assert "offline, ready after" in out


def test_a_check_says_why_a_chosen_model_cannot_write(project, settings, monkeypatch, capsys):
    told = {"project": project, "settings": settings, "monkeypatch": monkeypatch, "capsys": capsys}
    assert "model       none: No model is chosen. " in checked(**told, BLOCKGUIDE_WRITER="model")
    assert "model       none: There is no preset `nobody`. " in checked(
        **told, BLOCKGUIDE_MODEL="small", BLOCKGUIDE_PRESET="nobody"
    )
    (project / "mine.txt").write_text("Write $poems.")
    template = str(project / "mine.txt")
    assert "asks for $poems" in checked(
        **told, BLOCKGUIDE_PRESET="ollama", BLOCKGUIDE_TEMPLATE=template
    )


def test_a_check_names_no_model_where_none_is_to_write(project, settings, monkeypatch, capsys):
    told = {"project": project, "settings": settings, "monkeypatch": monkeypatch, "capsys": capsys}
    assert "model       none is chosen, nothing is sent anywhere" in checked(**told)
    out = checked(**told, BLOCKGUIDE_WRITER="offline", BLOCKGUIDE_MODEL="small")
    assert "model       none is chosen, nothing is sent anywhere" in out


def test_a_check_says_what_is_used_for_a_variable_that_will_not_do(
    project, settings, monkeypatch, capsys
):
    out = checked(project, settings, monkeypatch, capsys, BLOCKGUIDE_WRITER="nonsense")
    assert out.count("BLOCKGUIDE_WRITER is 'nonsense', not ") == 1
    assert "; auto is used." in out
