"""What a model thinks aloud is none of its guide, whatever the tags are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting import GUIDE, WANTED, read, sections

from blockguide.guide.splitter import Splitter
from blockguide.guide.values import Section

TAGS = [
    ("<think>", "</think>"),
    ("<Think>", "</Think>"),
    ("<THINK >", "</ THINK >"),
    ("<thinking>", "</thinking>"),
    ('<think effort="high">', "</think>"),
    ("<thought>", "</thought>"),
    ("<thoughts>", "</thoughts>"),
    ("<reasoning>", "</reasoning>"),
    ("<reflection>", "</reflection>"),
    ("[THINK]", "[/THINK]"),
    ("[think]", "[/think]"),
    ("<think>", "</thinking>"),
]


@pytest.mark.parametrize(("opened", "closed"), TAGS)
@pytest.mark.parametrize(
    "form",
    [
        "{}\n## Description\nThe user wants `limit`.\n{}\n\n{}",
        "{}I see.{}\n{}",
        "{}I see.{}{}",
        "{}I see.\nSteps{}\n{}",
    ],
)
def test_thoughts_are_dropped_by_any_name(opened, closed, form):
    assert read(form.format(opened, closed, GUIDE)) == WANTED
    assert read("\ufeff" + form.format(opened, closed, GUIDE)) == WANTED


@pytest.mark.parametrize("closed", sorted({closed for _, closed in TAGS}))
@pytest.mark.parametrize(
    "before",
    [
        "I should look at `split`.\n",
        "## Description\nI think; the user wants `limit`. ",
        "Steps\n",
        "I should look. " * 60,
    ],
)
def test_thoughts_of_which_only_the_end_is_told_are_dropped(closed, before):
    assert read(f"{before}{closed}\n{GUIDE}") == WANTED


def test_thoughts_amid_a_guide_leave_the_rest_of_it():
    for thought in ("<think>Hm.</think>", "<thinking>\nHm.\n</thinking>", "[THINK]a\nb[/THINK]"):
        assert read(GUIDE.replace("1. **Split", f"{thought}\n1. **Split")) == WANTED


def test_thoughts_within_thoughts_are_dropped():
    assert read(f"<thinking>\na\n<reflection>\nb\n</reflection>\nc\n</thinking>\n{GUIDE}") == WANTED


@pytest.mark.parametrize(
    "line",
    [
        "`</think>` ends a thought.",
        "Removes `<think>` and `</thinking>`.",
        "[reasoning](https://example.org) is told there.",
        "<thinker> is a name.",
        "[thought]: a word.",
    ],
)
def test_a_tag_in_words_about_it_is_no_thought(line):
    answer = GUIDE.replace("Splits `line` at the first `=`.", line)
    assert read(answer)[Section.DESCRIPTION] == f"{line}\n"


def test_a_tag_in_code_is_code():
    code = 'print("""\n<thinking>\n</thinking>\n""")'
    answer = GUIDE.replace('print(split("a=b"))', code)
    assert read(answer)[Section.EXAMPLE] == f"```python\n{code}\n```\n"


def test_words_are_given_as_soon_as_they_are_no_tag():
    splitter = Splitter()
    splitter.feed("## Description\n")
    for start in ("<thin", "[th", "< "):
        assert splitter.feed(start) == ()
        assert splitter.feed("!")[0].text == f"{start}!"
        splitter.feed("\n")


PARTS = st.sampled_from(
    [*(tag for pair in TAGS for tag in pair), "\n", "\n", " ", "x", "`", "## Description\n", "Splits.\n", "<thi", "<", "[",
     "(", "](x)", ">", "/", "```\n", "Steps", "> ", GUIDE]
)  # fmt: skip


@given(st.lists(PARTS, max_size=14).map("".join), st.data())
def test_every_chunking_gives_the_same_sections_behind_any_thoughts(answer, data):
    whole = sections([answer])
    assert sections(answer) == whole
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
    pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    assert sections(pieces) == whole
