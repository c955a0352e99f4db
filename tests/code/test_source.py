"""Reading a file: encodings as Python reads them, and failures that say what to do."""

import hashlib
import os

import pytest

from blockguide.code.position import clamp, cut, end_of, point_of, segment, span_of, trimmed
from blockguide.code.source import read_source, source_from_bytes, source_from_text
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.text import Point, Span, split_lines


def failure(path):
    with pytest.raises(BlockGuideError) as caught:
        read_source(path)
    error = caught.value
    assert error.message.endswith("."), error.message
    assert error.advice.endswith((".", "?")), error.advice
    return error


def written(tmp_path, data, name="module.py"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_text_keeps_its_line_ends_and_loses_its_byte_order_mark(tmp_path):
    source = read_source(written(tmp_path, b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n"))
    assert source.text == "a = 1\r\nb = 2\rc = 3\n"
    assert source.lines == ("a = 1\r\n", "b = 2\r", "c = 3\n")
    assert source.version is None
    assert source.digest == hashlib.sha256(source.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("encoding", "declared", "word"),
    [
        ("utf-8", "", "größe"),
        ("latin-1", "# -*- coding: latin-1 -*-\n", "größe"),
        ("koi8-r", "#!/usr/bin/python\n# vim: set fileencoding=koi8-r :\n", "привет"),
        ("shift_jis", "# coding: shift_jis\n", "日本"),
        ("utf-8", "", "𝔘𝔫𝔦"),
    ],
)
def test_pep_263(tmp_path, encoding, declared, word):
    text = f"{declared}{word} = '{word}'\n"
    assert read_source(written(tmp_path, text.encode(encoding))).text == text


def test_a_relative_path_becomes_absolute_and_links_keep_their_names(tmp_path, monkeypatch):
    written(tmp_path, b"x = 1\n")
    (tmp_path / "link.py").symlink_to("module.py")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert read_source(tmp_path / "sub" / ".." / "link.py").path == tmp_path / "link.py"


def test_no_such_file_suggests_near_names(tmp_path):
    written(tmp_path, b"", "settings.py")
    error = failure(tmp_path / "setings.py")
    assert error.code is ErrorCode.NO_SUCH_FILE
    assert "settings.py" in error.advice


@pytest.mark.parametrize("name", ["nowhere/module.py", "module.py/inner.py", "nul\0.py"])
def test_no_such_file_where_there_cannot_be_one(tmp_path, name):
    written(tmp_path, b"")
    assert failure(tmp_path / name).code is ErrorCode.NO_SUCH_FILE


def test_a_directory(tmp_path):
    assert failure(tmp_path).code is ErrorCode.IS_A_DIRECTORY


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    assert failure(tmp_path / "pipe.py").code is ErrorCode.UNREADABLE_FILE


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file(tmp_path):
    path = written(tmp_path, b"x = 1\n")
    path.chmod(0)
    assert failure(path).code is ErrorCode.UNREADABLE_FILE


def test_a_name_that_is_too_long(tmp_path):
    assert failure(tmp_path / ("x" * 300 + ".py")).code is ErrorCode.UNREADABLE_FILE


def test_binary(tmp_path):
    error = failure(written(tmp_path, b"\x7fELF\n\x00\x01"))
    assert error.code is ErrorCode.BINARY_FILE
    assert "line 2" in error.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a = 1\r\nb = 2\rc = '\xe9'\n", "byte 0xe9 at line 3 (offset 18)"),
        (b"# \xff\n", "byte 0xff at line 1"),
        (b"# coding: ascii\nx = '\xc3\xa9'\n", "ASCII"),
        (b"\xff\xfex\0", "UTF-16"),
        (b"# coding: no-such-code\n", "no-such-code"),
        (b"# coding: rot13\nk = 1\n", "rot13"),
        (b"\xef\xbb\xbf# coding: latin-1\n", ""),
    ],
)
def test_undecodable(tmp_path, data, said):
    error = failure(written(tmp_path, data))
    assert error.code is ErrorCode.UNDECODABLE_BYTES
    assert said in error.message


def test_bytes_from_standard_input_are_decoded_alike(tmp_path):
    source = source_from_bytes(tmp_path / "x.py", "# coding: latin-1\né = 1\n".encode("latin-1"))
    assert source.lines[1] == "é = 1\n"


def test_lone_surrogates_of_an_editor_become_replacement_characters(tmp_path):
    assert source_from_text(tmp_path / "x.py", "x = '\ud800'", 3).text == "x = '\ufffd'"


def test_lines_end_where_python_ends_them():
    assert split_lines("a\x0cb\u2028c\x85d\x0be\r\n\rf") == (
        "a\x0cb\u2028c\x85d\x0be\r\n",
        "\r",
        "f",
    )
    assert split_lines("") == ()


def test_columns_count_characters_and_stay_in_their_line(tmp_path):
    source = source_from_text(tmp_path / "x.py", "𝔘 = é(b, '𝔘')\r\nx = 1")
    call = parse(source).module.body[0].value
    assert span_of(source, call) == Span(Point(0, 4), Point(0, 13))
    assert segment(source, call.args[1]) == "'𝔘'"
    assert point_of(source, 1, 999) == Point(0, 13)
    assert point_of(source, 9, 9).line == 1
    assert segment(source, parse(source).module) == ""


def test_places_are_clamped(tmp_path):
    source = source_from_text(tmp_path / "x.py", "ab\n\ncd\n")
    assert end_of(source) == Point(3, 0)
    assert clamp(source, Point(0, 99)) == Point(0, 2)
    assert clamp(source, Point(99, 1)) == Point(3, 0)
    assert cut(source, Span(Point(0, 1), Point(2, 1))) == "b\n\nc"
    assert cut(source, Span(Point(-1, 0), Point(99, 0))) == source.text
    assert trimmed(source, Span(Point(0, 2), Point(2, 1))) == Span(Point(2, 0), Point(2, 1))
    assert trimmed(source, Span(Point(0, 0), Point(2, 0))) == Span(Point(0, 0), Point(0, 2))
    assert trimmed(source, Span(Point(0, 2), Point(2, 0))) is None
