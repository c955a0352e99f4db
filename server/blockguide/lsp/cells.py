"""A notebook's cell is read below the cells above it: its guide names the cell's own lines all the same."""

import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Final

from blockguide.guide.events import Noticed, Revised
from blockguide.guide.values import Section
from blockguide.text import Lines
from blockguide.workshop.values import Finished, News, Started, Wrote

_LINES: Final = re.compile(r"\*\((\d+)(?:-(\d+))?\)\*$", re.MULTILINE)
"""What the text of a step ends in."""


async def in_own_lines(story: AsyncGenerator[News, None], above: int) -> AsyncGenerator[News, None]:
    """The news, their words naming a document's own lines where `above` others were read before them.

    The places of blocks and cards stay those in what was read. Steps come line by line.
    """
    held = ""
    async with aclosing(story) as told:
        async for news in told:
            if isinstance(news, Wrote) and news.section is Section.STEPS and above:
                whole, end, held = f"{held}{news.text}".rpartition("\n")
                if end:
                    yield Wrote(Section.STEPS, own_page(whole + end, above))
            elif isinstance(news, Started | Noticed):
                yield news
            else:
                if held:
                    yield Wrote(Section.STEPS, own_page(held, above))
                    held = ""
                yield _own(news, above) if above else news


def own_page(text: str, above: int) -> str:
    """A page, or its steps, with lines counted `above` lines later; those that begin above stay."""
    if not above:
        return text

    def own(found: re.Match[str]) -> str:
        return f"*({own_lines(Lines(int(found[1]), int(found[2] or found[1])), above)})*"

    return _LINES.sub(own, text)


def own_lines(lines: Lines, above: int) -> Lines:
    """Lines counted `above` lines later; those that begin above stay."""
    return lines if lines.first <= above else Lines(lines.first - above, lines.last - above)


def _own(news: News, above: int) -> News:
    match news:
        case Revised(section=Section.STEPS):
            return Revised(news.section, own_page(news.body, above))
        case Finished():
            page = own_page(news.page, above)
            return replace(news, page=page, record=_own_record(news.record, page, above))
        case _:
            return news


def _own_record(record: Mapping[str, Any], page: str, above: int) -> dict[str, Any]:
    own = {**record, "page": page}
    if "selection" in own:
        selection = own["selection"]
        lines = own_lines(Lines(selection["start"], selection["end"]), above)
        own["selection"] = {**selection, "start": lines.first, "end": lines.last}
    if steps := own.get("guide", {}).get("steps"):
        own["guide"] = {**own["guide"], "steps": _own_steps(steps, above)}
    return own


def _own_steps(steps: Sequence[Mapping[str, Any]], above: int) -> list[dict[str, Any]]:
    own = []
    for step in steps:
        lines = own_lines(Lines(*step["lines"]), above)
        children = _own_steps(step["children"], above)
        own.append({**step, "lines": [lines.first, lines.last], "children": children})
    return own
