"""The guide to a notebook's cell names the cell's own lines, however its words come in pieces."""

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from blockguide.guide.events import Noticed, Revised
from blockguide.guide.values import Section
from blockguide.lsp.cells import in_own_lines, own_lines, own_page
from blockguide.text import Lines
from blockguide.workshop.values import Started, Wrote

STEPS = "1. **Add**: Adds `*(3)*` to it. *(12)*\n   - **Print**: Prints. *(13-15)*\n2. **Go**: Goes. *(4)*\n"
OWN = "1. **Add**: Adds `*(3)*` to it. *(2)*\n   - **Print**: Prints. *(3-5)*\n2. **Go**: Goes. *(4)*\n"


def told(news, above):
    async def story():
        for each in news:
            yield each

    async def heard():
        return [each async for each in in_own_lines(story(), above)]

    return asyncio.run(heard())


@given(st.lists(st.integers(0, len(STEPS)), max_size=8).map(sorted))
def test_steps_in_any_pieces_have_the_cells_own_lines(cuts):
    bounds = [0, *cuts, len(STEPS)]
    pieces = [STEPS[a:b] for a, b in pairwise(bounds)]
    news = [
        Started("go", "function", Lines(12, 15)),
        *(Wrote(Section.STEPS, piece) for piece in pieces),
        Wrote(Section.EXAMPLE, "print(1) *(12)*\n"),
    ]
    heard = told(news, 10)
    assert heard[0] == news[0]
    assert heard[-1] == news[-1]
    assert "".join(each.text for each in heard[1:-1]) == OWN


def test_a_mended_section_and_what_is_said_between():
    heard = told([Noticed("Waiting."), Revised(Section.STEPS, STEPS)], 10)
    assert heard == [Noticed("Waiting."), Revised(Section.STEPS, OWN)]


def test_a_document_that_nothing_stands_above_is_told_as_it_is():
    news = [Wrote(Section.STEPS, STEPS[:20]), Wrote(Section.STEPS, STEPS[20:])]
    assert told(news, 0) == news
    assert own_page(STEPS, 0) == STEPS


def test_a_block_that_begins_above_keeps_its_lines():
    assert own_lines(Lines(1, 40), 10) == Lines(1, 40)
    assert own_lines(Lines(11, 12), 10) == Lines(1, 2)
