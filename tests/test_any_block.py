"""Any selection of any file of the standard library has a page, and the page parses back into the same guide."""

import asyncio
import random
import sysconfig
from pathlib import Path

import pytest

from blockguide.code.block import Selection
from blockguide.code.context.assembly import brief_of, context_of
from blockguide.code.source import read_source
from blockguide.document import Finished, NoKeeper, Parts, Writer, document
from blockguide.errors import BlockGuideError
from blockguide.guide.page import parse_page, render
from blockguide.settings import Settings
from blockguide.text import Point, Span
from blockguide.writers.offline.writer import VERSION, write

LIBRARY = sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))
PARTS = 4
FILES = 15


class Syntactic:
    """The context without jedi: what the layout and the syntax tell."""

    async def context(self, block, facts):
        return context_of(brief_of(block, facts, Settings()), {}, [], ())


def selections(seed):
    chance = random.Random(seed)
    for path in chance.sample(
        [path for path in LIBRARY if "site-packages" not in path.parts], FILES
    ):
        try:
            source = read_source(path)
        except BlockGuideError:
            continue
        first, last = sorted(chance.randrange(len(source.lines) + 1) for _ in range(2))
        last = min(last, first + chance.randrange(60))
        yield Selection(
            source, Span(Point(first, chance.randrange(30)), Point(last, chance.randrange(80)))
        )


async def finished(selection):
    async for event in document(
        selection, Parts(Syntactic(), Writer("offline", "", VERSION, write), NoKeeper())
    ):
        if isinstance(event, Finished):
            return event
    raise AssertionError


@pytest.mark.parametrize("seed", range(PARTS))
def test_the_page_of_any_block_parses_back(seed):
    count = 0
    for selection in selections(seed):
        entry = asyncio.run(finished(selection)).entry
        assert parse_page(render(entry.guide)) == entry.guide
        count += 1
    assert count > FILES / 2
