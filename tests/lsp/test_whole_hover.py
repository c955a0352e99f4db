"""The hover of the whole server, its workshop a process: written by itself where that is wanted, and stale with why."""

from functools import partial

import pytest
from server_process import serving, until

USED = '''\
def double(number: int) -> int:
    """Double a number."""
    return number * 2
'''
USING = '''\
from twice import double


def plus(number: int) -> int:
    """One more than the double."""
    return double(number) + 1
'''
PLUS = {"start": {"line": 3, "character": 4}, "end": {"line": 3, "character": 4}}


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "twice"\n')
    (root / "twice.py").write_text(USED)
    (root / "using.py").write_text(USING)
    return root


def hover_of(server, file) -> str:
    at = {"textDocument": {"uri": file.as_uri()}, "position": {"line": 4, "character": 6}}
    found = server.request("textDocument/hover", at)
    return found["contents"]["value"] if found else ""


def hovered(server, file, ending: str) -> str:
    """The hover when it ends so, waited for."""
    until(lambda: hover_of(server, file).endswith(ending), partial(hover_of, server, file))
    return hover_of(server, file)


def test_a_hover_writes_the_offline_guide_where_the_person_wants_it(project, cache):
    file = project / "using.py"
    with serving(file, cache, options={"hover": {"offline": True}}) as server:
        assert hovered(server, file, "Checked.").startswith("plus is one more than the double.")
        assert server.leave() == 0


def test_a_hover_writes_nothing_where_nobody_said_so(project, cache):
    file = project / "using.py"
    with serving(file, cache) as server:
        assert hover_of(server, file) == ""
        guides = server.request("blockguide/guides", {"uri": file.as_uri()})
        assert guides["guides"] == []
        assert server.leave() == 0


def test_a_file_that_changed_on_the_disk_makes_a_guide_stale_and_the_hover_says_why(project, cache):
    file, used = project / "using.py", project / "twice.py"
    with serving(file, cache) as server:
        server.request("blockguide/document", {"uri": file.as_uri(), "range": PLUS})
        hovered(server, file, "Checked.")
        used.write_text(USED.replace("number * 2", "number + number"))
        changes = [{"uri": used.as_uri(), "type": 2}]
        server.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        told = hovered(server, file, "changed.")
        assert told.endswith("\n\nStale: double in twice.py changed.")
        assert server.leave() == 0
