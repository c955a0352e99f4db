"""A heading is read whatever stands around its name, and no prose is taken for one."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting import GUIDE, WANTED, headed, read, sections

from blockguide.guide.headings import HEADINGS
from blockguide.guide.labels import is_only_a_heading, label_of, may_become_label
from blockguide.guide.splitter import Splitter
from blockguide.guide.values import Section

NAMES = ("Description", "Execution Steps", "Usage Example")
FORMS = [
    "## \N{OPEN BOOK} {}",
    "## {} \N{OPEN BOOK}",
    "\N{GEAR}\ufe0f {}",
    "**\N{GEAR}\ufe0f {}**",
    "\N{OPEN BOOK} **{}**",
    "## 1\ufe0f\u20e3 {}",
    "## I. {}",
    "## iv) {}",
    "A) {}",
    "## Section 1: {}",
    "Part II \N{EN DASH} {}",
    "## Раздел 2. {}",
    "## (1) {}",
    "##\u00a0{}\u00a0",
    "> ## {}",
    "> **{}**",
    "<h2>{}</h2>",
    '<h2 id="part" align="center">\N{OPEN BOOK} {}</h2>',
    "## <strong>{}</strong>",
    '## <a name="1"></a>{}',
    "<B>{}:</B>",
    "## {} {{#part}}",
    "## {} (in short)",
    "## {} (`split()`)",
    "## {} of `split`",
    "## {} for the function `split_all`",
    "### {} \N{EM DASH} in short",
    "**{} (in short)**",
    "**{} (in short):**",
    "**{}** (in short)",
    "**{} of `split`**",
    "__{} of `split`__",
    "<b>{} of `split`</b>",
    "{} (in short)\n------",
    "{} of `split`\n====",
    "> {} of `split`\n> ----",
    "## \N{OPEN BOOK} 1. {} of `split` \N{OPEN BOOK}",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_heading_is_found_whatever_stands_around_its_name(form):
    assert read(headed(*map(form.format, NAMES))) == WANTED


@pytest.mark.parametrize(
    "steps",
    [
        "## Step-by-Step Execution",
        "## Step\u2011by\u2011Step Explanation",
        "### Step by step walkthrough:",
        "## Steps of the execution",
        "## Execution\u00a0Steps",
    ],
)
def test_a_heading_of_steps_in_other_words_is_found(steps):
    assert read(headed("## Description", steps, "## Example")) == WANTED


@pytest.mark.parametrize(
    "before", ["\ufeff", "\ufeff\n", "\u200b"], ids=["mark", "mark and line", "no width"]
)
def test_a_byte_order_mark_hides_no_heading(before):
    assert read(before + headed("## Description", "## Steps", "## Example")) == WANTED
    assert read(f"\ufeff```markdown\n{GUIDE}```\n") == WANTED


def test_a_guide_that_is_quoted_is_read_without_its_marks():
    quoted = "".join(f"> {line}".rstrip() + "\n" for line in GUIDE.splitlines())
    assert read(quoted) == WANTED


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("form", ["## {}", "{}\n-----", "{}", "**{}**"])
def test_the_headings_of_every_language_are_found(language, form):
    names = [HEADINGS[language].of(section) for section in Section]
    assert read(headed(*map(form.format, names))) == WANTED


def test_no_name_heads_two_sections():
    heads = [
        (name.casefold(), section)
        for headings in HEADINGS.values()
        for section in Section
        for name in (headings.of(section), *headings.also.get(section, ()))
    ]
    assert len(dict(heads)) == len(set(heads))


PROSE = [
    "Description of the steps follows.",
    "Usage (see below) is simple.",
    "Steps of the loop are counted",
    "**Usage** of `split` is simple.",
    "**Example (short)** and more words",
    "* Description of a line",
    "- \N{OPEN BOOK} Description",
    "\N{WHITE HEAVY CHECK MARK} Steps are counted.",
    "# of steps",
    "> Usage is simple.",
    "<b>Usage</b> of `split` is simple.",
    "[Usage](https://example.org) is told there.",
    "1. **Description of `x`** (lines 3-4)",
    "### 1. Usage (lines 3-9)",
    "### 2. Execution of the query",
    "I. e. steps",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_heading(line):
    answer = GUIDE.replace("Splits `line` at the first `=`.", f"{line}\nIt splits.")
    assert read(answer)[Section.DESCRIPTION] == f"{line}\nIt splits.\n"
    assert read(answer)[Section.EXAMPLE] == WANTED[Section.EXAMPLE]


def test_a_heading_below_its_own_section_is_text():
    steps = "1. **Run**: Runs. *(3)*\n\n### Execution of the loop\n\n2. **Loop**: Loops. *(4)*\n"
    answer = GUIDE.replace(WANTED[Section.STEPS], steps)
    assert read(answer)[Section.STEPS] == steps


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("\N{GEAR}\ufe0f Execution Steps", True),
        (r"\<h2>Description\</h2>", True),
        (r"\## Описание:", True),
        ("**Summary**", True),
        ("Steps", True),
        ("Description of the sum.", False),
        ("Description: it sums.", False),
        ("It sums.", False),
    ],
)
def test_a_paragraph_that_only_names_a_section_is_told_from_prose(text, only):
    assert is_only_a_heading(text) is only


FRONTS = ["", " ", "#", "## ", "> ", "**", "*", "__", "<h2>", '<h3 id="a">', "<b>", "1.", "1. ", "IV) ", "A. ", "(2) ",
          "Section 1: ", "Раздел 2 - ", "\N{OPEN BOOK} ", "1\ufe0f\u20e3", "\u00a0", "\ufeff", "Sect", "<", "<h", "(", "i"]  # fmt: skip
BACKS = ["", " ", ":", ": ", "**", "__", "</h2>", "</b>", " (short)", " (", " (lines 3-4)", " of", " of `x`", " o", " for", " \N{EM DASH} x",
         "{#a}", " {#", "</", "</h", " \N{OPEN BOOK}", ".", " x", "s", " - ", " des Codes", " функции"]  # fmt: skip
ALL_NAMES = sorted(
    {
        name
        for headings in HEADINGS.values()
        for section in Section
        for name in (headings.title, headings.of(section), *headings.also.get(section, ()))
    }
)
HEADING_LINES = st.builds(
    lambda fronts, name, backs: "".join((*fronts, name, *backs)),
    st.lists(st.sampled_from(FRONTS), max_size=4),
    st.sampled_from([*NAMES, *ALL_NAMES, "x"]),
    st.lists(st.sampled_from(BACKS), max_size=4),
)


@given(HEADING_LINES)
def test_what_begins_a_possible_heading_may_become_one(line):
    may = [may_become_label(line[:end]) for end in range(len(line) + 1)]
    assert may == sorted(may, reverse=True)
    label = label_of(line)
    if label is not None and not label.rest:
        assert may[-1]


@given(st.lists(HEADING_LINES | st.sampled_from(GUIDE.splitlines()), max_size=12), st.data())
def test_every_chunking_gives_the_same_sections_under_any_heading(lines, data):
    answer = "\n".join(lines)
    whole = sections([answer])
    assert sections(answer) == whole
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
    pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    assert sections(pieces) == whole


@pytest.mark.parametrize(
    "start", ["Splits", "`Steps", "Das", "**So ", "Stephen", "Usage is", "1. **"]
)
def test_prose_is_given_as_soon_as_no_heading_can_come_of_it(start):
    splitter = Splitter()
    splitter.feed("## Description\n")
    given = splitter.feed(f"{start} y")
    assert "".join(each.text for each in given) == f"{start} y"


def test_a_line_below_what_may_be_a_heading_is_given_as_soon_as_it_is_no_rule():
    splitter = Splitter()
    splitter.feed("## Description\n")
    assert splitter.feed("Steps of the loop\n-") == ()
    assert splitter.feed(" y")[0].text == "Steps of the loop\n- y"


@pytest.mark.parametrize(
    "line",
    [
        "<thinking> " + "so " * 40_000,
        "## Description (" + "((a) " * 30_000,
        "Description (" + "((a) " * 30_000,
        "## Description <b " * 8_000,
        "<h2 " * 30_000,
        "#" * 100_000,
        "- " * 50_000,
        "```" + "x " * 50_000,
        "~~~" + "x " * 50_000,
        "\N{OPEN BOOK} " * 50_000,
        "I. " * 40_000,
        "x </think> " * 10_000,
        "`</think>" * 10_000,
        "<think></think>" * 8_000,
        "[" * 100_000,
        "**Description of " + "* " * 50_000,
    ],
    ids=lambda line: line[:20],
)
def test_a_long_line_costs_little_a_token(line):
    splitter = Splitter()
    splitter.feed("## Description\n")
    pieces = [line[at : at + 4] for at in range(0, len(line), 4)]
    began = process_time()
    for piece in pieces:
        splitter.feed(piece)
    splitter.feed("\n")
    splitter.close()
    assert (process_time() - began) / len(pieces) < 0.0002
