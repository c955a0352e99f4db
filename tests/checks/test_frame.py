"""The frame: every check has its page, and no guide makes one raise."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.checks.frame import CHECKS, run_checks
from blockguide.checks.mend import mend
from blockguide.checks.pages import checks_page
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines


def test_a_good_guide_passes_every_check(good_guide, subject_of):
    verdict = run_checks(good_guide, subject_of("total"))
    assert verdict.findings == ()
    assert verdict.passed == tuple(check.code for check in CHECKS)


def test_codes_are_unique_and_in_order():
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_says_what_why_and_how_to_mend(check):
    summary, *parts = check.documentation.split("\n\n")
    assert summary.endswith(".")
    assert any(part.startswith("Why: ") for part in parts)
    assert parts[-1].startswith("Mend: ")


def test_the_checks_page_is_up_to_date():
    page = Path(__file__).parents[2] / "docs" / "checks.md"
    assert page.read_text("utf-8") == checks_page(), (
        "run: python -m blockguide.checks > docs/checks.md"
    )


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "`",
                "``",
                "**",
                "\n",
                "\r",
                "\0",
                "\ud800",
                "`total`",
                "`a.b(c)`",
                "handles ",
                "Args:",
                ">>> ",
            ]
        ),
    ),
    max_size=6,
).map("".join)
PYTHON = st.lists(
    st.sampled_from(
        [
            "from shop.prices import total, Item\n",
            "from shop.prices import *\n",
            "import shop.prices as p\n",
            "import shop.prices\n",
            "from ..a import b\n",
            "item = Item('a')\n",
            "total(*x, **y)\n",
            "total(a=1, *[2], a2=3)\n",
            "item.cheaper(1, 2, 3)\n",
            "p.total.x.y(p)[0] = 1\n",
            "def total(item, /, *a, b, **c): return p\n",
            "class Item(p.Item, metaclass=x): item: int = 1\n",
            "match item:\n    case {'a': b, **c}: pass\n    case [*d]: pass\n    case Item() as e: pass\n",
            "try:\n    import x\nexcept* (p.Item, ValueError) as e: del e\n",
            "(lambda total: total)(Item)\n",
            "x = y = total\n",
            "for x in p: print(f'{x!r:{total}}')\n",
            "async def f():\n    async with p as q: await total\n",
            "global x\n",
            "\\\n",
            "'''\n",
        ]
    ),
    max_size=8,
).map("".join)
STEPS = st.recursive(
    st.builds(Step, TEXTS, TEXTS, st.builds(Lines, st.integers(-2, 99), st.integers(-2, 99))),
    lambda inner: st.builds(
        Step,
        TEXTS,
        TEXTS,
        st.builds(Lines, st.integers(0, 99), st.integers(0, 99)),
        st.tuples(inner, inner),
    ),
    max_leaves=4,
)
GUIDES = st.builds(
    Guide,
    TEXTS,
    st.lists(STEPS, max_size=3).map(tuple),
    TEXTS | PYTHON,
    st.sampled_from(["en", "", "x-y"]),
)


@given(
    guide=GUIDES,
    what=st.sampled_from(
        ["total", "Item", "Item.gross", "Basket", "read_items.parse", (9, 9), None]
    ),
)
@settings(max_examples=60, deadline=None)
def test_no_guide_makes_a_check_or_the_mending_raise(guide, what, subject_of):
    subject = subject_of(what)
    verdict = run_checks(guide, subject)
    codes = {check.code for check in CHECKS}
    assert set(verdict.passed) | {finding.code for finding in verdict.findings} == codes
    for finding in verdict.findings:
        assert finding.message.endswith(".")
    after = mend(guide, subject, verdict)
    again = run_checks(after, subject)
    assert mend(after, subject, again) == after


def test_nesting_that_python_cannot_take_is_a_finding(good_guide, subject_of):
    deep = replace(good_guide, example=f"x = {'-' * 900}1\n")
    verdict = run_checks(deep, subject_of("total"))
    assert {finding.code for finding in verdict.findings} >= {"BG306"}
