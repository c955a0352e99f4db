"""The page has one exact form, and every guide comes back from it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.guide.flaws import flaws
from blockguide.guide.page import MalformedPage, parse_page, render, render_section
from blockguide.guide.values import Guide, Section, Step, make_guide, make_step
from blockguide.text import Lines

PAGE = """\
How to Use This Code Block
=========================================================================================

Description
-------------------------
`read` reads a file.

It returns a `dict`.

Execution Steps
-------------------------
1. **Read the file**: For each line: *(4)* it *(3-7)*
    - **Split the line at `=`**: Partitions `line`. *(5-6)*
2. **Return it**: Returns it. *(8)*

Usage Example
-------------------------

```python
from app import read

print(read())
```
"""


def test_the_page_is_exactly_the_designed_one(guide):
    assert render(guide) == PAGE
    assert parse_page(PAGE) == guide


@settings(max_examples=40)
@given(data=st.data())
def test_every_formed_guide_comes_back_from_its_page(data, formed_guides):
    guide = data.draw(formed_guides)
    assert parse_page(render(guide)) == guide


@settings(max_examples=40)
@given(data=st.data())
def test_any_guide_without_flaws_comes_back_from_its_page(data, any_guides):
    guide = data.draw(any_guides)
    if not flaws(guide):
        assert parse_page(render(guide)) == guide


@settings(max_examples=40)
@given(data=st.data())
def test_what_parses_is_the_page_of_what_it_parsed_to(data, any_guides):
    page = render(data.draw(any_guides))
    try:
        guide = parse_page(page)
    except MalformedPage:
        return
    assert render(guide) == page


@settings(max_examples=40)
@given(data=st.data())
def test_one_changed_character_never_gives_another_guide_with_the_same_page(data, formed_guides):
    page = render(data.draw(formed_guides))
    at = data.draw(st.integers(0, len(page) - 1))
    changed = page[:at] + data.draw(st.sampled_from("`*-=\n 1:)x")) + page[at + 1 :]
    try:
        parsed = parse_page(changed)
    except MalformedPage:
        return
    assert render(parsed) == changed


def test_a_fence_in_the_example_makes_the_page_s_fence_longer():
    guide = make_guide(
        "D.", (make_step("Do it", "Does it.", Lines(1, 1)),), 'print("""\n````\n""")\n'
    )
    assert "\n`````python\n" in render(guide)
    assert parse_page(render(guide)) == guide


def test_headings_inside_the_example_are_example(guide):
    rule = "-" * 25
    docstring = (
        f'"""\nDescription\n{rule}\nExecution Steps\n{rule}\n\nUsage Example\n{rule}\n\n"""\n'
    )
    nested = make_guide(guide.description, guide.steps, docstring)
    assert parse_page(render(nested)) == nested


def test_deep_steps_stand_four_spaces_deeper_each():
    leaf = Step("C", "c.", Lines(3, 3))
    steps = (Step("A", "a.", Lines(1, 3), (Step("B", "b.", Lines(2, 3), (leaf,)),)),)
    body = render_section(Guide("d", steps, "e\n"), Section.STEPS)
    assert body == "1. **A**: a. *(1-3)*\n    - **B**: b. *(2-3)*\n        - **C**: c. *(3)*\n"


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("How to", "how to", None),
        ("=====\n\n", "=====\n\nHere you are.\n\n", None),
        ("Description\n", "Summary\n", Section.DESCRIPTION),
        ("-\n`read`", "--\n`read`", Section.DESCRIPTION),
        ("Execution Steps", "Steps", Section.STEPS),
        ("Usage Example", "Example", Section.EXAMPLE),
        ("1. **", "2. **", Section.STEPS),
        ("    - **", "        - **", Section.STEPS),
        ("    - **", "  - **", Section.STEPS),
        ("**Return it**", "Return it", Section.STEPS),
        (" *(8)*", "", Section.STEPS),
        ("*(8)*", "*(8-8)*", Section.STEPS),
        ("*(8)*", "*(08)*", Section.STEPS),
        ("```python", "```py", Section.EXAMPLE),
        ("```python", "````python", Section.EXAMPLE),
        ("())\n```\n", "())\n```\n\nEnjoy!\n", Section.EXAMPLE),
        ("())\n```\n", "())\n```", Section.EXAMPLE),
    ],
)
def test_a_page_out_of_form_says_where(old, new, section):
    assert PAGE.count(old) >= 1
    with pytest.raises(MalformedPage) as caught:
        parse_page(PAGE.replace(old, new, 1))
    assert caught.value.section is section
    assert caught.value.reason.endswith(".")
