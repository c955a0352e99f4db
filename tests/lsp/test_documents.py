"""The mirror of the editor's text: whatever the edits and however columns are counted, it is the editor's."""

from pathlib import Path

import pytest
from buffer import TEXTS, Buffer
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import TextDocument

from blockguide.lsp.documents import Document, Documents
from blockguide.lsp.paths import path_of
from blockguide.lsp.places import Encoding, end_of, point_from, position_of, span_from, width
from blockguide.text import Point, Span, split_lines

ENCODINGS = st.sampled_from(Encoding)


@settings(max_examples=400, deadline=None)
@given(TEXTS, ENCODINGS, st.data())
def test_after_any_edits_the_text_is_the_editors(text, encoding, data):
    buffer, document = Buffer(text, encoding), Document("file:///a.py", "python", 1, text)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(buffer.text)))
        end = data.draw(st.integers(start, len(buffer.text)))
        change = buffer.edit(start, end, data.draw(TEXTS))
        document.replace(change.range, change.text, encoding)
        assert document.text == buffer.text
        assert tuple(document.lines) == split_lines(buffer.text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=5), ENCODINGS)
def test_changes_of_the_whole_text_and_of_a_part_may_come_in_one_message(changes, encoding):
    documents = Documents()
    documents.encoding = encoding
    documents.open(types.TextDocumentItem("file:///a.py", "python", 1, "x"))
    buffer = Buffer("x", encoding)
    sent = []
    for new, whole in changes:
        if whole:
            buffer.text = new
            sent.append(types.TextDocumentContentChangeWholeDocument(text=new))
        else:
            sent.append(buffer.edit(len(buffer.text), len(buffer.text), new))
    documents.change(types.VersionedTextDocumentIdentifier(2, "file:///a.py"), sent)
    assert documents.get("file:///a.py").text == buffer.text
    assert documents.get("file:///a.py").version == 2


@settings(max_examples=300, deadline=None)
@given(TEXTS, ENCODINGS, st.lists(st.integers(-2, 60), min_size=4, max_size=4))
def test_any_range_at_all_names_a_place(text, encoding, numbers):
    lines = split_lines(text)
    start, end = Point(*numbers[:2]), Point(*numbers[2:])
    range_ = _Range(_Position(*numbers[:2]), _Position(*numbers[2:]))
    span = span_from(range_, lines, encoding)
    assert span.start <= span.end <= end_of(lines)
    for point in (span.start, span.end):
        back = position_of(point, lines, encoding)
        assert point_from(back, lines, encoding) == point
    if (start, end) == (end, start):
        assert span.start == span.end


class _Position:
    def __init__(self, line, character):
        self.line, self.character = line, character


class _Range:
    def __init__(self, start, end):
        self.start, self.end = start, end


@pytest.mark.parametrize(
    ("encoding", "unit", "column"),
    [
        (Encoding.UTF8, 4, 3), (Encoding.UTF8, 5, 3), (Encoding.UTF8, 7, 4), (Encoding.UTF8, 1, 1),
        (Encoding.UTF16, 3, 3), (Encoding.UTF16, 4, 3), (Encoding.UTF16, 5, 4), (Encoding.UTF16, 9, 5),
        (Encoding.UTF32, 3, 3), (Encoding.UTF32, 4, 4), (Encoding.UTF32, 9, 5),
    ],
)  # fmt: skip
def test_a_column_inside_a_character_names_the_place_before_it(encoding, unit, column):
    assert point_from(types.Position(0, unit), ["ab=😀c\n"], encoding) == Point(0, column)


@pytest.mark.parametrize("encoding", Encoding)
def test_a_column_past_the_end_of_its_line_names_the_end(encoding):
    """pygls names the place before the line's last character: an edit at the end lands one too early."""
    document = Document("file:///a.py", "python", 1, "ab\r\ncd")
    document.replace(types.Range(types.Position(0, 9), types.Position(0, 9)), "!", encoding)
    assert document.text == "ab!\r\ncd"


def test_half_characters_that_an_edit_brings_together_are_one():
    document = Document("file:///a.py", "python", 1, "\ud83dx\ude00")
    document.replace(types.Range(types.Position(0, 1), types.Position(0, 2)), "", Encoding.UTF16)
    assert document.text == "😀"
    assert width("\ud83d", Encoding.UTF16) == 1


def test_form_feeds_and_line_separators_end_no_line():
    """pygls splits at them, and every later edit lands in the wrong place."""
    text = "a = 1\f\nb = '\u2028'\nc = 3\n"
    change = types.TextDocumentContentChangePartial(
        range=types.Range(types.Position(2, 0), types.Position(2, 1)), text="d"
    )
    document = Document("file:///a.py", "python", 1, text)
    document.replace(change.range, change.text, Encoding.UTF16)
    assert document.text == text.replace("c", "d")
    theirs = TextDocument("file:///a.py", text)
    theirs.apply_change(change)
    assert theirs.source != document.text, "pygls has mended it: ours may go"


def test_what_was_read_stays_as_it_was():
    documents = Documents()
    documents.open(types.TextDocumentItem("file:///a.py", "python", 1, "one\ntwo\n"))
    before = documents.reading("file:///a.py")
    documents.get("file:///a.py").replace(
        types.Range(types.Position(0, 0), types.Position(1, 0)), "", Encoding.UTF16
    )
    assert before.source.text == "one\ntwo\n"
    assert before.span(types.Range(types.Position(1, 0), types.Position(9, 9))) == Span(
        Point(1, 0), Point(2, 0)
    )
    assert documents.reading("file:///a.py").source.lines == ("two\n",)


def test_a_text_that_stays_is_read_once():
    documents = Documents()
    documents.open(types.TextDocumentItem("file:///a.py", "python", 1, "one\n"))
    assert documents.reading("file:///a.py").source is documents.reading("file:///a.py").source


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///work/a%20b/%C3%A9.py", "/work/a b/é.py"),
        ("file:///work/a%3Bb%23c%3Fd.py", "/work/a;b#c?d.py"),
        ("file:///work/a;b.py", "/work/a;b.py"),
        ("file://localhost/work/a.py", "/work/a.py"),
        ("file:///work/noext", "/work/noext"),
        ("untitled:Untitled-1", "/home/Untitled-1.py"),
        ("untitled:/work/new.py", "/work/new.py"),
        ("untitled:", "/home/untitled.py"),
        ("vscode-notebook-cell:/work/n.ipynb#W0sZmlsZQ%3D%3D", "/work/n.ipynb"),
        ("file://[", "/home/untitled.py"),
        ("", "/home/untitled.py"),
        ("file:///work/a%00b.py", "/work/ab.py"),
    ],
)
def test_every_uri_names_a_file_to_read_as(uri, path):
    assert path_of(uri, Path("/home")) == Path(path)
