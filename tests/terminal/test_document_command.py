"""The command `document`, as a person and as a program use it."""

import json
import os
from pathlib import Path

import pytest

from blockguide.guide.page import parse_page

KEYS = {
    *("selection", "guide", "page", "checks", "writer", "model", "sections", "before", "tokens"),
    *("cost", "cached", "stale", "gaps", "notices", "milliseconds"),
}


def test_a_page_has_the_three_sections(project, told):
    ran = told("document", "app/settings.py:4-12")
    assert ran.code == 0
    guide = parse_page(ran.out)
    assert "read_settings" in guide.description
    assert "from app.settings import read_settings" in guide.example
    assert [step.lines.first for step in guide.steps] == sorted(
        step.lines.first for step in guide.steps
    )


@pytest.mark.parametrize(
    ("target", "named"),
    [
        (["app/settings.py"], "app.settings"),
        (["app/settings.py:5"], "read_settings"),
        (["app/settings.py", "--symbol", "Store.load"], "load"),
        (["app/settings.py:15-23"], "Store"),
        (["app/settings.py:8-9"], "read_settings"),
    ],
)
def test_every_way_to_name_a_block(project, told, target, named):
    ran = told("document", *target, "--format", "json")
    assert ran.code == 0
    answer = json.loads(ran.out)
    assert set(answer) == KEYS
    assert named in answer["guide"]["description"] + answer["guide"]["example"]
    assert answer["guide"]["title"] == "How to Use This Code Block"
    assert answer["checks"]["ran"] is None
    assert answer["writer"] == "offline"


def test_standard_input_is_read_as_the_named_path(project, shell):
    text = (project / "app" / "settings.py").read_bytes()
    ran = shell("document", "-:4-12", "--path", "app/settings.py", stdin=text)
    assert ran.code == 0
    assert "from app.settings import read_settings" in ran.out


def test_standard_input_without_a_path_is_explained(project, told):
    ran = told("document", "-")
    assert ran.code == 1
    assert "--path" in ran.err


def test_selections_are_answered_in_order_and_failures_end_nothing(project, shell):
    lines = [
        {"path": "app/settings.py", "start": 4, "end": 12},
        {"path": "app/nothing.py"},
        "not an object",
        {"path": "app/settings.py", "symbol": "Store"},
        {"path": "app/settings.py", "symbol": "Stone"},
        {"path": "app/settings.py", "start": 400, "end": 401},
        {"path": "app/settings.py", "start": "4"},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n{broken\n\n"
    ran = shell("document", "--selections", "-", stdin=text.encode())
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [answer.get("error", {}).get("code") for answer in answers] == [
        None,
        "no-such-file",
        "bad-selection-line",
        None,
        "unknown-symbol",
        "past-the-end",
        "bad-selection-line",
        "bad-selection-line",
    ]
    assert all(answer["error"]["advice"] for answer in answers if "error" in answer)
    assert answers[0]["selection"] == lines[0]
    assert "Store" in answers[4]["error"]["advice"]


def test_a_selections_file_is_read(project, told):
    Path("blocks.jsonl").write_text('{"path": "app/settings.py", "start": 4, "end": 12}\n')
    ran = told("document", "--selections", "blocks.jsonl")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 1


def test_many_targets_make_a_list_or_lines(project, told):
    listed = told("document", "app/settings.py:5", "app/settings.py:16", "--format", "json")
    assert len(json.loads(listed.out)) == 2
    lines = told("document", "app/settings.py:5", "app/settings.py:16", "--format", "jsonl")
    assert len([json.loads(line) for line in lines.out.splitlines()]) == 2


@pytest.mark.parametrize(
    ("target", "message", "advice"),
    [
        ("app/setting.py", "app/setting.py", "settings.py"),
        ("app", "directory", ""),
        ("binary.py", "binary", ""),
        ("latin.py", "0xe4", ""),
        ("app/settings.py:900", "23", ""),
        ("app/settings.py:2-3", "", ""),
        ("app/settings.py:9-4", "", ""),
        ("app/settings.py:0-4", "", ""),
    ],
)
def test_errors_are_one_sentence_and_an_advice(project, told, target, message, advice):
    Path("binary.py").write_bytes(b"\x00\x01\x02" * 100)
    Path("latin.py").write_bytes("x = 'ä'\n".encode("latin-1"))
    ran = told("document", target)
    assert ran.code == 1
    assert ran.out == ""
    said, advised = ran.err.rstrip("\n").split("\n")
    assert said.startswith("blockguide: ")
    assert message in said
    assert advice in advised
    assert advised.strip()
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(project, told):
    Path("secret.py").write_text("x = 1\n")
    Path("secret.py").chmod(0)
    assert told("document", "secret.py").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["document"],
        ["document", "a.py", "--selections", "b.jsonl"],
        ["document", "app/settings.py:4-5", "--symbol", "Store"],
        ["document", "a.py", "--format", "html"],
        ["paint"],
        [],
    ],
)
def test_wrong_use_is_exit_code_2(project, told, arguments):
    ran = told(*arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_the_second_time_comes_from_the_cache(project, told):
    first = json.loads(told("document", "app/settings.py:5", "--format", "json").out)
    second = json.loads(told("document", "app/settings.py:5", "--format", "json").out)
    third = json.loads(told("document", "app/settings.py:5", "--format", "json", "--no-cache").out)
    assert [first["cached"], second["cached"], third["cached"]] == [False, True, False]
    assert first["page"] == second["page"] == third["page"]


def test_a_guide_that_moved_keeps_its_words_and_moves_its_lines(project, told):
    first = json.loads(
        told("document", "app/settings.py", "--symbol", "Store", "--format", "json").out
    )
    file = project / "app" / "settings.py"
    file.write_text("# A comment above.\n\n" + file.read_text())
    second = json.loads(
        told("document", "app/settings.py", "--symbol", "Store", "--format", "json").out
    )
    assert second["cached"]
    moved = [[line + 2 for line in step["lines"]] for step in first["guide"]["steps"]]
    assert [step["lines"] for step in second["guide"]["steps"]] == moved


def test_a_stale_guide_says_why(project, told):
    (project / "app" / "text.py").write_text("def normalize(text):\n    return text.strip()\n")
    user = project / "app" / "user.py"
    user.write_text(
        "from app.text import normalize\n\n\ndef clean(text):\n    return normalize(text)\n"
    )
    told("document", "app/user.py:4", "--format", "json")
    (project / "app" / "text.py").write_text("def normalize(text):\n    return text.lower()\n")
    again = json.loads(told("document", "app/user.py:4", "--format", "json").out)
    assert not again["cached"]
    assert again["stale"] == ["`normalize` in `text.py` changed"]


def test_a_package_that_no_longer_exports_the_block_makes_its_guide_stale(project, told):
    (project / "app" / "_mix.py").write_text("def mix(first, second):\n    return first + second\n")
    (project / "app" / "__init__.py").write_text('from app._mix import mix\n\n__all__ = ["mix"]\n')
    first = json.loads(told("document", "app/_mix.py", "--symbol", "mix", "--format", "json").out)
    assert "from app import mix" in first["guide"]["example"]
    (project / "app" / "__init__.py").write_text("")
    second = json.loads(told("document", "app/_mix.py", "--symbol", "mix", "--format", "json").out)
    assert "from app._mix import mix" in second["guide"]["example"]
    assert second["stale"] == ["`__init__.py` changed"]


def test_the_example_runs_when_asked(project, told):
    ran = told(
        "document",
        "app/settings.py",
        "--symbol",
        "read_settings",
        "--run-example",
        "--format",
        "json",
    )
    result = json.loads(ran.out)["checks"]["ran"]
    assert result["exit"] == 0
    assert result["output"]


def test_help_has_examples(told):
    for arguments in (["--help"], ["document", "--help"], ["batch", "--help"]):
        ran = told(*arguments)
        assert ran.code == 0
        assert "examples:" in ran.out


def test_a_reader_that_goes_away_is_no_traceback(project):
    import subprocess
    import sys

    command = f"{sys.executable} -m blockguide document app/settings.py app/settings.py | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
