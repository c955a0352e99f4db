"""Any chunking of any answer gives the same sections."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from splitting import GUIDE, WANTED, read, sections

from blockguide.guide.headings import HEADINGS, headings_for
from blockguide.guide.loose import read_loose
from blockguide.guide.splitter import Splitter
from blockguide.guide.values import Section


def variants():
    yield "exact", GUIDE
    atx = GUIDE
    for rule in (
        "==========================\n",
        "-----------\n",
        "---------------\n",
        "-------------\n",
    ):
        atx = atx.replace(f"\n{rule}", "\n")
    yield "bare headings", atx
    for mark in ("#", "##", "### 2. "):
        text = atx
        for name in ("Description", "Execution Steps", "Usage Example"):
            text = text.replace(f"\n{name}\n", f"\n{mark} {name}\n")
        yield f"headings with {mark}", text
    bold = atx
    for name in ("Description", "Execution Steps", "Usage Example"):
        bold = bold.replace(f"\n{name}\n", f"\n**{name}:**\n")
    yield "bold headings", bold
    yield "label on the line", atx.replace("Description\nSplits", "**Description:** Splits")
    yield (
        "synonyms",
        atx.replace("Description", "## Overview")
        .replace("Execution Steps", "## How it works")
        .replace("Usage Example", "## Example usage"),
    )
    yield (
        "underlined synonyms",
        GUIDE.replace("Execution Steps", "Steps").replace("Usage Example", "Example"),
    )
    yield "outer fence", f"```markdown\n{GUIDE}```\n"
    yield "bare outer fence", f"```\n{GUIDE}```\nI hope this helps!\n"
    yield "thoughts", f"<think>\nDescription\nLet me see.\n</think>\n\n{GUIDE}"
    yield "thoughts on one line", f"<think>I see.</think>\n{GUIDE}"
    yield "thoughts that never opened", f"I should look at `split`.\n</think>\n{GUIDE}"
    yield "preamble", f"Sure! Here is the guide you asked for:\n\n---\n{GUIDE}\nLet me know.\n"
    yield "long preamble", "Sure, I will now explain it. " * 40 + f"\n{GUIDE}"
    yield "carriage returns", GUIDE.replace("\n", "\r\n")
    yield "tildes", GUIDE.replace("```", "~~~")
    yield "words before the example", GUIDE.replace("```python", "Call it so:\n\n```python")
    yield "a shell first", GUIDE.replace("```python", "```bash\npip install x\n```\n\n```python")
    yield "output behind", GUIDE + "\nOutput:\n\n```\n('a', '=', 'b')\n```\n"
    yield "the example cut off", GUIDE.removesuffix("\n```\n")
    yield "two guides", GUIDE + "\n" + GUIDE.replace("Splits", "Divides")
    yield (
        "out of order",
        (
            '## Usage Example\n```python\nprint(split("a=b"))\n```\n'
            "## Description\nSplits `line` at the first `=`.\n"
            "## Execution Steps\n" + WANTED[Section.STEPS]
        ),
    )
    yield "an example without a fence", GUIDE.replace("```python\n", "").replace("```\n", "")
    yield (
        "no headings",
        "".join(
            (
                WANTED[Section.DESCRIPTION],
                "\n",
                WANTED[Section.STEPS],
                "\n",
                WANTED[Section.EXAMPLE],
            )
        ),
    )
    yield (
        "no headings and a long text",
        "".join(
            (
                WANTED[Section.DESCRIPTION],
                "\n",
                WANTED[Section.STEPS],
                "\n",
                WANTED[Section.EXAMPLE],
            )
        )
        + "\n",
    )


@pytest.mark.parametrize(("name", "answer"), list(variants()), ids=lambda value: value[:30])
def test_whatever_form_an_answer_has_its_sections_are_found(name, answer):
    assert read(answer) == WANTED


def test_translated_headings_are_found():
    answer = GUIDE.replace("Description", "Описание").replace("Execution Steps", "Шаги выполнения")
    assert read(answer.replace("Usage Example", "Пример использования")) == WANTED


def test_a_heading_inside_code_is_code():
    answer = GUIDE.replace('print(split("a=b"))', '"""\nDescription\n-----------\n"""')
    assert read(answer)[Section.EXAMPLE] == '```python\n"""\nDescription\n-----------\n"""\n```\n'


def test_a_step_that_is_called_like_a_section_is_a_step():
    answer = GUIDE.replace("**Split the line**:", "**Description**:")
    assert "**Description**" in read(answer)[Section.STEPS]


def test_an_echo_of_the_instruction_gives_way_to_the_guide():
    instruction = GUIDE.replace("Splits `line` at the first `=`.", "One to three paragraphs.")
    assert read(instruction + "\n" + GUIDE, instruction=instruction) == WANTED


def test_prose_that_mentions_a_heading_stays_prose():
    text = "Description of the steps follows.\nSteps are counted.\nSteps\nexample: none."
    answer = GUIDE.replace("Splits `line` at the first `=`.", text)
    assert read(answer)[Section.DESCRIPTION] == f"{text}\n"


def test_an_answer_that_is_cut_off_keeps_what_it_said():
    assert read(GUIDE[: GUIDE.index("Partitions") + 4]) == {
        Section.DESCRIPTION: WANTED[Section.DESCRIPTION],
        Section.STEPS: "1. **Split the line**: Part\n",
    }


def test_words_are_given_as_soon_as_they_are_sure():
    splitter = Splitter()
    splitter.feed("# Description\nSplits")
    assert splitter.feed(" the line")[0].text == " the line"
    assert splitter.feed("") == ()


LINES = st.sampled_from(
    [*GUIDE.splitlines(), "```", "```python", "<think>", "</think>", "x", "", "1. a", "  - b", "---",
     "Steps", "**Example:** x", "## usage", "~~~", "a </think> b", "\r", "    code", "`a` b"]
)  # fmt: skip


@given(st.lists(LINES, max_size=25), st.data())
@example(["```", "x", "```python"], None)
def test_every_chunking_gives_the_same_sections(lines, data):
    answer = "\n".join(lines)
    whole = sections([answer])
    assert sections(answer) == whole
    if data is not None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
        pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
        assert sections(pieces) == whole


def in_language(guide, language):
    """The guide with the headings of a language."""
    headings = headings_for(language)
    for english, other in (
        ("How to Use This Code Block", headings.title),
        *((HEADINGS["en"].of(section), headings.of(section)) for section in Section),
    ):
        guide = guide.replace(f"{english}\n", f"{other}\n")
    return guide


ECHO = GUIDE.replace("Splits `line` at the first `=`.", "One to three paragraphs.").replace(
    "Partitions `line`", "What happens, with `code` for every name"
)
ODD = ["```", "```python", "<think>", "</think>", "x", "", "1. a", "  - b", "---", "~~~", "a </think> b",
       "    code", "Steps", "**Example:** x"]  # fmt: skip


@st.composite
def answers(draw):
    """An answer in some language, the instruction echoed before or inside it, whole or in disorder."""
    language = draw(st.sampled_from([*HEADINGS, "de-AT"]))
    instruction, guide = in_language(ECHO, language), in_language(GUIDE, language)
    also = [name for names in headings_for(language).also.values() for name in names]
    known = [*guide.splitlines(), *instruction.splitlines(), *map("## {}".format, also), *also]
    lines = st.lists(st.sampled_from([*known, *ODD]), max_size=12).map("\n".join)
    parts = st.lists(st.sampled_from([instruction, guide]) | lines, min_size=1, max_size=4)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return "\n".join(draw(parts)).replace("\n", end), instruction


@given(answers(), st.data())
def test_every_chunking_gives_the_same_guide_in_every_language_and_behind_an_echo(told, data):
    answer, instruction = told
    known = {"instruction": instruction}
    whole = sections([answer], **known)
    assert sections(answer, **known) == whole
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
    pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    assert sections(pieces, **known) == whole
    assert read_loose(sections(pieces, **known)) == read_loose(whole)


@pytest.mark.parametrize("language", HEADINGS)
def test_an_echo_gives_way_to_the_guide_in_every_language(language):
    instruction, guide = in_language(ECHO, language), in_language(GUIDE, language)
    known = {"instruction": instruction}
    assert read(f"{instruction}\n{guide}", **known) == WANTED
    assert read(f"{guide}\n{instruction}", **known) == WANTED


@given(st.text())
def test_no_text_is_too_strange(text):
    assert sections(text) == sections([text])


def test_a_long_answer_is_split_letter_by_letter_in_linear_time():
    answer = GUIDE.replace("Splits", "Splits " + "a long line " * 4000)
    assert sections(answer)[Section.STEPS] == sections([answer])[Section.STEPS]
