"""BG1xx: each finds its fault, and only it."""

from dataclasses import replace

import pytest

from blockguide.guide.values import Step
from blockguide.text import Lines


def with_step(guide, number, **changes):
    steps = list(guide.steps)
    steps[number - 1] = replace(steps[number - 1], **changes)
    return replace(guide, steps=tuple(steps))


def test_an_empty_section_title_or_text_is_missing(found, good_guide):
    assert found("BG101", replace(good_guide, description="")) == [
        ("", "The description is empty; write it.")
    ]
    assert found("BG101", replace(good_guide, steps=())) == [("", "There are no steps; write it.")]
    assert found("BG101", replace(good_guide, example="")) == [
        ("", "The example is empty; write it.")
    ]
    assert found("BG101", with_step(good_guide, 2, text="")) == [
        ("step 2", "Step 2 has no text; write it.")
    ]
    assert found("BG101", good_guide) == []


def test_what_the_page_cannot_hold_is_out_of_form(found, good_guide):
    (finding,) = found("BG102", replace(good_guide, description="One\nline."))
    assert finding == (
        "",
        "The description is not made of paragraphs of one line each; bring it into the page's form.",
    )
    (finding,) = found("BG102", with_step(good_guide, 1, title="Start **: now"))
    assert finding[0] == "step 1"
    assert found("BG102", replace(good_guide, language="xx")) != []
    assert found("BG102", good_guide) == []


def test_a_repeated_title_is_found(found, good_guide):
    twice = with_step(good_guide, 3, title="Start at Zero")
    assert found("BG103", twice) == [
        ("step 3", "The title 'Start at Zero' stands on step 1 already; tell them apart.")
    ]


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("Start", "has 1 words"),
        ("Start the sum of all the prices of the items at zero", "has 12 words"),
        ("Start at zero.", "ends in '.'"),
        ("start at zero", "begins small"),
    ],
)
def test_a_title_s_style(found, good_guide, title, fault):
    ((place, message),) = found("BG104", with_step(good_guide, 1, title=title))
    assert place == "step 1"
    assert fault in message


def test_a_code_span_is_one_word_of_a_title(found, good_guide):
    assert found("BG104", with_step(good_guide, 1, title="Bind `result = 0 + 0 + 0 + 0 + 0`")) == []


def test_too_few_and_too_many_steps(found, good_guide, subject_of):
    few = replace(good_guide, steps=good_guide.steps[:1])
    assert found("BG105", few) == [("", "1 steps tell of 3 statements; open one of them.")]
    many = replace(good_guide, steps=good_guide.steps * 5)
    assert found("BG105", many) == [
        ("", "There are 15 steps at the top level; fold them into 12 or less.")
    ]
    assert found("BG105", few, subject_of("Item.gross")) == []


def test_a_child_outside_its_parent(found, good_guide):
    parent = good_guide.steps[1]
    child = replace(parent.children[0], lines=Lines(parent.lines.last + 1, parent.lines.last + 1))
    ((place, message),) = found("BG106", with_step(good_guide, 2, children=(child,)))
    assert place == "step 2.1"
    assert f"outside its parent's {parent.lines}" in message


@pytest.mark.parametrize(
    "echo",
    [
        r"\# How to Use This Code Block",
        "Description",
        "**Execution Steps:**",
        "\N{GEAR}\ufe0f Execution Steps",
        r"\<h2>Description\</h2>",
        r"\## Описание",
        "II. Overview",
    ],
)
def test_an_echoed_heading(found, good_guide, echo):
    assert [
        place for place, _ in found("BG107", replace(good_guide, description=f"{echo}\n\nIt sums."))
    ] == ["paragraph 1"]
    assert found("BG107", replace(good_guide, description="Description of the sum.")) == []


def test_steps_of_any_depth_are_numbered(found, good_guide):
    leaf = Step("", "Text.", Lines(1, 1))
    deep = with_step(good_guide, 2, children=(Step("Go on", "Text.", Lines(1, 1), (leaf,)),))
    assert found("BG101", deep) == [("step 2.1.1", "Step 2.1.1 has no title; write it.")]
