"""Answers nearly in form are read whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.guide.loose import LooseStep, read_loose, read_steps
from blockguide.guide.values import Section
from blockguide.text import Lines

SPLIT = LooseStep("Split the line", "Partitions `line`.", Lines(3, 4))


@pytest.mark.parametrize(
    "line",
    [
        "1. **Split the line**: Partitions `line`. *(3-4)*",
        "1) **Split the line:** Partitions `line`. (3-4)",
        "- **Split the line** - Partitions `line`. (lines 3-4)",
        "* __Split the line__: Partitions `line`. [3–4]",
        "1. Split the line: Partitions `line`. (L3-L4)",
        "1. **Split the line (lines 3-4)**: Partitions `line`.",
        "### Step 1: Split the line (lines 3-4)\nPartitions `line`.",
        "**Step 1: Split the line**\nPartitions `line`. (lines 3-4)",
        "**Step 1:** **Split the line**: Partitions `line`. *(3-4)*",
        "### 1. Split the line\n\nPartitions `line`. *(3-4)*",
        "1. **Split the line**: Partitions\n   `line`. *(3-4)*",
    ],
)
def test_a_step_is_read_in_any_form(line):
    assert read_steps(line) == (SPLIT,)


def test_a_step_without_a_title_keeps_its_words():
    assert read_steps("1. It splits the line.") == (LooseStep("", "It splits the line.", None),)


@pytest.mark.parametrize(
    "listing",
    [
        "1. **A**: one\n    - **B**: two\n    - **C**: three\n2. **D**: four",
        "1. **A**: one\n- **B**: two\n- **C**: three\n2. **D**: four",
        "1. **A**: one\n   a) **B**: two\n   b) **C**: three\n\n2. **D**: four",
        "- **A**: one\n\t- **B**: two\n\t- **C**: three\n- **D**: four",
    ],
)
def test_items_are_nested_as_they_look(listing):
    a, d = read_steps(listing)
    assert (a.title, d.title) == ("A", "D")
    assert [child.title for child in a.children] == ["B", "C"]


def test_a_number_in_a_sentence_is_no_line():
    (step,) = read_steps("1. **Retry**: Tries again (3) times and then stops.")
    assert step.lines is None
    assert "(3)" in step.text


def test_an_example_among_the_steps_is_found():
    loose = read_loose({Section.STEPS: "1. **A**: one\n\n```python\nrun()\n```\n"})
    assert loose.example == "run()\n"
    assert [step.title for step in loose.steps] == ["A"]


def test_steps_in_the_description_are_found():
    loose = read_loose({Section.DESCRIPTION: "Splits.\n\n1. **A**: one\n2. **B**: two\n\nDone.\n"})
    assert loose.description == "Splits.\n\nDone."
    assert [step.title for step in loose.steps] == ["A", "B"]


@given(st.dictionaries(st.sampled_from(Section), st.text()))
def test_nothing_is_too_strange(bodies):
    read_loose(bodies)


WORDS = st.lists(st.sampled_from(["one", "two", "`three`", "four"]), min_size=1, max_size=5).map(
    " ".join
)


@given(st.lists(st.tuples(st.sampled_from(["1. ", "- ", "    - ", "2) ", ""]), WORDS), max_size=12))
def test_no_word_of_a_list_is_lost(lines):
    listing = "1. begin\n" + "\n".join(front + words for front, words in lines)

    def words(step):
        return [
            *step.title.split(),
            *step.text.split(),
            *(w for c in step.children for w in words(c)),
        ]

    found = [word for step in read_steps(listing) for word in words(step)]
    assert found == ["begin", *" ".join(words for _, words in lines).split()]
