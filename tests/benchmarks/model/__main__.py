"""Measures what the model writer adds to its endpoint, over a scripted one on loopback in a process of its own.

    python tests/benchmarks/model [rounds]

First words: from the moment the endpoint sends its first token until the story tells the first words.
Work per token: CPU time from the first token to the last, less what the client library alone takes for the same
stream. A long answer: CPU time to split, read, make safe, align, check and mend 100 kB, once as a whole, which is
what is bounded. And as a reader gets it, with the checks of each section, or of each step and section, as soon as
it is whole, and of the whole once more: the sum of all that work, spread over the time that an endpoint takes to
send as much (minutes), and what of it comes after the last token, which is what a reader waits for.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import monotonic, process_time

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "writers" / "model"), str(HERE)]

from answers import ANSWER, CODE, long_answer, recorded, subject_in, tokens_of  # noqa: E402
from endpoint_process import serving  # noqa: E402
from scripted_endpoint import DONE, finish, sleep, text, usage  # noqa: E402
from timing import percentile  # noqa: E402
from whole_answer import read_pieces  # noqa: E402

from blockguide.code.context.analyst import Analyst  # noqa: E402
from blockguide.code.select import select_symbol  # noqa: E402
from blockguide.code.source import read_source  # noqa: E402
from blockguide.commands.choice import chosen_model  # noqa: E402
from blockguide.commands.workshop import offline_writer  # noqa: E402
from blockguide.document import NoKeeper, Parts, document  # noqa: E402
from blockguide.guide.entry import Usage  # noqa: E402
from blockguide.guide.events import Wrote  # noqa: E402
from blockguide.guide.values import SectionDelta  # noqa: E402
from blockguide.holding.hold import hold  # noqa: E402
from blockguide.improving.improve import improve  # noqa: E402
from blockguide.improving.shown import Shown  # noqa: E402
from blockguide.improving.values import Showing  # noqa: E402
from blockguide.settings import ModelSettings, Settings, WriterChoice  # noqa: E402
from blockguide.writers.model.values import (  # noqa: E402
    Answer,
    Ended,
    Endpoint,
    Message,
    Piece,
    Prompt,
    Wish,
)
from blockguide.writers.model.writer import Answered, model_writer  # noqa: E402
from blockguide.writers.offline.writer import write_guide  # noqa: E402

FIRST_WORDS = 0.050
PER_TOKEN = 0.0002
LONG = 0.5
REPEATS = 12


async def first_words(folder: Path, rounds: int) -> list[float]:
    """Seconds from the first token to the first words of the story, one for each round."""
    heading, *rest = tokens_of(ANSWER)
    script = (
        text(heading),
        *map(text, rest[:3]),
        sleep(0.05),
        *map(text, rest[3:]),
        finish(),
        DONE,
    )
    selection = select_symbol(read_source(folder / "shop.py"), "total")
    taken = []
    with serving(script) as (base_url, began):
        model = ModelSettings("scripted", base_url=base_url)
        settings = Settings(writer=WriterChoice.MODEL, model=model, cache_directory=folder)
        async with Analyst(settings) as analyst:
            parts = Parts(
                analyst,
                offline_writer(),
                NoKeeper(),
                "en",
                chosen_model(settings),
                showing=Showing.WORDS,
            )
            for _ in range(rounds + 3):
                async for event in document(selection, parts):
                    if isinstance(event, Wrote):
                        taken.append(monotonic() - began.value)
                        break
                await asyncio.sleep(0.06)
    return taken[3:]


async def per_token(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """CPU seconds a token of the whole stream: what is shown of it, and the client library alone."""
    tokens = tokens_of(ANSWER) * REPEATS
    script = (*map(text, tokens), finish(), usage(9, len(tokens)), DONE)
    subject = subject_in(folder)
    offline = write_guide(subject)
    ours, library = [], []
    with serving(script) as (base_url, _):
        endpoint = Endpoint(base_url, "scripted", context_tokens=100_000, answer_tokens=50_000)
        for turn in range(rounds + 1):
            before = process_time()
            shown = Shown(Showing.WORDS, subject, offline)
            async for word in model_writer(endpoint, Wish()).write(subject):
                if isinstance(word, SectionDelta):
                    for _ in shown.take(word):
                        pass
                elif isinstance(word, Answered):
                    break
            middle = process_time()
            count = await bare(endpoint)
            after = process_time()
            if turn:
                ours.append((middle - before) / count)
                library.append((after - middle) / count)
    return ours, library


async def bare(endpoint: Endpoint) -> int:
    """Reads the stream by the client library alone; how many events it had."""
    import openai

    count = 0
    async with openai.AsyncOpenAI(
        base_url=endpoint.base_url, api_key="none", max_retries=0
    ) as client:
        message = {
            "role": "user",
            "content": Prompt((Message("user", "x"),), (), (), 1, "").messages[0].text,
        }
        stream = await client.chat.completions.create(model="m", messages=[message], stream=True)
        async with stream:
            async for _ in stream:
                count += 1
    return count


def long_one(folder: Path, size: int) -> float:
    """CPU seconds to split, read and check an answer of `size` bytes that comes in pieces of four letters."""
    subject = subject_in(folder)
    offline, answer = write_guide(subject), long_answer(size)
    before = process_time()
    loose = read_pieces(answer[at : at + 4] for at in range(0, len(answer), 4))
    asyncio.run(hold(loose, subject, offline, "en"))
    return process_time() - before


async def long_shown(folder: Path, size: int, showing: Showing) -> tuple[float, float]:
    """CPU seconds for the same answer as a reader gets it: each step and section is checked when it is whole.

    All of them, and those after the last token.
    """
    subject = subject_in(folder)
    offline, answer = write_guide(subject), long_answer(size)
    began = last = 0.0

    async def ask(_: Endpoint, __: Prompt) -> AsyncGenerator[Answer, None]:
        nonlocal began, last
        began = process_time()
        for at in range(0, len(answer), 4):
            yield Piece(answer[at : at + 4])
        last = process_time()
        yield Ended(Usage(0, 0, estimated=True), "")

    model = model_writer(Endpoint("http://localhost:1/v1", "scripted"), Wish(), ask)
    async for _ in improve(subject, offline, replace(model, repair=_no_repair), showing):
        pass
    ended = process_time()
    return ended - began, ended - last


async def _no_repair(*_: object) -> None:
    return None


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shop.py").write_text(CODE)
        words = asyncio.run(first_words(folder, rounds))
        ours, library = asyncio.run(per_token(folder, 5))
        long = median(long_one(folder, 100_000) for _ in range(3))
        shown = {
            showing: sorted(asyncio.run(long_shown(folder, 100_000, showing)) for _ in range(3))[1]
            for showing in Showing
        }
    recordings, right = recorded()
    worst, added = percentile(words, 0.99), median(ours) - median(library)
    figures = (
        (
            f"first token to first words, 99 of 100 of {len(words)}",
            worst * 1e3,
            FIRST_WORDS * 1e3,
            "ms",
        ),
        ("work per token beyond the client library's, CPU", added * 1e3, PER_TOKEN * 1e3, "ms"),
        ("100 kB split, then checked once at the end, CPU", long, LONG, "s"),
    )
    for what, value, bound, unit in figures:
        print(
            f"{what:58} {value:8.3f} {unit:3} (at most {bound:g}){'' if value <= bound else ' MISSED'}"
        )
    print(f"{'  first words at the median':58} {median(words) * 1e3:8.3f} ms")
    print(f"{'  the client library alone, a token':58} {median(library) * 1e3:8.3f} ms")
    for showing, part in ((Showing.SECTIONS, "sections"), (Showing.WORDS, "steps and sections")):
        whole_stream, after = shown[showing]
        what = f"  100 kB streamed, {part} checked, CPU of it all"
        print(f"{what:58} {whole_stream:8.3f} s   (spread over the stream, no bound)")
        print(f"{'    of it after the last token':58} {after:8.3f} s")
    missed = "" if right == recordings else " MISSED"
    print(
        f"{'recorded answers in form, with every check passed':58} {right:4} of {recordings}{missed}"
    )
    return int(any(value > bound for _, value, bound, _ in figures) or right != recordings)


if __name__ == "__main__":
    raise SystemExit(main())
