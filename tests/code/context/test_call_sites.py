"""The real uses of a definition in its project."""

import asyncio
from pathlib import Path

from blockguide.code.context.analyst import MOST_LIKELY, Analyst
from blockguide.code.context.values import CallSite, Context
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import read_source, source_from_text
from blockguide.settings import Deadlines, Settings

PATIENT = Deadlines(start=30_000, names=10_000, call_sites=20_000)

FILES = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "shop/__init__.py": "from .prices import total, Basket\n",
    "shop/prices.py": '''\
def total(rows, tax=0):
    """Adds rows up."""
    return sum(rows) + tax


class Basket:
    def add(self, row):
        return total([row])

    def fill(self):
        self.add(1)
''',
    "shop/report.py": """\
from shop import prices
from .prices import Basket, total as sum_up


def report(rows, total):
    total(rows)
    return prices.total(rows, tax=2)


class Big(Basket):
    def more(self):
        callback = prices.total
        self.add(2)
        super().add(3)
        return sum_up([])


class Other:
    def add(self, row): ...
    def go(self):
        self.add(5)


def build() -> Basket:
    basket = Basket()
    basket.add(4)
    return basket


build().add(6)
""",
    "tests/test_prices.py": """\
from shop.prices import total


def test_total_of_two():
    assert total([1, 2]) == 3
""",
}


def write(root: Path) -> None:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def context_of(path: Path, symbol: str, cache: Path, text: str | None = None) -> Context:
    source = read_source(path) if text is None else source_from_text(path, text)
    block = block_at(select_symbol(source, symbol))

    async def run() -> Context:
        async with Analyst(Settings(None, PATIENT, cache)) as analyst:
            return await analyst.context(block, read_facts(block))

    return asyncio.run(run())


def places(sites: tuple[CallSite, ...]) -> set[tuple[str, str]]:
    return {(site.path.name, site.call) for site in sites}


def test_a_function_is_found_under_every_name_and_the_tests_come_first(tmp_path, cache):
    write(tmp_path)
    context = context_of(tmp_path / "shop/prices.py", "total", cache)
    assert context.call_sites[0] == CallSite(
        path=tmp_path / "tests/test_prices.py",
        line=5,
        column=11,
        call="total([1, 2])",
        statement="assert total([1, 2]) == 3",
        within="test_total_of_two",
        is_test=True,
    )
    assert places(context.call_sites) == {
        ("test_prices.py", "total([1, 2])"),
        ("report.py", "prices.total(rows, tax=2)"),
        ("report.py", "prices.total"),
        ("report.py", "sum_up([])"),
        ("prices.py", "total([row])"),
    }
    assert context.call_sites[-1].call == "prices.total"
    assert ("test_total_of_two", tmp_path / "tests/test_prices.py") in {
        (one.name, one.path) for one in context.ingredients
    }


def test_a_method_is_found_through_self_super_and_inferred_objects(tmp_path, cache):
    write(tmp_path)
    context = context_of(tmp_path / "shop/prices.py", "Basket.add", cache)
    assert places(context.call_sites) == {
        ("prices.py", "self.add(1)"),
        ("report.py", "self.add(2)"),
        ("report.py", "super().add(3)"),
        ("report.py", "basket.add(4)"),
        ("report.py", "build().add(6)"),
    }


def test_a_class_is_found_where_it_is_made_inherited_and_named(tmp_path, cache):
    write(tmp_path)
    context = context_of(tmp_path / "shop/prices.py", "Basket", cache)
    assert {(site.call, site.statement) for site in context.call_sites} == {
        ("Basket()", "basket = Basket()"),
        ("Basket", "class Big(Basket):"),
        ("Basket", "def build() -> Basket:"),
    }


def test_uses_in_the_unsaved_text_count(tmp_path, cache):
    write(tmp_path)
    path = tmp_path / "shop/prices.py"
    text = FILES["shop/prices.py"] + "\n\nunsaved = total([7])  # größe\n"
    context = context_of(path, "total", cache, text)
    assert ("prices.py", "total([7])") in places(context.call_sites)


def test_a_search_that_is_cut_says_so(tmp_path, cache):
    write(tmp_path)
    block = block_at(select_symbol(read_source(tmp_path / "shop/prices.py"), "total"))
    deadlines = Deadlines(start=30_000, names=10_000, call_sites=0)

    async def run() -> Context:
        async with Analyst(Settings(None, deadlines, cache)) as analyst:
            return await analyst.context(block, read_facts(block))

    context = asyncio.run(run())
    assert [gap.what for gap in context.gaps] == ["call sites"]
    assert context.gaps[0].transient


def test_where_there_are_enough_plain_calls_no_more_are_looked_for(tmp_path, cache):
    write(tmp_path)
    calls = "".join(f"    assert total([{number}]) == {number}\n" for number in range(20))
    test = f"from shop.prices import total\n\n\ndef test_many():\n{calls}"
    (tmp_path / "tests/test_prices.py").write_text(test)
    context = context_of(tmp_path / "shop/prices.py", "total", cache)
    assert {site.path.name for site in context.call_sites} == {"test_prices.py"}
    assert len(context.call_sites) == 12
    assert context.gaps == ()


def test_places_past_what_is_inferred_are_a_gap_that_another_try_does_not_fill(tmp_path, cache):
    write(tmp_path)
    unclear = "".join(f"    made({number}).add(1)\n" for number in range(MOST_LIKELY + 1))
    far = f"from shop.prices import Basket\n\n\ndef far(made):\n{unclear}"
    (tmp_path / "shop/zzz/far.py").parent.mkdir()
    (tmp_path / "shop/zzz/far.py").write_text(far)
    context = context_of(tmp_path / "shop/prices.py", "Basket.add", cache)
    (gap,) = context.gaps
    assert gap.why.endswith("more places may use it; it takes too long to tell.")
    assert not gap.transient
    assert ("report.py", "basket.add(4)") in places(context.call_sites)
