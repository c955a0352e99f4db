import ast

import pytest

from blockguide.code.facts.effects import ActsOn, catalogue
from blockguide.code.facts.values import EffectKind

IMPORTS = """
import logging
import os
import sqlite3
import subprocess
import sys
import time as clock
import numpy.random as chance
import urllib.request
import requests
from os import environ, path, remove as rm
from pathlib import Path
from .own import open_it
log_of_module = logging.getLogger(__name__)
HOME = Path.home()
"""


def effects(facts, body, signature="def f(a, b):"):
    code = (
        IMPORTS + signature + "\n" + "\n".join("    " + line for line in body.splitlines()) + "\n"
    )
    return [
        f"{one.kind} {one.name}: {one.verb} {ast.unparse(one.on) if one.on else ''}".rstrip()
        for one in facts(code, "f").functions[0].flow.effects
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("open(a)", ["files open: opens a"]),
        ("open(file=a)", ["files open: opens a"]),
        ("rm(a)", ["files os.remove: deletes a"]),
        ("path.exists(a)", ["files os.path.exists: looks for a"]),
        ("import shutil\nshutil.rmtree(a)", ["files shutil.rmtree: deletes the directory tree a"]),
        ("os.environ.get('X')", ["environment os.environ.get: reads the environment variable 'X'"]),
        (
            "environ['X']",
            ["environment os.environ.__getitem__: reads the environment variable 'X'"],
        ),
        (
            "os.environ['X'] = a",
            ["environment os.environ.__setitem__: sets the environment variable 'X'"],
        ),
        ("clock.sleep(a)", ["time time.sleep: sleeps for a"]),
        ("clock.time()", ["time time.time: reads the clock"]),
        ("chance.rand(3)", ["randomness numpy.random.rand: draws random numbers"]),
        ("subprocess.run([a])", ["process subprocess.run: runs the command [a]"]),
        ("requests.get(a)", ["network requests.get: sends a GET request to a"]),
        ("urllib.request.urlopen(a)", ["network urllib.request.urlopen: requests a"]),
        ("print(a)", ["printing print: prints a"]),
        ("sys.stderr.write(a)", ["printing sys.stderr.write: writes to standard error a"]),
        ("input()", ["input input: asks the person at the terminal"]),
        ("log_of_module.warning(a)", ["logging logging.Logger.warning: logs a warning a"]),
        ("self.logger.info(a)", ["logging logging.Logger.info: logs at INFO level a"]),
        ("_log.error(a)", ["logging logging.Logger.error: logs an error a"]),
        ("a.write_text(b)", ["files write_text: writes a"]),
        ("Path(a).exists()", ["files pathlib.Path.exists: looks for Path(a)"]),
        ("(HOME / a).stat()", ["files pathlib.Path.stat: reads the status of HOME / a"]),
        (
            "p = Path(a)\np.parent.glob('*')",
            ["files pathlib.Path.glob: lists matching files under p.parent"],
        ),
        (
            "with open(a) as f:\n    f.read()",
            ["files open: opens a", "files io.IOBase.read: reads f"],
        ),
        (
            "db = sqlite3.connect(a)\ndb.cursor().execute(b)\ndb.commit()",
            [
                "database sqlite3.connect: opens the database a",
                "database sqlite3.Connection.cursor: opens a cursor",
                "database sqlite3.Cursor.execute: executes b",
                "database sqlite3.Connection.commit: commits the transaction",
            ],
        ),
        (
            "s = requests.Session()\nfor x in b: s.post(x)",
            [
                "network requests.Session: opens an HTTP session",
                "network requests.Session.post: sends a POST request to x",
            ],
        ),
        ("open = a\nopen(b)", []),
        ("a.get(b)", []),
        ("a.exists()", []),
        ("open_it(a)", []),
        ("lambda: print(a)", []),
        ("def g(): print(a)", []),
        ("{}.get('x')", []),
        ("os.getpid", []),
    ],
)
def test_calls_that_touch_the_world(facts, body, expected):
    assert effects(facts, body) == expected


@pytest.mark.parametrize(
    ("annotation", "count"),
    [
        ("Path", 1),
        ("Path | None", 1),
        ("Optional[Path]", 0),
        ("str", 0),
        ("'Path'", 1),
    ],
)
def test_an_annotation_tells_what_a_parameter_is(facts, annotation, count):
    assert len(effects(facts, "a.exists()", f"def f(a: {annotation}, b):")) == count


def test_a_parameter_of_that_name_is_not_the_builtin(facts):
    assert effects(facts, "print(b)", "def f(print, b):") == []


def test_names_of_the_functions_around_are_known(facts):
    code = "from pathlib import Path\ndef f():\n    p = Path('a')\n    def g():\n        return p.exists()\n"
    assert [one.name for one in facts(code, "f.g").functions[0].flow.effects] == [
        "pathlib.Path.exists"
    ]


def test_names_that_stand_for_each_other_end(facts):
    assert effects(facts, "x = y\ny = x\nx.exists()\nz = z.get()\nz.exists()") == []


def test_the_catalogue_is_sound():
    known = catalogue()
    assert len(known.entries) >= 150
    assert {entry.kind for entry in known.entries.values()} == set(EffectKind)
    for entry in known.entries.values():
        assert entry.verb == entry.verb.strip()
        assert entry.verb.split()[0].rstrip(",").endswith("s"), entry
        if entry.name.startswith("."):
            assert entry.name.count(".") == 1
        if entry.acts_on is ActsOn.RECEIVER:
            assert "." in entry.name
    instances = {name.rpartition(".")[0] for name in known.entries}
    for target in [*known.makes.values(), *known.receivers.values()]:
        assert any(
            made == target or made.startswith(target + ".")
            for made in instances | set(known.entries)
        )
