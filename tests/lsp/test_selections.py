"""Selections as editors send them, to the whole server: which block the answer tells of."""

import pytest
from server_process import cache_in, serving

CODE = '''\
"""Words."""

LIMIT = 3


def shout(name: str) -> str:
    """Say a name aloud."""
    return f"{name}!"


class Page:
    """A page."""

    def add(self, line: str) -> str:
        """Add a line."""
        clipped = line[:LIMIT]
        return shout(clipped)

total = 0
for number in range(LIMIT):
    total += number
'''
SHOUT = ("shout", "function", [6, 8])
ADD = ("Page.add", "function", [14, 17])
PAGE = ("Page", "class", [11, 17])
TOTAL = ("", "statements", [19, 21])
LOOP = ("", "statements", [20, 21])
MODULE = ("", "module", [1, 21])


@pytest.fixture(scope="module")
def server(tmp_path_factory, parsed):
    root = tmp_path_factory.mktemp("selections")
    file = root / "words.py"
    file.write_text(CODE)
    with serving(file, cache_in(root, parsed)) as server:
        server.uri = file.as_uri()
        yield server
        assert server.leave() == 0


@pytest.mark.parametrize(
    ("start", "end", "block"),
    [
        pytest.param((5, 0), (7, 21), SHOUT, id="to the end of the last line"),
        pytest.param((5, 0), (8, 0), SHOUT, id="to column 0 of the next line"),
        pytest.param((13, 0), (17, 0), ADD, id="a method, to column 0 of the next line"),
        pytest.param((18, 0), (21, 0), TOTAL, id="to column 0 behind the last line"),
        pytest.param((4, 0), (8, 0), SHOUT, id="with the empty line above"),
        pytest.param((15, 8), (16, 0), ("", "statements", [16, 16]), id="one line of a method"),
        pytest.param((5, 4), (5, 5), SHOUT, id="the one character under a cursor"),
        pytest.param((19, 0), (19, 1), LOOP, id="the one character under a cursor on a statement"),
        pytest.param((2, 5), (3, 0), ("", "statements", [3, 3]), id="the line's end under a cursor"),
        pytest.param((5, 4), (5, 4), SHOUT, id="an empty range on a header"),
        pytest.param((13, 6), (13, 6), ADD, id="an empty range on a method's header"),
        pytest.param((10, 0), (10, 0), PAGE, id="an empty range on a class's header"),
        pytest.param((7, 6), (7, 6), ("", "statements", [8, 8]), id="an empty range in a body"),
        pytest.param((4, 0), (4, 0), SHOUT, id="an empty range on an empty line"),
        pytest.param((21, 0), (21, 0), MODULE, id="an empty range behind all code"),
        pytest.param((8, 0), (5, 0), SHOUT, id="reversed"),
        pytest.param((16, 29), (13, 4), ADD, id="reversed, within lines"),
        pytest.param((18, 0), (99, 0), TOTAL, id="past the end"),
        pytest.param((18, 0), (20, 999), TOTAL, id="past the end of a line"),
        pytest.param((0, 0), (2**31 - 1, 2**31 - 1), MODULE, id="all of it, as far as numbers go"),
        pytest.param((99, 0), (99, 0), MODULE, id="an empty range past the end"),
    ],
)  # fmt: skip
def test_a_selection_is_a_block(server, start, end, block):
    ends = [dict(zip(("line", "character"), each, strict=True)) for each in (start, end)]
    server.heard.clear()
    target = {"uri": server.uri, "range": {"start": ends[0], "end": ends[1]}, "version": 1}
    answer = server.request("blockguide/document", target)
    told = [each["params"]["value"] for each in server.heard if each["method"] == "$/progress"]
    assert (told[0]["name"], told[0]["kind"], told[0]["lines"]) == block
    selection = answer["selection"]
    assert [selection["start"], selection["end"]] == block[2]
