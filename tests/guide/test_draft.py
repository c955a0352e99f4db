"""A draft forgets how its text was cut, and shows a whole page at any moment."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.guide.draft import Draft
from blockguide.guide.headings import HEADINGS
from blockguide.guide.page import render, render_section
from blockguide.guide.values import Section, SectionDelta


def deltas_of(guide, cut):
    for section in Section:
        body = render_section(guide, section)
        ends = sorted({cut(len(body)) for _ in range(6)} | {len(body)})
        for start, end in zip([0, *ends], ends, strict=False):
            yield SectionDelta(section, body[start:end])


@settings(max_examples=40)
@given(data=st.data())
def test_every_chunking_gives_the_same_guide_and_page(data, formed_guides):
    guide = data.draw(
        formed_guides.filter(lambda each: each.description and each.steps and each.example)
    )
    draft = Draft()
    for delta in deltas_of(guide, lambda size: data.draw(st.integers(0, size))):
        draft.take(delta)
    assert draft.guide() == guide
    assert draft.page() == render(guide)


def test_the_page_grows_section_by_section_and_its_fence_is_always_closed(guide):
    draft = Draft()
    headings = HEADINGS["en"]
    seen = []
    for section in Section:
        for character in render_section(guide, section):
            draft.take(SectionDelta(section, character))
            page = draft.page()
            seen.append([each for each in Section if f"\n{headings.of(each)}\n" in page])
            assert page.count("```") in (0, 2)
            assert page.endswith("\n")
    assert seen == sorted(seen, key=len)
    assert seen[0] == [Section.DESCRIPTION]
    assert seen[-1] == list(Section)


def test_nothing_written_is_a_title_alone():
    assert Draft().page() == f"How to Use This Code Block\n{'=' * 89}\n"


def test_a_section_can_be_written_again(guide):
    draft = Draft()
    for section in Section:
        draft.take(SectionDelta(section, render_section(guide, section)))
    draft.restart(Section.DESCRIPTION)
    assert "\nDescription\n" not in draft.page()
    draft.take(SectionDelta(Section.DESCRIPTION, "Another."))
    assert draft.guide().description == "Another."
    assert draft.guide().steps == guide.steps
