"""The kept code of attrs: the types are the same with it, and nothing that befalls it is more than lost time."""

import json
import os
import subprocess
import sys

import pytest

from blockguide.lsp import warm_imports

PROBE = """
import json, sys
from pathlib import Path
sys.path[:0] = {paths!r}
import attr._make
from blockguide.lsp import warm_imports
warm_imports.kept_file = lambda: Path({file!r})
before = attr._make._compile_and_eval
{spoil}
compiled = []
usual = warm_imports.compile = lambda *words: compiled.append(words) or compile(*words)
warm_imports.load()
import lsprotocol.types as types
from lsprotocol import converters
position = types.Position(1, 2)
structured = converters.get_converter().structure({{"line": 1, "character": 2}}, types.Position)
try:
    types.Position(-1, 0)
    checked = False
except ValueError:
    checked = True
print(json.dumps([repr(position), position == structured, position != types.Position(2, 2), checked, len(compiled),
    len([each for each in vars(types).values() if hasattr(each, "__attrs_attrs__")])]))
"""


def probe(file, spoil="", *options):
    code = PROBE.format(paths=[], file=str(file), spoil=spoil)
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    run = subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    *same, compiled, count = json.loads(run.stdout)
    assert same == ["1:2", True, True, True]
    assert count > 500
    return compiled


def test_the_second_start_compiles_nothing(tmp_path):
    file = tmp_path / "made" / "types.attrs"
    assert probe(file) > 500
    assert [each.name for each in file.parent.iterdir()] == ["types.attrs"]
    assert probe(file) == 0


@pytest.mark.parametrize(
    "damage", ["empty", "cut", "changed", "another Python", "a directory", "no dictionary"]
)
def test_a_damaged_file_is_as_none(tmp_path, damage):
    file = tmp_path / "types.attrs"
    if damage == "a directory":
        file.mkdir()
    elif damage == "no dictionary":
        import marshal

        data = marshal.dumps([1])
        file.write_bytes(warm_imports.MAGIC_NUMBER + warm_imports._check(data) + data)
    else:
        probe(file)
        data = file.read_bytes()
        middle = len(data) // 2
        file.write_bytes(
            {
                "empty": b"",
                "cut": data[:middle],
                "changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "another Python": b"\0\0\r\n" + data[4:],
            }[damage]
        )
    assert probe(file) > 500
    if damage != "a directory":
        assert probe(file) == 0


@pytest.mark.parametrize(
    "spoil",
    [
        "del attr._make._linecache_and_compile",
        (
            "attr._make._compile_and_eval = lambda script, globs, locs=None, filename='', more=0: "
            "before(script, globs, locs, filename)"
        ),
    ],
)
def test_another_attrs_is_imported_as_everybody_does(tmp_path, spoil):
    if spoil.startswith("del"):
        spoil = "warm_imports._ARGUMENTS['_no_such_name'] = ()"
    assert probe(tmp_path / "types.attrs", spoil) == 0
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_where_python_writes_nothing(tmp_path):
    assert probe(tmp_path / "types.attrs", "", "-B") > 500
    assert not list(tmp_path.iterdir())


def test_what_was_replaced_is_put_back(tmp_path):
    probe(
        tmp_path / "a",
        "import atexit; atexit.register(lambda: before is attr._make._compile_and_eval or print('!'))",
    )
