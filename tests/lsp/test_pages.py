"""Pages' files have readable names, and what a person changed stays."""

import json
import os
import subprocess
import sys
import time

import pytest

from blockguide.lsp.delivery.pages import KEPT_SECONDS, Pages


@pytest.fixture
def of(tmp_path):
    """The pages of a new server, which an editor's process has started."""
    return lambda editor: Pages(lambda: tmp_path / "pages", lambda: editor)


@pytest.fixture
def pages(of):
    return of(os.getpid())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("parse_header", "parse_header.md"),
        ("Report.render", "Report.render.md"),
        ("names-3-9", "names-3-9.md"),
        ("größe", "größe.md"),
        ("__init__", "__init__.md"),
        ("a/../../b c", "a-..-..-b-c.md"),
        ("..", "guide.md"),
        ("", "guide.md"),
        ("con", "_con.md"),
        ("😀" * 200, "guide.md"),
    ],
)
def test_names_are_readable(pages, name, file):
    assert pages.whole("b", name, "x").path.name == file


def test_long_names_are_cut(pages):
    assert len(os.fsencode(pages.whole("b", "ü" * 300, "x").path.name)) < 200


def test_the_same_page_has_the_same_file(pages):
    assert pages.whole("b", "f", "x") == pages.whole("b", "f", "x")


def test_a_new_page_of_a_block_replaces_the_old_one(pages):
    old = pages.whole("b", "f", "x")
    new = pages.whole("b", "f", "y")
    assert old == new
    assert new.path.read_text() == "y"


def test_an_opened_file_is_not_written_into(pages):
    old = pages.whole("b", "f", "x")
    pages.lend(old)
    assert pages.whole("b", "f", "y").path.name == "f-2.md"
    assert pages.whole("b", "f", "x") == old
    pages.returned(old.uri)
    assert pages.whole("b", "f", "z") == old


def test_an_edited_file_is_not_written_into(pages):
    old = pages.whole("b", "f", "x")
    old.path.write_text("mine")
    for text in ("x", "y"):
        assert pages.whole("b", "f", text).path.name == "f-2.md"
    assert old.path.read_text() == "mine"


def test_a_file_of_unknown_origin_is_not_written_into(pages):
    (pages.directory / "f.md").write_text("x")
    assert pages.whole("b", "f", "x").path.name == "f-2.md"


def test_two_growing_pages_never_share_a_file(pages, of):
    other = of(os.getppid())
    files = {each.growing("b", "f", "x").path for each in (pages, other, pages, other)}
    assert len(files) == 4


def test_a_grown_page_that_was_saved_is_found_again(pages, of):
    file = pages.growing("b", "f", "x")
    pages.ended(file, "x and more")
    file.path.write_text("x and more")
    assert of(os.getpid()).whole("b", "f", "x and more") == file


def test_a_grown_page_that_was_closed_without_saving_gives_its_file_to_the_next(pages):
    file = pages.growing("b", "f", "x")
    pages.ended(file, "x and more")
    assert pages.growing("b", "f", "x").path.name == "f-2.md"
    pages.returned(file.uri)
    assert pages.growing("b", "f", "x") == file
    assert pages.growing("b", "f", "x").path.name == "f-3.md"
    pages.returned(file.uri)
    assert pages.whole("b", "f", "y") == file


def test_a_grown_page_gives_its_file_to_the_next_when_its_editor_is_gone(of):
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    before = of(editor.pid)
    file = before.growing("b", "f", "x")
    before.ended(file, "x and more")
    # A server that the same editor started anew, and one of another editor.
    for another in (editor.pid, os.getpid()):
        assert of(another).growing("b", "f", "x") != file
    editor.communicate(b"\n")
    assert of(os.getpid()).growing("b", "f", "x") == file


def test_a_grown_page_that_was_saved_otherwise_stays(pages):
    file = pages.growing("b", "f", "x")
    pages.ended(file, "x and more")
    file.path.write_text("x and mine")
    pages.returned(file.uri)
    assert pages.growing("b", "f", "x").path.name == "f-2.md"


def test_a_note_of_an_earlier_version_is_read(pages, of):
    file = pages.whole("b", "f", "x")
    note = pages.directory / ".written" / "f.md.json"
    fields = json.loads(note.read_text())
    del fields["holder"]
    note.write_text(json.dumps(fields))
    assert of(os.getpid()).whole("b", "f", "y") == file


def test_a_page_that_no_editor_opened_may_be_written(pages):
    file = pages.growing("b", "f", "x")
    pages.withdraw(file, "x")
    assert pages.whole("b", "f", "y") == file


def test_old_pages_go_and_edited_ones_stay(pages, of):
    long_ago = time.time() - KEPT_SECONDS - 60
    for name in ("old", "edited", "new", "grown"):
        file = (pages.growing if name == "grown" else pages.whole)("b", name, "x")
        if name == "grown":
            pages.ended(file, "x and more")
        if name == "edited":
            file.path.write_text("mine")
        if name != "new":
            os.utime(file.path, (long_ago, long_ago))
    again = of(os.getpid())
    assert sorted(path.name for path in again.directory.glob("*.md")) == ["edited.md", "new.md"]
    assert sorted(path.name for path in (again.directory / ".written").iterdir()) == [
        "edited.md.json",
        "new.md.json",
    ]


def test_pages_are_known_by_their_uri(pages, tmp_path):
    assert not pages.holds("file:///x.md")
    file = pages.whole("b", "f 😀", "x")
    assert pages.holds(file.uri)
    assert pages.holds(file.uri.replace("%20", " "))
    assert pages.holds("blockguide:/1/f.md")
    assert not pages.holds((tmp_path / "pages.py").as_uri())


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_nobody_else_reads_them(pages):
    file = pages.whole("b", "f", "x")
    assert file.path.stat().st_mode & 0o077 == 0
    assert pages.directory.stat().st_mode & 0o077 == 0


def test_a_damaged_note_makes_a_file_a_persons_own(pages):
    file = pages.whole("b", "f", "x")
    for damage in ("", "[]", "null", '{"block": 1}'):
        (pages.directory / ".written" / "f.md.json").write_text(damage)
        assert pages.whole("b", "f", "y") != file
