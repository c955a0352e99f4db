"""One order told as news: the story of `document`, in the words that a server understands."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from blockguide import document as story
from blockguide.cache.codec import key_of
from blockguide.code.block import Selection
from blockguide.document import Parts, document
from blockguide.guide import events
from blockguide.guide.answer import answer_to_record, cost_of
from blockguide.guide.events import Revised
from blockguide.guide.freshness import mark_of
from blockguide.guide.marks import Mark
from blockguide.workshop.cards import card_of, name_of
from blockguide.workshop.values import Finished, News, Order, Started, Wrote


async def news_of(order: Order, parts: Parts) -> AsyncGenerator[News, None]:
    """The news of an order, `Finished` last. To close it cancels the work.

    Raises:
        BlockGuideError: an expected failure of the story.
    """
    mark: Mark | None = None
    async with aclosing(document(Selection(order.source, order.span), parts)) as told:
        async for event in told:
            match event:
                case story.Started():
                    mark = mark_of(event.block)
                    yield Started(name_of(mark), mark.kind, mark.lines)
                case events.Wrote():
                    yield Wrote(event.delta.section, event.delta.text)
                case events.Revised():
                    yield Revised(event.section, event.body)
                case events.Noticed():
                    yield event
                case story.Finished():
                    assert mark is not None
                    yield _finished(mark, event, order.settings.model.prices)


def _finished(mark: Mark, finished: story.Finished, prices: tuple[float, float]) -> Finished:
    entry = finished.entry
    stale = finished.stale.reasons if finished.stale else ()
    record = answer_to_record(
        {"path": str(mark.path), "start": mark.lines.first, "end": mark.lines.last},
        entry,
        cached=finished.from_cache,
        stale=stale,
        milliseconds=finished.milliseconds,
    )
    record["cost"] = cost_of(entry.provenance.tokens, prices)
    card = card_of(key_of(finished.recipe).hex(), mark, mark.lines, entry, ())
    page = record["page"]
    assert isinstance(page, str)
    return Finished(card, page, record, finished.from_cache, stale)
