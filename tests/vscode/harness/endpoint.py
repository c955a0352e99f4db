"""Plays a model on loopback until its standard input ends: `endpoint.py PAGE.md WORDS_A_SECOND [FIRST_WAIT]`.

It is the scripted endpoint of the tests. It says its address on the first line of its output, and then the head of
each request.
"""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2] / "writers/model"))
from scripted_endpoint import DONE, ScriptedEndpoint, finish, sleep, text


class Answer:
    """The steps of an answer, each time anew: each word at its own time, whatever those before it took."""

    def __init__(self, words: list[str], words_a_second: float, first_wait: float) -> None:
        self.words = words
        self.words_a_second = words_a_second
        self.first_wait = first_wait

    def __iter__(self) -> Iterator[tuple]:
        yield sleep(self.first_wait)
        start = perf_counter()
        for count, word in enumerate(self.words, start=1):
            yield text(word)
            late = perf_counter() - start
            yield sleep(max(0, count / self.words_a_second - late))
        yield from (text("\n"), finish(), DONE)


async def main(page: str, words_a_second: float, first_wait: float) -> None:
    """Answers every request with the words of a page, one after another."""
    words = re.findall(r"\s*\S+", page)
    usual = Answer(words, words_a_second, first_wait)
    # A connection that is cut at the end is no failure.
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    async with ScriptedEndpoint(usual=usual) as endpoint:
        print(endpoint.base_url, flush=True)
        end = asyncio.ensure_future(asyncio.to_thread(sys.stdin.read))
        told = 0
        while not end.done():
            for request in endpoint.requests[told:]:
                print(request.head.replace("\r\n", "\t"), flush=True)
                told += 1
            await asyncio.wait({end}, timeout=0.1)


if __name__ == "__main__":
    path, speed, *wait = sys.argv[1:]
    content = Path(path).read_text(encoding="utf-8")
    asyncio.run(main(content, float(speed), float(wait[0]) if wait else 0))
