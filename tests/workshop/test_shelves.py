"""A kept guide is found again where its block stands, and nowhere else."""

import ast
import asyncio
import random
import sysconfig
from pathlib import Path

import pytest

from blockguide.cache.guide_cache import GuideCache
from blockguide.code.block import Block, BlockKind, Selection
from blockguide.code.context.values import Ingredient
from blockguide.code.project.ingredients import digest_of
from blockguide.code.select import block_at, select_module
from blockguide.code.source import Source, read_source, source_from_text
from blockguide.guide.entry import Entry, Provenance, Recipe, Verdict
from blockguide.guide.freshness import block_digest, mark_of, pieces_of, place_of
from blockguide.guide.marks import opening_of, stands_at, text_of
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines, Point, Span
from blockguide.workshop.shelves import Shelves

TEXT = """\
import os

LIMIT = 80


def clip(text):
    if not text:
        return None
    return text[:LIMIT]


class Page:
    # How many lines.
    @property
    def size(self):
        return len(self.lines)

    def add(self, line):
        if not line:
            return None
        self.lines.append(line)
"""


def block(text: str, marked: str, path: str = "/gone/clipping.py") -> Block:
    """The block that the first occurrence of `marked` means."""
    source = source_from_text(Path(path), text)
    start = text.index(marked)
    return block_at(Selection(source, Span(_point(text, start), _point(text, start + len(marked)))))


def _point(text: str, offset: int) -> Point:
    before = text[:offset]
    return Point(before.count("\n"), offset - (before.rfind("\n") + 1))


class Library:
    """Keeps guides without writing them, and asks for their cards."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def keep(self, *blocks: Block, outside: tuple[Ingredient, ...] = ()) -> None:
        async def kept():
            cache = GuideCache(self.directory, 1 << 24)
            for number, each in enumerate(blocks):
                pieces = pieces_of(each)
                recipe = Recipe(
                    block_digest(each, pieces), place_of(each), "offline", "", "1", "en"
                )
                step = Step("Do it", "Does it.", Lines(1, each.lines.last - each.lines.first + 1))
                guide = Guide(f"Number {number}.", (step,), "print(1)\n")
                provenance = Provenance("offline", "", "1", (*pieces, *outside), ())
                await cache.put(recipe, Entry(guide, Verdict((), ()), provenance), mark_of(each))
            await cache.close()

        asyncio.run(kept())

    def cards(self, text: str | Source, path: str = "/gone/clipping.py", unsaved=()):
        async def found():
            cache = GuideCache(self.directory, 1 << 24)
            source = source_from_text(Path(path), text) if isinstance(text, str) else text
            try:
                return await Shelves().cards(source, cache, unsaved)
            finally:
                assert cache.take_notices() == ()
                await cache.close()

        return asyncio.run(found())


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "cache")


def places(cards):
    return [(card.name, str(card.lines), card.reasons) for card in cards]


def test_a_block_that_stands_is_found_and_holds(library):
    library.keep(block(TEXT, "def clip"), block(TEXT, "class Page"))
    first, second = library.cards(TEXT)
    assert places([first, second]) == [("clip", "6-9", ()), ("Page", "12-21", ())]
    assert (first.kind, first.preview.purpose, first.preview.steps) == (
        "function",
        "Number 0.",
        ("Do it",),
    )
    assert first.opening == opening_of("  def clip(text):  \n")
    assert first.text == text_of(TEXT.splitlines(keepends=True)[5:9])


def test_a_block_that_moved_is_found(library):
    library.keep(block(TEXT, "def clip"))
    assert places(library.cards("# A comment\n\n" + TEXT)) == [("clip", "8-11", ())]


def test_a_block_with_other_line_ends_is_found(library):
    library.keep(block(TEXT, "def clip"))
    assert places(library.cards(TEXT.replace("\n", "\r\n"))) == [("clip", "6-9", ())]


def test_a_block_that_was_indented_anew_says_that_its_name_changed(library):
    library.keep(block(TEXT, "def clip"))
    lines = TEXT.splitlines(keepends=True)
    inside = "".join(["class Tools:\n", *(f"    {line}" for line in lines[5:9])])
    moved = "".join(lines[:5]) + inside
    assert places(library.cards(moved)) == [
        ("Tools.clip", "7-10", ("The block was called `clip`",))
    ]


def test_a_block_in_a_renamed_file_is_found_and_says_so(library):
    library.keep(block(TEXT, "def clip"))
    assert places(library.cards(TEXT, "/gone/cutting.py")) == [
        ("clip", "6-9", ("The file was called `clipping.py`",))
    ]
    assert places(library.cards(TEXT, "/there/clipping.py")) == [
        ("clip", "6-9", ("The file stood in `/gone`",))
    ]


def test_a_block_written_twice_is_no_block_that_moved(library, tmp_path):
    original = tmp_path / "clipping.py"
    original.write_text(TEXT)
    library.keep(block(TEXT, "def clip", str(original)))
    assert library.cards(TEXT, "/gone/cutting.py") == ()


def test_a_definition_that_changed_is_found_by_its_name(library):
    library.keep(block(TEXT, "def clip"), block(TEXT, "def add"))
    changed = TEXT.replace("text[:LIMIT]", "text[:LIMIT].strip()")
    assert places(library.cards(changed)) == [
        ("clip", "6-9", ("The block itself changed",)),
        ("Page.add", "18-21", ()),
    ]


def test_a_definition_that_is_gone_has_no_card(library):
    library.keep(block(TEXT, "def clip"))
    assert library.cards(TEXT[: TEXT.index("def clip")]) == ()
    assert library.cards("") == ()
    assert library.cards(TEXT.replace("def clip", "def cut")) == ()


def test_what_the_block_reads_makes_it_stale(library):
    library.keep(block(TEXT, "def clip"))
    assert places(library.cards(TEXT.replace("80", "90"))) == [
        ("clip", "6-9", ("`LIMIT` in `clipping.py` changed",))
    ]


def test_what_changed_in_another_file_makes_it_stale(library, tmp_path):
    other = tmp_path / "text.py"
    other.write_text("def normalize(text):\n    return text\n")
    ingredient = Ingredient("normalize", other, digest_of("normalize", other))
    library.keep(block(TEXT, "def clip"), outside=(ingredient,))
    assert places(library.cards(TEXT)) == [("clip", "6-9", ())]
    other.write_text("def normalize(text):\n    return text.lower()\n")
    assert places(library.cards(TEXT)) == [("clip", "6-9", ("`normalize` in `text.py` changed",))]


def test_what_is_edited_and_not_saved_in_another_file_makes_it_stale(library, tmp_path):
    other = tmp_path / "text.py"
    other.write_text("def normalize(text):\n    return text\n")
    ingredient = Ingredient("normalize", other, digest_of("normalize", other))
    library.keep(block(TEXT, "def clip"), outside=(ingredient,))
    edited = source_from_text(other, "def normalize(text):\n    return text.lower()\n")
    (found,) = places(library.cards(TEXT, unsaved=(edited,)))
    assert found == ("clip", "6-9", ("`normalize` in `text.py` changed",))
    elsewhere = source_from_text(other, "import re\n\n\ndef normalize(text):\n    return text\n")
    assert places(library.cards(TEXT, unsaved=(elsewhere,))) == [("clip", "6-9", ())]


def test_statements_are_found_in_their_own_definition_alone(library):
    library.keep(block(TEXT, "return None"))
    assert places(library.cards(TEXT)) == [("", "8", ())]
    without = TEXT.replace("    if not text:\n        return None\n", "", 1)
    assert library.cards(without) == ()


def test_of_statements_written_twice_the_nearest_is_meant(library):
    text = "def f():\n    go()\n    x = 1\n    go()\n    y = 2\n    go()\n"
    library.keep(block_at(Selection(source_from_text(Path("/gone/a.py"), text), line(4))))
    assert places(library.cards(text, "/gone/a.py")) == [("", "4", ())]


def line(number: int) -> Span:
    return Span(Point(number - 1, 4), Point(number - 1, 8))


@pytest.mark.parametrize("marked", ["text[:LIMIT]", "len(self.lines)", "not line", "self.lines"])
def test_an_expression_is_found(library, marked):
    found = block(TEXT, marked)
    assert found.kind is BlockKind.EXPRESSION
    library.keep(found)
    (card,) = library.cards("\n" + TEXT)
    assert (card.kind, card.lines.first, card.reasons) == ("expression", found.lines.first + 1, ())


@pytest.mark.parametrize("marked", ["x = 1", "y = (\n    2)", "z = 3"])
def test_a_part_of_a_line_is_found(library, marked):
    text = "def f():\n    w = 0; x = 1; y = (\n    2); z = 3  # what\n    return w\n"
    found = block(text, marked)
    library.keep(found)
    (card,) = library.cards("\n" + text)
    assert (card.text, card.lines.first) == (mark_of(found).text, found.lines.first + 1)


def test_a_module_is_found_whatever_became_of_it(library):
    source = source_from_text(Path("/gone/clipping.py"), TEXT)
    library.keep(block_at(select_module(source)))
    assert places(library.cards(TEXT)) == [("", "1-21", ())]
    ((name, lines, reasons),) = places(library.cards(TEXT + "\n\nlast = 1\n"))
    assert (name, lines) == ("", "1-24")
    assert "The block itself changed" in reasons


def test_a_file_with_broken_syntax_keeps_its_cards(library):
    library.keep(block(TEXT, "def clip"))
    (card,) = library.cards(TEXT.replace("class Page:", "class Page(:"))
    assert (card.name, card.lines) == ("clip", Lines(6, 9))


def test_of_several_guides_to_one_block_one_that_holds_is_shown(library):
    earlier = TEXT.replace("80", "90")
    library.keep(block(TEXT, "def clip"), block(earlier, "def clip"))
    assert places(library.cards(TEXT)) == [("clip", "6-9", ())]
    assert places(library.cards(earlier)) == [("clip", "6-9", ())]
    (card,) = library.cards(TEXT.replace("80", "100"))
    assert card.preview.purpose == "Number 1."


def test_the_earlier_guide_of_a_changed_block_is_not_shown_beside_the_new_one(library):
    changed = TEXT.replace("text[:LIMIT]", "text[:LIMIT].strip()")
    library.keep(block(TEXT, "def clip"), block(changed, "def clip"))
    assert places(library.cards(changed)) == [("clip", "6-9", ())]


def test_to_forget_takes_the_earlier_guides_of_the_block_with_it(library):
    changed = TEXT.replace("text[:LIMIT]", "text[:LIMIT].strip()")
    library.keep(block(TEXT, "def clip"), block(changed, "def clip"), block(TEXT, "def add"))
    (clip, _) = library.cards(changed)

    async def forget():
        cache = GuideCache(library.directory, 1 << 24)
        await cache.forget_guide(clip.key)
        await cache.forget_guide("00" * 32)
        await cache.close()

    asyncio.run(forget())
    assert places(library.cards(changed)) == [("Page.add", "18-21", ())]


STANDARD = Path(sysconfig.get_path("stdlib"))
FILES = (
    "argparse.py",
    "dataclasses.py",
    "textwrap.py",
    "asyncio/tasks.py",
    "email/message.py",
    "idlelib/editor.py",
)


@pytest.mark.parametrize("name", FILES)
def test_every_block_of_real_code_stands_where_it_stands(name):
    source = read_source(STANDARD / name)
    generator = random.Random(name)
    statements = [
        node for node in ast.walk(ast.parse(source.text)) if isinstance(node, ast.stmt | ast.expr)
    ]
    for node in generator.sample(statements, 60):
        start = Point(node.lineno - 1, node.col_offset)
        found = block_at(
            Selection(source, Span(start, Point(node.end_lineno - 1, node.end_col_offset)))
        )
        mark = mark_of(found)
        assert stands_at(source.lines, found.lines.first - 1, mark), (found.kind, found.lines)
        indented = tuple(f"    {each}" if each.strip() else each for each in source.lines)
        # What an expression or a string holds is not dedented: it may stand anywhere in its line.
        is_movable = found.kind is not BlockKind.EXPRESSION or "\n" not in found.text.strip()
        if is_movable and found.kind is not BlockKind.MODULE and '"""' not in found.text:
            assert stands_at(indented, found.lines.first - 1, mark), (found.kind, found.lines)
