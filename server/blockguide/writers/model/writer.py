"""The model writer: asks an endpoint for a guide and streams its words, made safe, as they come."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from blockguide.code.subject import Subject
from blockguide.guide.entry import Finding, Usage
from blockguide.guide.given import Restarted
from blockguide.guide.loose import Loose, read_loose
from blockguide.guide.sentence import without_cut_end
from blockguide.guide.splitter import Splitter
from blockguide.guide.values import Guide, Section, SectionDelta
from blockguide.writers.model import talking
from blockguide.writers.model.heard import MOST
from blockguide.writers.model.prompt import prompt_for
from blockguide.writers.model.repair import repair_prompt
from blockguide.writers.model.showing import SafeText, made_safe
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import (
    Answer,
    Ended,
    Endpoint,
    Piece,
    Prompt,
    Waiting,
    Wish,
)

Ask = Callable[[Endpoint, Prompt], AsyncGenerator[Answer, None]]
"""What sends a prompt to an endpoint and gives its answer as it comes: `talking.ask`."""

CUTS: Final = {
    "length": "The answer was cut off: it reached the limit of its length. "
    "`blockguide.endpoint.answerTokens` (or BLOCKGUIDE_ANSWER_TOKENS) allows more.",
    "filter": "The answer was cut off by the endpoint's content filter.",
    "stream": "The answer broke off before its end.",
    "time": "The answer was cut off: it was not whole in the time that it may take. "
    "`blockguide.endpoint.wholeTimeout` (or BLOCKGUIDE_WHOLE_MS) allows more.",
    "size": f"The answer was cut off after {MOST:,} characters, and no setting allows more. "
    "Choose another model: no guide is that long.",
}
"""What a person is told of each `Ended.cut`."""


@dataclass(frozen=True, slots=True)
class Said:
    """One plain sentence for the reader: why one waits, what was left out, what broke off."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Answered:
    """All of an answer, always the last word.

    Attributes:
        loose: what it says, safe, the secrets back in their places; any part may be missing.
        usage: its tokens.
        cut: why it is not whole, as in `Ended`; empty when it is.
    """

    loose: Loose
    usage: Usage
    cut: str


Word = SectionDelta | Restarted | Said | Answered
"""What streams: text to append to a section (safe to show), a section to begin anew, a sentence, the end."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """A model behind an endpoint, as a writer.

    Attributes:
        name: always `model`.
        model: the model's name.
        version: of its instructions, with the detail; part of the recipe.
        language: of the prose, a BCP 47 tag.
        write: streams the words of a guide, `Answered` last. Raises `EndpointFault` where no answer comes, or
            it breaks off with an error. To close the iteration closes the connection.
        repair: asks once for the parts of a guide that its findings say are wrong; None where the request
            would not fit into the model's window. Raises `EndpointFault`.
    """

    name: str
    model: str
    version: str
    language: str
    write: Callable[[Subject], AsyncGenerator[Word, None]]
    repair: Callable[[Subject, Guide, Sequence[Finding]], Awaitable[Answered | None]]


def model_writer(endpoint: Endpoint, wish: Wish, ask: Ask = talking.ask) -> ModelWriter:
    """The writer that `endpoint` serves, asked as `wish` says.

    Raises:
        BlockGuideError: BAD_TEMPLATE.
    """
    _, version = instructions(wish)
    way = _Way(endpoint, wish, ask)
    return ModelWriter(
        "model", endpoint.model, version, wish.language, partial(_write, way), partial(_repair, way)
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """How a model is asked: where, for what, and by what function."""

    endpoint: Endpoint
    wish: Wish
    ask: Ask


async def _write(way: _Way, subject: Subject) -> AsyncGenerator[Word, None]:
    # The detector of secrets takes half a second to import, which is not spent on the event loop.
    prompt = await asyncio.to_thread(prompt_for, subject, way.wish, way.endpoint)
    if prompt.cramped:
        yield Said(f"Left out, for want of room: {', '.join(prompt.cramped)}.")
    async with aclosing(_words(way, prompt)) as words:
        async for word in words:
            yield word


async def _repair(
    way: _Way, subject: Subject, guide: Guide, findings: Sequence[Finding]
) -> Answered | None:
    # It is worth one try: who waits for it has a guide already.
    wish, endpoint = way.wish, replace(way.endpoint, retries=0)
    prompt = await asyncio.to_thread(repair_prompt, subject, guide, findings, wish, endpoint)
    if prompt is None:
        return None
    answered = None
    async with aclosing(_words(replace(way, endpoint=endpoint), prompt)) as words:
        async for word in words:
            if isinstance(word, Answered):
                answered = word
    return answered


async def _words(way: _Way, prompt: Prompt) -> AsyncGenerator[Word, None]:
    splitter = Splitter(prompt.messages[0].text)
    safe = SafeText(prompt.placeholders)
    bodies: dict[Section, list[str]] = {}
    last: Section | None = None
    ended = Ended(Usage(prompt.tokens, 0, estimated=True), "stream")

    def told(words: Sequence[SectionDelta | Restarted]) -> list[Word]:
        nonlocal last
        shown: list[Word] = []
        for word in words:
            if isinstance(word, Restarted):
                bodies.pop(word.section, None)
                last = None if last is word.section else last
                safe.forget(word.section)
                shown.append(word)
            else:
                last = word.section
                bodies.setdefault(last, []).append(word.text)
                shown += safe.take(word)
        return shown

    async with aclosing(way.ask(way.endpoint, prompt)) as answer:
        async for one in answer:
            match one:
                case Piece():
                    for word in told(splitter.feed(one.text)):
                        yield word
                case Waiting():
                    again = (
                        f"Trying again in {one.seconds:.0f} s."
                        if one.seconds >= 1
                        else "Trying again at once."
                    )
                    yield Said(f"{one.sentence} {again}")
                case Ended():
                    ended = one
    for word in (*told(splitter.close()), *safe.rest()):
        yield word
    if ended.cut:
        yield Said(CUTS[ended.cut])
    texts = {section: "".join(parts) for section, parts in bodies.items()}
    if ended.cut and last in (Section.DESCRIPTION, Section.STEPS):
        texts[last] = without_cut_end(texts[last])
    loose = read_loose(texts)
    yield Answered(made_safe(loose, prompt.placeholders), ended.usage, ended.cut)
