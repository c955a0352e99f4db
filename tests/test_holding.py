"""Whatever a model answers, the guide that is shown is complete, in form, and as right as the offline one."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_answer import read_whole

from blockguide.checks.frame import run_checks
from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity, Usage
from blockguide.guide.flaws import flaws
from blockguide.guide.loose import Loose, LooseStep
from blockguide.guide.page import parse_page, render
from blockguide.guide.values import Section
from blockguide.holding.hold import Author, hold
from blockguide.text import Lines
from blockguide.writers.model.values import EndpointFault, FaultKind
from blockguide.writers.model.writer import Answered
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
STEPS = (
    LooseStep("Start at zero", "Binds `result` to `0`.", Lines(3, 3)),
    LooseStep(
        "Add up the prices", "Adds every `item` to `result`, or raises `ValueError`.", Lines(4, 7)
    ),
    LooseStep("Return the total", "Returns `result` with `rate` added.", Lines(8, 8)),
)
EXAMPLE = "from shop import total\n\nprint(total([1, 2]))\n"
DESCRIPTION = "`total` sums the prices of `items` and adds `rate`."
GOOD = Loose(DESCRIPTION, STEPS, EXAMPLE)


@pytest.fixture(scope="session")
def subject(tmp_path_factory):
    root = tmp_path_factory.mktemp("held")
    (root / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    (root / "shop.py").write_text(CODE)
    block = block_at(select_symbol(read_source(root / "shop.py"), "total"))
    way = reach(block, find_project(block.source.path, None))
    return Subject(block, read_facts(block), Context(way, root, (), (), (), ()))


def held(loose, subject, ask_repair=None, language="en"):
    return asyncio.run(hold(loose, subject, write_guide(subject), language, ask_repair))


def errors(verdict):
    return [each for each in verdict.findings if each.severity is Severity.ERROR]


def test_a_right_answer_stays_as_it_is(subject):
    result = held(GOOD, subject)
    assert result.before == ()
    assert set(result.authors.values()) == {Author.MODEL}
    assert result.guide.description == DESCRIPTION
    assert [step.title for step in result.guide.steps] == [step.title for step in STEPS]


def test_only_the_wrong_step_is_replaced(subject):
    wrong = LooseStep("Send the total", "Sends `result` to the shop.", Lines(8, 8))
    result = held(Loose(DESCRIPTION, (*STEPS[:2], wrong), EXAMPLE), subject)
    assert result.authors[Section.STEPS] is Author.MENDED
    assert [step.title for step in result.guide.steps[:2]] == [step.title for step in STEPS[:2]]
    assert "Send" not in render(result.guide)
    assert {each.code for each in result.before} == {"BG402"}
    assert errors(result.verdict) == []


def test_a_statement_that_no_step_tells_of_is_told_by_the_offline_writer(subject):
    result = held(Loose(DESCRIPTION, STEPS[1:], EXAMPLE), subject)
    assert result.guide.steps[0].lines.first <= 3
    assert [step.title for step in result.guide.steps[1:]] == [step.title for step in STEPS[1:]]
    assert errors(result.verdict) == []


def test_one_repair_is_asked_for_with_what_is_wrong(subject):
    asked = []
    example = "from shop import total\n\nprint(total([1], price=2))\n"

    async def ask(guide, findings):
        asked.append((guide, findings))
        return Answered(Loose("", (), EXAMPLE), Usage(10, 5, estimated=False), "")

    result = held(Loose(DESCRIPTION, STEPS, example), subject, ask)
    ((guide, findings),) = asked
    assert guide.example == example
    assert {each.section for each in findings} == {Section.EXAMPLE}
    assert result.guide.example == EXAMPLE
    assert result.usage == Usage(10, 5, estimated=False)
    assert result.authors[Section.EXAMPLE] is Author.MENDED


@pytest.mark.parametrize("cut", ["", "length", "stream"])
def test_whether_the_repair_was_whole_is_known(subject, cut):
    async def ask(guide, findings):
        return Answered(Loose("", (), EXAMPLE), Usage(1, 1, estimated=True), cut)

    assert held(Loose(DESCRIPTION, STEPS, ""), subject, ask).cut == cut
    assert held(GOOD, subject).cut == ""


def test_a_repair_that_is_worse_is_not_taken(subject):
    async def ask(guide, findings):
        return Answered(Loose("`nowhere` flies.", (), "x ="), Usage(1, 1, estimated=True), "")

    result = held(Loose(DESCRIPTION, STEPS, ""), subject, ask)
    assert result.guide.description == DESCRIPTION
    assert result.authors[Section.EXAMPLE] is Author.OFFLINE
    assert errors(result.verdict) == []


def test_a_right_answer_asks_for_no_repair_and_a_failing_endpoint_costs_only_the_repair(subject):
    async def ask(guide, findings):
        raise EndpointFault(FaultKind.SERVER, "It failed.", "Try again.")

    assert held(GOOD, subject, ask).usage is None
    result = held(Loose(DESCRIPTION, STEPS, ""), subject, ask)
    assert result.usage is None
    assert result.authors[Section.EXAMPLE] is Author.OFFLINE


def test_prose_in_another_language_gives_way_where_the_offline_writer_has_the_wanted_one(subject):
    german = "`total` summiert die Preise der `items` und gibt das Ergebnis mit der `rate` zurück, wenn die Preise nicht negativ sind."
    assert (
        held(Loose(german, STEPS, EXAMPLE), subject).authors[Section.DESCRIPTION] is Author.OFFLINE
    )
    assert held(Loose(german, STEPS, EXAMPLE), subject, language="de").guide.description == german


WORDS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "## Description\n", "## Execution Steps\n", "## Usage Example\n", "\n", "\n\n", "1. ", "2. ", "   - ",
                "**Bold**: ", "`total`", "`result`", "returns `result`", "Raises `ValueError`.", " *(3-4)*", " *(99)*",
                "*(3)*", "```python\n", "```\n", "from shop import total\n", "total([1])\n", "print(", "<think>",
                "</think>", "\u202e", "\0", "<img src=x>", "[a](command:b)", "How to Use This Code Block\n", "=====\n",
            ]
        ),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=WORDS, repair=WORDS, language=st.sampled_from(["en", "ru", "de-AT", "fi", ""]))
def test_whatever_is_answered_the_guide_is_complete_and_in_form(subject, answer, repair, language):
    async def ask(guide, findings):
        return Answered(read_whole(repair), Usage(1, 1, estimated=True), "")

    result = held(read_whole(answer), subject, ask, language)
    assert flaws(result.guide) == ()
    assert parse_page(render(result.guide)) == result.guide
    assert errors(result.verdict) == []
    assert run_checks(result.guide, subject) == result.verdict
    assert set(result.authors) == set(Section)
