"""The standard library's source is parsed only where its stubs do not tell enough."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import json, sys
import parso.cache
from pathlib import Path
from blockguide.code.context import jedi_names

kept, root, text = sys.argv[1:]
jedi_names.prepare(kept)
request = {"root": root, "paths": [], "directory": root}
jedi_names.refresh(root, [])
name = text.splitlines()[-1]
ask = {"key": 0, "text": text, "line": len(text.splitlines()), "column": name.rfind(".") + 1}
before = {Path(path).name for held in parso.cache.parser_cache.values() for path in held if path}
answer = jedi_names.definition(request, ask)
after = {Path(path).name for held in parso.cache.parser_cache.values() for path in held if path}
print(json.dumps([sorted(before), sorted(after), answer]))
"""


@pytest.fixture
def told(cache: Path, tmp_path: Path):
    def tell(text: str):
        command = [sys.executable, "-c", ASK, str(cache), str(tmp_path), text]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    return tell


def test_a_worker_that_is_ready_has_parsed_stubs_alone(told):
    before, _, _ = told("import json\njson\n")
    assert "builtins.pyi" in before
    assert not [name for name in before if name.endswith(".py") and not name.startswith("_block")]


@pytest.mark.parametrize(
    ("text", "file", "docstring"),
    [
        ("import functools\nfunctools.partial\n", "functools.py", "New function with partial"),
        ("from textwrap import dedent\ndedent\n", "textwrap.py", "Remove any common leading"),
        ("import os.path\nos.path.join\n", "posixpath.py", "Join two or more pathname"),
        ("import collections\ncollections.OrderedDict\n", "__init__.py", "Dictionary that"),
    ],
)
def test_what_only_the_source_tells_is_told(told, text, file, docstring):
    _, after, answer = told(text)
    assert file in after
    assert answer["docstring"].startswith(docstring)
    assert Path(answer["path"]).name == file


def test_a_package_of_the_standard_library_has_its_submodules(told):
    _, _, answer = told("import xml.etree.ElementTree as tree\ntree.Comment\n")
    assert answer["kind"] == "function"
    assert answer["signature"]
