"""BG2xx: vague words, invented names, lines, coverage, echoes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.checks.names import names_in
from blockguide.checks.vague import hint_of_vagueness, vague_words
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines

SAMPLES = {
    "Getting",
    "doing",
    "HANDLES",
    "in order to",
    "etc",
    "basically",
    "takes care of",
    "this code block",
}


def described(guide, text):
    return replace(guide, description=text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It handles the items.", "handles"),
        ("Simply sums them.", "Simply"),
        ("Takes various items.", "various"),
        ("Sums, sorts, etc.", "etc"),
        ("Sorts in order to sum.", "in order to"),
        ("It processes the items.", "processes the"),
        ("A robust sum.", "robust"),
        ("Performs the sum.", "Performs"),
    ],
)
def test_vague_words_are_found(found, good_guide, text, word):
    ((place, message),) = found("BG201", described(good_guide, text))
    assert place == "paragraph 1"
    assert message.startswith(f"{word!r} is vague; ")


@pytest.mark.parametrize(
    "text",
    [
        "Calls `handles`, `getting` and `a.performs(stuff)`.",
        'Prints "various stuff".',
        "Closes both handles of the file.",
        "It starts three processes.",
        "It forgets nothing and budgets well.",
        "This code block sums.",
    ],
)
def test_other_words_are_not(found, good_guide, text):
    assert found("BG201", described(good_guide, text)) == []


def test_this_code_block_may_stand_once(found, good_guide):
    text = "This code block sums. The code block returns."
    assert len(found("BG201", described(good_guide, text))) == 1


@given(st.sampled_from(sorted(SAMPLES)), st.text(max_size=5), st.text(max_size=5))
def test_the_hint_misses_no_vague_word(sample, before, after):
    text = f"{before}{sample}{after}"
    if any(word.pattern.search(text) for word in vague_words("en-GB")):
        assert hint_of_vagueness("en-GB").search(text.lower())


def test_a_guide_in_russian_is_held_to_russian_words(found, good_guide):
    vague = described(replace(good_guide, language="ru"), "Функция обрабатывает список.")
    ((_, message),) = found("BG201", vague)
    assert "обрабатывает" in message
    exact = described(replace(good_guide, language="ru"), "Функция складывает цены.")
    assert found("BG201", exact) == []
    assert found("BG201", replace(vague, language="de")) == []


def test_a_language_without_a_list_has_no_vague_words():
    assert vague_words("xx") == ()
    assert vague_words("../en") == ()


def test_invented_names_are_found_with_their_place(found, good_guide):
    steps = (replace(good_guide.steps[0], text="Binds `total_sum`."), *good_guide.steps[1:])
    assert [
        (place, message.split("`")[1])
        for place, message in found("BG202", replace(good_guide, steps=steps))
    ] == [("step 1", "total_sum")]


@pytest.mark.parametrize(
    "text",
    [
        "`total`, `items`, `item.price` and `result += item.price`",
        "`Basket.add` of the same file",
        "`None`, `yield`, `ValueError`, `len`, `str.splitlines`, `__exit__`, `os.path`, `self`",
        "`round(result * (1 + rate), 2)`",
        "`\"invented_word\"`, `'%Y'`, `b'raw_word'` and `'7 days'`",
        "`print` and `Item` of the example, `shop.prices`",
    ],
)
def test_existing_names_and_what_stands_in_strings_are_known(found, good_guide, text):
    assert found("BG202", described(good_guide, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "`0.19`",
        "`.19` and `0.190`",
        "`by / 100`, `1e2`, `0x64` and `1_00`",
        "`items[0]`, `round(x, 2)`, `1`",
        "`utf8`",
    ],
)
def test_a_number_of_the_file_is_known_however_it_is_spelled(found, good_guide, text):
    assert [
        each for each in found("BG202", described(good_guide, text)) if "number" in each[1]
    ] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("at most `7` items", "7"), ("`rate * 0.2`", "0.2"), ("`0x1f`", "0x1f"), ("`items[3:]`", "3")],
)
def test_a_number_that_stands_nowhere_is_found(found, good_guide, text, number):
    ((_, message),) = found("BG202", described(good_guide, text))
    assert message.startswith(f"The number `{number}` is nowhere in the file")


def test_a_part_of_a_name_is_no_name(found, good_guide):
    assert len(found("BG202", described(good_guide, "`ite` and `tem`"))) == 2


def test_names_in_code():
    assert names_in("f'{a}' + b.c(d=1e5, _e=0xff) + \"g h\" + 'i\\'j'") == ["b", "c", "d", "_e"]


def test_lines_outside_of_the_block(found, good_guide, subject_of):
    last = subject_of("total").block.lines.last
    steps = (replace(good_guide.steps[0], lines=Lines(last, last + 1)), *good_guide.steps[1:])
    ((place, message),) = found("BG203", replace(good_guide, steps=steps))
    assert place == "step 1"
    assert f"lines {last}-{last + 1}" in message


def test_each_untold_statement_is_named(found, good_guide, subject_of):
    last = subject_of("total").block.lines.last
    assert [
        place for place, _ in found("BG204", replace(good_guide, steps=good_guide.steps[:2]))
    ] == [f"line {last}"]
    children = replace(
        good_guide, steps=(good_guide.steps[0], *good_guide.steps[1].children, good_guide.steps[2])
    )
    assert len(found("BG204", children)) == 1  # the loop's own line


def test_a_class_is_told_by_its_statements(found, good_guide, subject_of):
    subject = subject_of("Item")
    lines = subject.block.lines
    whole = Guide("d", (Step("Define it", "Text.", lines),), "x\n")
    assert found("BG204", whole, subject) == []
    nothing = Guide("d", (Step("Define it", "Text.", Lines(lines.first, lines.first + 1)),), "x\n")
    assert [place for place, _ in found("BG204", nothing, subject)][:3] == [
        f"line {lines.first + n}" for n in (4, 5, 6)
    ]


def test_the_rest_of_many_untold_statements_is_counted(found, good_guide, subject_of):
    places = found("BG204", Guide("d", (), "x\n"), subject_of())
    assert len(places) == 6
    assert "further statements" in places[-1][1]


def test_a_description_that_is_the_docstring(found, good_guide):
    echo = "Sums the prices of items. Args: items: what to sum."
    messages = [message for _, message in found("BG205", described(good_guide, echo))]
    assert messages[0].startswith("The description repeats the docstring")
    assert messages[1].startswith("'Args:' is docstring markup")
    assert found("BG205", described(good_guide, "Sums the prices of items.")) == []


@pytest.mark.parametrize(
    "mark", [":param items: what", "Returns: the sum", ">>> total([])", ".. note:: this"]
)
def test_docstring_markup(found, good_guide, mark):
    assert len(found("BG205", described(good_guide, f"It sums. {mark}"))) == 1
    assert found("BG205", described(good_guide, f"It sums. `{mark}`")) == []


def test_a_text_that_repeats_its_title(found, good_guide):
    steps = (replace(good_guide.steps[0], text="Start at zero."), *good_guide.steps[1:])
    assert [place for place, _ in found("BG206", replace(good_guide, steps=steps))] == ["step 1"]
    assert found("BG206", good_guide) == []
