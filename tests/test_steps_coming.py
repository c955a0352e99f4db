"""A model's steps are checked as they come: what fails gives way as soon as it is whole, the rest stays."""

import asyncio
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.entry import Usage
from blockguide.guide.events import Noticed, Revised, Wrote
from blockguide.guide.loose import Loose
from blockguide.guide.values import Section, SectionDelta
from blockguide.holding.steps import StepsComing
from blockguide.improving.improve import improve
from blockguide.improving.values import Improved, Showing
from blockguide.writers.model.writer import Answered, ModelWriter
from blockguide.writers.offline.writer import write_guide

CODE = '''\
def total(items, rate=0.19):
    """Sums the prices of items."""
    result = 0
    for item in items:
        if item < 0:
            raise ValueError(item)
        result += item
    return result * (1 + rate)
'''
RIGHT = (
    "1. **Start at zero**: Binds `result` to `0`. *(3)*\n",
    (
        "2. **Add up the prices**: For each `item`: *(4-7)*\n"
        "    - **Refuse a negative price**: Raises `ValueError`. *(5-6)*\n"
        "    - **Add the price**: Adds `item` to `result`. *(7)*\n"
    ),
    "3. **Return the total**: Returns `result` with `rate` added. *(8)*\n",
)
WRONG = "1. **Send the sum**: Sends `result` to `shop`. *(3)*\n"
UNPLACED = "1. **Send the sum**: Sends `nothing` to `shop`.\n"


@pytest.fixture(scope="session")
def subject(tmp_path_factory):
    root = tmp_path_factory.mktemp("coming")
    (root / "shop.py").write_text(CODE)
    block = block_at(select_symbol(read_source(root / "shop.py"), "total"))
    way = reach(block, find_project(block.source.path, None))
    return Subject(block, read_facts(block), Context(way, root, (), (), (), ()))


def came(subject, parts):
    """The list as a reader has it after each part."""
    steps, body, bodies = StepsComing(subject, write_guide(subject)), "", []
    for part in parts:
        body += part
        changed = steps.take(part)
        body = body if changed is None else changed
        bodies.append(body)
    return bodies


def test_right_steps_stay_as_they_are(subject):
    assert came(subject, RIGHT)[-1] == "".join(RIGHT)


def test_a_wrong_step_gives_way_as_soon_as_the_next_begins(subject):
    whole, next_begun, further = came(subject, (WRONG, "2. ", RIGHT[1][3:]))
    assert whole == WRONG
    assert "Sends" not in next_begun
    assert next_begun.endswith("\n2. ")
    assert re.match(r"1\. \*\*.*`result`.* \*\(3\)\*\n2\. ", next_begun)
    assert further == next_begun + RIGHT[1][3:]


def test_what_takes_a_step_s_place_is_numbered_on_and_stands_once(subject):
    again = WRONG.replace("1.", "3.")
    body = came(subject, (RIGHT[0], WRONG.replace("1.", "2."), again, RIGHT[2]))[-1]
    assert body.startswith(RIGHT[0])
    (number,) = re.findall(r"^(\d)\. .* \*\(3\)\*$", body.removeprefix(RIGHT[0]), re.MULTILINE)
    assert number == "2"


def test_a_wrong_step_that_names_no_lines_goes(subject):
    assert came(subject, (UNPLACED, RIGHT[1]))[-1] == RIGHT[1]


@examples(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*RIGHT, WRONG, UNPLACED, "Some words.\n", "* a bullet\n", "\n"]),
        max_size=6,
    ),
    st.lists(st.integers(0, 400), max_size=8),
)
def test_however_the_steps_are_cut_the_same_stands(subject, parts, cuts):
    text = "".join(parts)
    at = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in itertools.pairwise(at)]
    assert came(subject, pieces)[-1] == came(subject, [*text, ""])[-1]


def improved(subject, showing, *deltas):
    async def write(_):
        for section, text in deltas:
            yield SectionDelta(section, text)
        yield Answered(Loose("", (), ""), Usage(1, 1, estimated=False), "")

    async def repair(*_):
        return None

    async def run():
        model = ModelWriter("model", "m", "1", "en", write, repair)
        events = improve(subject, write_guide(subject), model, showing)
        return [event async for event in events if not isinstance(event, Improved | Noticed)]

    return asyncio.run(run())


def test_words_come_as_they_are_and_a_wrong_step_is_revised_amid_them(subject):
    events = improved(
        subject,
        Showing.WORDS,
        (Section.STEPS, WRONG),
        (Section.STEPS, RIGHT[1]),
        (Section.STEPS, RIGHT[2]),
    )
    wrote, following, revised, last = events[:4]
    assert wrote == Wrote(SectionDelta(Section.STEPS, WRONG))
    assert following == Wrote(SectionDelta(Section.STEPS, RIGHT[1]))
    assert isinstance(revised, Revised)
    assert "Sends" not in revised.body
    assert revised.body.endswith(RIGHT[1])
    assert last == Wrote(SectionDelta(Section.STEPS, RIGHT[2]))


def test_a_section_takes_the_offline_one_s_place_only_with_what_holds_of_it(subject):
    events = improved(
        subject,
        Showing.SECTIONS,
        (Section.DESCRIPTION, "`total` sums `nowhere`.\n"),
        (Section.STEPS, WRONG + "".join(RIGHT[1:])),
        (Section.EXAMPLE, "```python\n"),
    )
    (steps,) = [each for each in events if each.section is Section.STEPS][:1]
    assert "Sends" not in steps.body
    assert "Returns `result` with `rate` added." in steps.body
    assert not any("nowhere" in each.body for each in events)
