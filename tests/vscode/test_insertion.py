"""A guide goes into the code as a docstring or a comment, and the code around it stays the same."""

import ast
import io
import random
import sys
import sysconfig
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "client-vscode/python/insertion.py"
spec = spec_from_file_location("insertion", SCRIPT)
tool = module_from_spec(spec)
spec.loader.exec_module(tool)

PROSE = ['Says "hello\\n" and `x`.', 'It """quotes""" and ends with "quote"']
STEPS = ["Open the file", "Read `line`"]


def inserted(
    text: str, first: int, last: int, form: str = "docstring", prose=PROSE, steps=STEPS
) -> str:
    order = {"text": text, "lines": [first, last], "form": form, "prose": prose, "steps": steps}
    edit = tool.insertion(order)["edit"]
    lines = list(io.StringIO(text, newline=""))
    return "".join(
        [*lines[: edit["first"] - 1], edit["text"], *lines[max(edit["last"], edit["first"] - 1) :]]
    )


def refused(*arguments, **named) -> str:
    with pytest.raises(tool.RefusedError) as caught:
        inserted(*arguments, **named)
    return str(caught.value)


def test_a_function_gets_a_docstring():
    after = inserted(
        "x = 1\ndef f(a,\n      b):\n    return a\n", 2, 4, prose=["Adds."], steps=STEPS
    )
    assert after == (
        'x = 1\ndef f(a,\n      b):\n    """Adds.\n\n    Steps:\n    1. Open the file\n    2. Read `line`\n    """\n'
        "    return a\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        "%matplotlib inline",
        "!echo it's",
        "files = !ls",
        "took = %timeit -o f()",
        "f?",
        "?f",
        "%env X=(",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_notebooks_commands_stay_as_they_are(command, end):
    text = f"{command}\ndef f():\n    return 7 \\\n        % 3\n{command}\n".replace("\n", end)
    after = inserted(text, 2, 4, prose=["New."], steps=[])
    assert after == text.replace(f"():{end}", f'():{end}    """New."""{end}')


def test_what_is_no_command_is_a_syntax_error():
    assert refused("%%bash\nfor x in y; do\n", 1, 2) == "broken"
    assert refused("def f():\n    return 1\nx = = 2\n", 1, 2) == "broken"


def test_an_old_docstring_gives_way():
    after = inserted(
        'def f():\n    """Old\n\n    words."""\n    return 1\n', 1, 5, prose=["New."], steps=[]
    )
    assert after == 'def f():\n    """New."""\n    return 1\n'


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_comment_behind_an_old_docstring_stays(end):
    text = 'def f():\n    """Old\n    words."""  # noqa: D400\n    return 1\n'.replace("\n", end)
    one_line = inserted(text, 1, 4, prose=["New."], steps=[])
    assert one_line == text.replace(f"Old{end}    words.", "New.")
    assert f'"""  # noqa: D400{end}    return 1{end}' in inserted(text, 1, 4)


def test_a_module_gets_one_above_the_decorators_of_its_first_statement():
    text = '# A comment.\n@app.route("/")\ndef f():\n    return 1\n'
    after = inserted(text, 1, 4, prose=["One."], steps=[])
    assert after == text.replace("@app", '"""One."""\n@app')


def test_a_decorated_method_gets_one_too():
    text = "class C:\n\t@property\n\tdef f(self):\n\t\treturn 1\n"
    assert '\t\t"""' in inserted(text, 2, 4)


def test_words_arrive_as_they_are():
    after = inserted("def f():\n    return 1\n", 1, 2)
    told = ast.get_docstring(ast.parse(after).body[0])
    assert told == "\n\n".join(PROSE) + "\n\nSteps:\n1. Open the file\n2. Read `line`"


def test_a_comment_stands_above_the_block():
    text = "def f():\n    a = 1\n    b = 2\n"
    assert (
        inserted(text, 2, 3, "comment", ["Two."], [])
        == "def f():\n    # Two.\n    a = 1\n    b = 2\n"
    )


@pytest.mark.parametrize(
    "head, rest",
    [
        ("#!/usr/bin/python\n", "import os\n"),
        ("#!/usr/bin/python\n# -*- coding: latin-1 -*-\n", "# coding: ascii\nimport os\n"),
        ("# Ours.\n# vim: set fileencoding=utf-8 :\n", "\nimport os\n"),
        ("\n\x0c # coding=utf-8\n", "import os\n"),
        ("", "# Ours.\n#! no/command\nimport os\n"),
        ("", "import os\n# coding: latin-1\n"),
        ("", "# Ours.\n\n# coding: latin-1\nimport os\n"),
    ],
)
def test_a_comment_for_a_whole_file_stands_below_what_must_be_its_first_lines(head, rest):
    last = (head + rest).count("\n")
    assert inserted(head + rest, 1, last, "comment", ["All."], []) == f"{head}# All.\n{rest}"


def test_a_comment_that_python_would_take_for_the_files_encoding_is_refused():
    words = {"prose": ["Reads text, with the encoding: latin-1."], "steps": []}
    assert refused("import os\n", 1, 1, "comment", **words) == "other-code"
    text = "def f():\n    return 1\n"
    assert "encoding: latin-1" in inserted(text, 2, 2, "comment", **words)


def test_line_ends_stay_the_files_own():
    assert "\r\n" in inserted("def f():\r\n    return 1\r\n", 1, 2)
    assert inserted("def f():\r\n    return 1\r\n", 1, 2).count("\n") == inserted(
        "def f():\r\n    return 1\r\n", 1, 2
    ).count("\r\n")


@pytest.mark.parametrize(
    "text, lines, reason",
    [
        ("def f(:\n", (1, 1), "broken"),
        ("a = 1\nb = 2\nc = 3\n", (2, 2), "no-definition"),
        ("def f(): return 1\n", (1, 1), "one-line-body"),
        ('def f(): "doc"\n', (1, 1), "one-line-body"),
        ('def f():\n    "doc"; return 1\n', (1, 2), "one-line-body"),
    ],
)
def test_what_takes_no_docstring_is_refused(text, lines, reason):
    assert refused(text, *lines) == reason


@pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_only_ends_of_lines_end_lines(sign):
    above = f"x = 1  # a{sign}b\n"
    block = "def f():\n    return 1\n"
    after = inserted(above + block, 2, 3, prose=["One."], steps=[])
    assert after == above + 'def f():\n    """One."""\n    return 1\n'
    assert inserted(above + block, 2, 3, "comment", ["One."], []) == f"{above}# One.\n{block}"


def test_a_page_break_before_a_definition_stays_where_it_is():
    text = "x = 1\n\x0c\ndef f():\n    return 1\n"
    after = inserted(text, 3, 4, prose=["One."], steps=[])
    assert after == 'x = 1\n\x0c\ndef f():\n    """One."""\n    return 1\n'


def test_a_comment_inside_a_string_is_refused():
    assert refused('x = """\na\nb\n"""\n', 2, 3, "comment") == "other-code"


def docstrings_and_code(text: str) -> tuple[list[str | None], str]:
    tree = ast.parse(text)
    documented = [
        node for node in ast.walk(tree) if isinstance(node, (ast.Module, *tool._DEFINITIONS))
    ]
    docstrings = [ast.get_docstring(node) for node in documented]
    for node, docstring in zip(documented, docstrings, strict=True):
        if docstring is not None:
            node.body = node.body[1:]
    return docstrings, ast.dump(tree)


def test_real_definitions_stay_the_same_code():
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    chooser = random.Random(6)
    done = 0
    for path in chooser.sample(files, 25):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, tool._DEFINITIONS)]
        for node in chooser.sample(nodes, min(3, len(nodes))):
            try:
                after = inserted(text, tool._first_line(node), node.end_lineno)
            except tool.RefusedError as error:
                assert str(error) == "one-line-body", f"{path}:{node.lineno}"
                continue
            done += 1
            old, code = docstrings_and_code(text)
            new, code_after = docstrings_and_code(after)
            assert code_after == code, f"{path}:{node.lineno}"
            (told,) = [each for each, was in zip(new, old, strict=True) if each != was]
            assert told.endswith("1. Open the file\n2. Read `line`"), f"{path}:{node.lineno}"
    assert done > 30


def test_it_runs_by_itself():
    import json
    import subprocess

    order = {
        "text": "def f():\n    return 1\n",
        "lines": [1, 2],
        "form": "docstring",
        "prose": ["One."],
        "steps": [],
    }
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", str(SCRIPT)],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == {"edit": {"first": 2, "last": 1, "text": '    """One."""\n'}}
