"""Emacs 30 and 28 with the configuration of docs/editors/emacs.md: select, run the action, read, hover, cancel."""

import json
from pathlib import Path

import pytest

STORIES = Path(__file__).parent / "emacs.el"
HEADER = ":4-11"


@pytest.fixture
def emacs(desk, snippets):
    """Runs a story in an Emacs; gives what was seen, and the page that was to come."""
    ours, settings, _ = snippets("emacs.md", "elisp")

    def run(program, story, *, is_set=False):
        init = desk.configure("emacs/init.el", ours + settings * is_set)
        page = desk.page(HEADER)
        words = ("--batch", "-Q", "-l", str(init), "-l", str(STORIES))
        told = desk.run(program, words, story, page)
        assert "failure" not in told, json.dumps(told, indent=1)
        return told, page

    return run


def test_the_page_comes_whole_and_the_hover_tells_of_it(emacs):
    told, page = emacs("emacs-30", "whole")
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert told["windows"] == 2
    assert told["hover"].startswith("parse_header ")
    assert told["hover"].rstrip().endswith("Checked.")
    assert told["titles"] == [
        "Document `parse_header`",
        "Show the guide to `parse_header`",
        "Write the guide to `parse_header` anew",
    ]


def test_the_page_grows_in_its_buffer(emacs, desk):
    desk.seconds_for_each_section(1)
    told, page = emacs("emacs-30", "grows")
    assert told["text"] == page
    assert Path(told["name"]).read_bytes() == page.encode()
    assert len(told["sizes"]) >= 4, told["sizes"]
    assert "Being written." in told["hover"]
    assert "Documenting `parse_header`" in told["stderr"]


def test_what_is_typed_into_a_growing_page_stays(emacs, desk):
    desk.seconds_for_each_section(1.5)
    told, _ = emacs("emacs-30", "types")
    assert told["mine"].startswith("My own words.\n")
    assert told["text"] == told["mine"]
    assert Path(told["name"]).name == "parse_header-2.md"


@pytest.mark.parametrize("story", ["cancel", "close"])
def test_it_stops_and_the_page_says_so(emacs, desk, story):
    desk.seconds_for_each_section(20)
    told, _ = emacs("emacs-30", story)
    assert told["text"].endswith("\n*Cancelled. This guide is not whole.*\n")


def test_an_emacs_that_opens_no_documents_is_told_where_the_page_is(emacs):
    told, page = emacs("emacs-28", "file")
    assert Path(told["name"]).read_bytes() == page.encode()
    assert told["same-window"]
    assert f"The guide to parse_header is in {told['name']}" in told["stderr"]
    assert told["hover"].rstrip().endswith("Checked.")


def test_an_emacs_that_opens_no_documents_can_cancel(emacs, desk):
    desk.seconds_for_each_section(20)
    told, _ = emacs("emacs-28", "file-cancel")
    assert told["pages"] == []


@pytest.mark.parametrize("program", ["emacs-30", "emacs-28"])
def test_a_setting_reaches_the_server(emacs, program):
    told, _ = emacs(program, "hover", is_set=True)
    assert told["hover"].rstrip().endswith("Checked.")


def test_a_hover_writes_nothing_where_nothing_is_set(emacs):
    told, _ = emacs("emacs-30", "silence")
    assert told["hover"] == ""
