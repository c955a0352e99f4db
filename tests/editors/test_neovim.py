"""Neovim with the configuration of docs/editors/neovim.md: select, run the action, read the page, hover, cancel."""

import re
from pathlib import Path

import more_itertools.more
import pytest

STORIES = Path(__file__).parent / "neovim.lua"
WORDS = ("--headless", "-c", f"luafile {STORIES}")
HEADER, HEADERS, MODULE = ":4-11", ":14", ""
TROUBLE = re.compile(r"E[0-9]+:|Error|LSP\[(?!blockguide\]\[Info\])")


@pytest.fixture
def neovim(desk, snippets):
    """Runs a story; gives what was seen, the page that was to come, and nothing that went wrong."""
    ours, own_tab = snippets("neovim.md", "lua")
    enabled = ours[ours.index("vim.lsp.enable") :]
    configurations = {"plain": ours, "tab": own_tab + enabled}

    def run(story, lines=HEADER, configuration="plain"):
        desk.configure("nvim/init.lua", configurations[configuration])
        page = desk.page(lines)
        told = desk.run("nvim", WORDS, story, page)
        assert "failure" not in told, f"{told}\n{desk.log()}"
        assert not TROUBLE.search(told["messages"] + told["stderr"]), told
        return told, page

    return run


def test_the_page_comes_whole_and_the_hover_tells_of_it(neovim, desk):
    told, page = neovim("whole")
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert Path(told["name"]).name == "parse_header.md"
    assert told["hover"].startswith("`parse_header` ")
    assert "\n\n*Checked.*\n\n" in told["hover"]
    assert told["shown"] == page


def test_a_cursor_documents_the_definition(neovim):
    told, page = neovim("cursor", HEADERS)
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert Path(told["name"]).name == "parse_headers.md"


def test_the_page_grows_in_a_buffer_that_is_looked_away_from(neovim, desk):
    desk.seconds_for_each_section(1)
    told, page = neovim("grows")
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert len(told["sizes"]) >= 6, told["sizes"]
    assert "Being written." in told["hover"]
    assert "parse_header" in told["status"]


def test_a_module_of_thousands_of_lines(neovim, desk):
    desk.file.write_bytes(Path(more_itertools.more.__file__).read_bytes())
    told, page = neovim("module", MODULE)
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert len(told["sizes"]) >= 2, told["sizes"]


@pytest.mark.parametrize("story", ["cancel", "close"])
def test_it_stops_and_the_page_says_so(neovim, desk, story):
    desk.seconds_for_each_section(20)
    told, _ = neovim(story)
    assert told["text"].endswith("\n*Cancelled. This guide is not whole.*\n")


def test_what_is_typed_into_a_growing_page_stays(neovim, desk):
    desk.seconds_for_each_section(1.5)
    told, _ = neovim("types")
    assert told["mine"].startswith("My own words.\n")
    assert told["text"] == told["mine"]
    assert Path(told["name"]).name == "parse_header-2.md"


def test_a_growing_page_that_is_closed_stops_and_its_file_is_the_next_ones(neovim, desk):
    desk.seconds_for_each_section(1)
    told, page = neovim("close_page")
    assert told["text"] == page
    assert Path(told["name"]).name == "parse_header.md"
    assert len(list(desk.root.glob("cache/pages/*.md"))) == 1


def test_a_page_that_is_closed_amid_an_edit_comes_again(neovim, desk):
    """Neovim may have taken that edit into a buffer that nobody sees: then the page has another file."""
    desk.seconds_for_each_section(1)
    told, page = neovim("close_page_at_once")
    assert told["text"] == page
    assert Path(told["name"]).name in ("parse_header.md", "parse_header-2.md")
    assert Path(told["name"]).read_bytes() == page.encode()
    assert told["sizes"][-1] == len(page.encode())
    assert len(told["sizes"]) >= 4, told["sizes"]


def test_an_edit_meanwhile_spoils_nothing(neovim, desk):
    desk.seconds_for_each_section(0.5)
    told, page = neovim("edit")
    assert told["text"] == page
    assert "parse_header was edited while its guide was written" in told["messages"]
    states = ("*Edited since it was checked.*", "*Stale: The block itself changed.*")
    assert told["hover"].split("\n\n")[1] in states


def test_the_page_grows_in_a_tab_of_its_own(neovim, desk):
    desk.seconds_for_each_section(1)
    told, page = neovim("tab", configuration="tab")
    assert told["text"] == page
    assert len(told["sizes"]) >= 10, told["sizes"]
    assert told["tabs"] == 2
    assert told["kept_window"]
    assert told["name"].endswith("/parse_header.md")
    assert not list(desk.root.glob("cache/pages/*.md"))


def test_a_tab_that_is_closed_is_not_written_into(neovim, desk):
    desk.seconds_for_each_section(20)
    told, _ = neovim("close_tab", configuration="tab")
    assert not told["valid"]
