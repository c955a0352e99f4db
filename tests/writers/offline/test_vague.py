"""Vague words are replaced where they are vague, and only there."""

import pytest

from blockguide.writers.offline.phrases.vague import plain


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "Runs the command in this process or in its own.",
            "Runs the command in this process or in its own.",
        ),
        ("Waits for worker processes.", "Waits for worker processes."),
        ("It processes each row.", "It works through each row."),
        ("Used to process rows.", "Used to work through rows."),
        ("Signal processing.", "Signal processing."),
        ("So the file gets written even then.", "So the file is written even then."),
        ("Counts `rows` seamlessly, and ends.", "Counts `rows`, and ends."),
        ("Open (seamlessly) the file.", "Open the file."),
        ("Make the file if necessary.", "Make the file where it is needed."),
        ("It gets sorted keys.", "It fetches sorted keys."),
        ("Handles `process` in order to stop.", "Covers `process` to stop."),
    ],
)
def test_only_what_is_vague_is_replaced(text, better):
    assert plain(text) == better


VAGUE = """
getting gets doing handles handling handled performs performing performed manages managing utilizes utilises
utilize utilise utilizing utilising utilized utilised leverages leverage leveraging leveraged simply basically
essentially obviously various stuff things etc robust elegant powerful seamless seamlessly effortless
effortlessly miscellaneous
"""
PHRASES = (
    "does stuff", "processes the", "in order to", "and so on", "takes care of", "deals with", "deal with",
    "is responsible for", "as needed", "as appropriate", "some kind of", "some sort of",
)  # fmt: skip


@pytest.mark.parametrize("word", [*VAGUE.split(), *PHRASES])
@pytest.mark.parametrize("sentence", ["It {} rows.", "Two rows are {}", "non-{} rows", "({} it)"])
def test_no_word_of_the_list_is_left(word, sentence):
    assert word not in plain(sentence.format(word)).lower()


@pytest.mark.parametrize(
    "name",
    ["Copy of Server.handle() for rows.", "Run manage.py.", "See process(row).", "A pool.get"],
)
def test_a_name_is_no_vague_word(name):
    assert plain(name) == name


@pytest.mark.parametrize(
    "quoted", ["Calls `handles(x)`.", "Logs “doing things”.", 'Returns "etc" or `stuff`.']
)
def test_what_is_quoted_stays(quoted):
    assert plain(quoted) == quoted
