"""Prose is held to the lines that it speaks of; good prose passes."""

from dataclasses import replace

import pytest

from blockguide.checks.grounding.prose import without_unsupported
from blockguide.checks.grounding.sentences import main_verbs, sentences, telling_words
from blockguide.checks.grounding.signs import Signs
from blockguide.code.source import source_from_text
from blockguide.code.tree import parse
from blockguide.guide.values import Step
from blockguide.text import Lines


def with_step(guide, title, text, line, last=None):
    """The guide with one step in the place of all, on lines of `total` counted from 1."""
    start = guide.steps[0].lines.first - 7
    return replace(guide, steps=(Step(title, text, Lines(start + line, start + (last or line))),))


@pytest.mark.parametrize(
    ("title", "text", "line"),
    [
        ("Start at zero", "Binds `result` to `0`.", 7),
        ("Round the sum", "Rounds `result` with the `rate`.", 12),
        ("Refuse negative prices", "Refuses items whose price is negative.", 9),
        ("Raise an error", "Stops with an error.", 10),
    ],
)
def test_a_step_that_speaks_of_its_lines_is_grounded(title, text, line, good_guide, found):
    assert found("BG401", with_step(good_guide, title, text, line)) == []


@pytest.mark.parametrize(
    ("title", "text", "line"),
    [
        ("Round the sum", "Calls `round` with `round_to`.", 7),
        ("Add the price", "Adds `item.price` to `total`.", 7),
        ("Compress the archive", "Compresses every archive of the mailbox.", 7),
    ],
)
def test_a_step_of_other_lines_is_not(title, text, line, good_guide, found):
    ((place, message),) = found("BG401", with_step(good_guide, title, text, line))
    assert place == "step 1"
    assert "lines" in message


@pytest.mark.parametrize(
    ("text", "line", "last"),
    [
        ("Returns the rounded `result`.", 12, 12),
        ("Raises `ValueError` with `item`.", 9, 10),
        ("Loops over `items`.", 8, 11),
        ("Checks whether `price` is negative.", 9, 9),
        ("Calls `round`, which sends nothing.", 12, 12),
        ("When `price` is below 0, raises `ValueError`.", 9, 10),
        ("Rounds `result`, that prints as it returns.", 12, 12),
    ],
)
def test_a_true_verb_passes(text, line, last, good_guide, found):
    assert found("BG402", with_step(good_guide, "Go on with it", text, line, last)) == []


@pytest.mark.parametrize(
    ("title", "text", "line", "last"),
    [
        ("Send the prices", "Adds up `result`.", 11, 11),
        ("Go on with it", "Sends `result` to the shop.", 7, 7),
        ("Go on with it", "Returns `item`.", 9, 10),
        ("Go on with it", "Adds `price`, then yields `result`.", 11, 11),
        ("Go on with it", "When `result` is set, raises `ValueError`.", 7, 7),
        ("Go on with it", "Imports `result`.", 7, 7),
        ("Go on with it", "Prints `result`.", 12, 12),
        ("Go on with it", "Catches `ValueError`.", 10, 10),
        ("Go on with it", "Opens `result`.", 7, 7),
        ("Loop over the prices", "Adds `price` to `result`.", 11, 11),
    ],
)
def test_an_untrue_verb_is_found(title, text, line, last, good_guide, found):
    ((place, _),) = found("BG402", with_step(good_guide, title, text, line, last))
    assert place == "step 1"


def test_verbs_of_a_language_without_a_list_are_believed(good_guide, found):
    guide = with_step(good_guide, "Loop over the prices", "Sends `result`.", 7)
    assert found("BG402", replace(guide, language="fr")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Adds up the prices of all items.",
        "A negative price is an error.",
        "The sum is rounded.",
        "It works.",
        "Prices are encrypted.",
    ],
)
def test_a_supported_sentence_passes(sentence, good_guide, found):
    description = f"`total` sums the prices of `items`. {sentence}"
    assert found("BG403", replace(good_guide, description=description)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Publishes metrics to a Redis cluster.",
        "Renders the customer's dashboard as HTML templates.",
        "Authenticates users against an LDAP directory.",
        "Encrypts passwords.",
    ],
)
def test_an_invented_sentence_is_found(sentence, good_guide, found, subject_of):
    guide = replace(good_guide, description=f"{good_guide.description} {sentence}")
    ((place, message),) = found("BG403", guide)
    assert place == "paragraph 2"
    assert sentence[:30] in message
    assert without_unsupported(guide, subject_of("total")) == good_guide


def test_an_invented_purpose_is_not_just_taken_out(good_guide, subject_of):
    guide = replace(
        good_guide, description="Publishes metrics to a Redis cluster. Sums the prices."
    )
    assert without_unsupported(guide, subject_of("total")) == guide


def test_prose_in_another_language_is_found(good_guide, found):
    german = "Summiert die Preise der `items` und gibt das Ergebnis mit der `rate` zurück, wenn die Preise nicht negativ sind."
    assert [place for place, _ in found("BG404", replace(good_guide, description=german))] == [""]
    assert found("BG404", replace(good_guide, description=german, language="de")) != []
    both = replace(good_guide, description=german, language="de", steps=())
    assert found("BG404", both) == []


@pytest.mark.parametrize("name", ["value", "name", "data"])
def test_a_plain_name_from_the_code_around_is_no_invention(name, good_guide, found):
    description = f"{good_guide.description}\n\nIt reads `{name}` from the code around."
    assert found("BG403", replace(good_guide, description=description)) == []


def test_sentences_end_where_a_new_one_begins():
    text = "Reads `a.b`. Then e.g. this one? `It` is so."
    assert sentences(text) == ["Reads `a.b`.", "Then e.g. this one?", "`It` is so."]


def test_only_words_that_tell_something_are_measured():
    assert telling_words("The `read_text` of `x` is used for all of them") == ["read", "text", "x"]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Reads it, then writes `x` and returns.", ["reads", "writes", "returns"]),
        ("When it fails, raises `E`, which sends mail.", ["raises"]),
        ("Otherwise returns the sums of lists.", ["returns"]),
        ("For each item: yields it.", ["yields"]),
    ],
)
def test_main_verbs_stand_at_the_head_of_clauses(text, verbs):
    assert list(main_verbs(text)) == verbs


def test_signs_belong_to_the_lines_of_their_statement(tmp_path):
    text = (
        "@d\ndef f(a):\n    if a:\n        return len(a)\n    self.x = {\n        1: g(a),\n    }\n"
    )
    signs = Signs(parse(source_from_text(tmp_path / "a.py", text)).module.body)
    assert {"FunctionDef", "Decorated"} <= signs.at(Lines(1, 1))
    assert {"Return", "Call", "call:len"} <= signs.at(Lines(4, 4))
    assert "Reaching" not in signs.at(Lines(3, 4))
    assert "Return" not in signs.at(Lines(3, 3))
    assert {"Store", "Reaching", "const:int"} <= signs.at(Lines(7, 7))
    assert signs.at(Lines(8, 9)) == frozenset()
