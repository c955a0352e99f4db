"""Lets a model write over the offline guide, and shows of it what holds."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from enum import StrEnum
from functools import partial

from blockguide.code.subject import Subject
from blockguide.errors import BlockGuideError
from blockguide.guide.entry import Usage, sum_of
from blockguide.guide.events import Noticed, Revised, Wrote
from blockguide.guide.values import Guide
from blockguide.holding.hold import Held, hold
from blockguide.improving.shown import Shown
from blockguide.improving.values import Improved, Model, Showing
from blockguide.writers.model.values import EndpointFault
from blockguide.writers.model.writer import CUTS, Answered, Said
from blockguide.writers.offline.phrases.morphology import listed


async def improve(
    subject: Subject, offline: Guide, model: Model, showing: Showing
) -> AsyncGenerator[Wrote | Revised | Noticed | Improved, None]:
    """Lets `model` write over `offline`; `Improved` comes last. To close it hangs up.

    Whatever the model does, what is shown at the end is `Improved.held.guide`, or the offline guide.
    """
    shown = Shown(showing, subject, offline)
    answered: Answered | None = None
    lost: Usage | None = None
    try:
        async with aclosing(model.write(subject)) as words:
            async for word in words:
                if isinstance(word, Said):
                    yield Noticed(word.sentence)
                elif isinstance(word, Answered):
                    answered = word
                else:
                    for event in shown.take(word):
                        yield event
    except EndpointFault as fault:
        lost = fault.usage
        yield _why_not(fault.sentence, fault.advice, fault.kind)
    except BlockGuideError as error:
        yield _why_not(error.message, error.advice, error.code)
    if answered is None:
        for event in shown.become(offline):
            yield event
        yield Improved(None, lost, cut=True)
        return
    held = await hold(
        answered.loose, subject, offline, offline.language, partial(model.repair, subject)
    )
    for notice in _shortcomings(held):
        yield notice
    for event in shown.become(held.guide):
        yield event
    yield Improved(held, sum_of((answered.usage, held.usage)), cut=bool(answered.cut or held.cut))


def _shortcomings(held: Held) -> Iterator[Noticed]:
    """What a reader is told of a model's guide that does not stand by itself."""
    if held.unrepaired:
        yield Noticed(f"{held.unrepaired} So the model corrected nothing.")
    if held.cut:
        yield Noticed(f"The model's correction is not whole. {CUTS[held.cut]}")
    if held.replaced:
        told = listed([f"the {section}" for section in held.replaced])
        yield Noticed(f"The offline writer wrote {told}: nothing that the model wrote there holds.")


def _why_not(sentence: str, advice: str, code: StrEnum) -> Noticed:
    return Noticed(f"{sentence} {advice} The offline writer wrote this guide.", code.value)
