"""Plays a model on loopback until its standard input ends: `endpoint.py PAGE.md WORDS_A_SECOND [FIRST_WAIT]`.

It is the scripted endpoint of the tests. It says its address on the first line of its output, and then the head of
each request.
"""

import asyncio
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "writers/model"))
from scripted_endpoint import DONE, ScriptedEndpoint, finish, sleep, text


async def main(page: str, words_a_second: float, first_wait: float) -> None:
    """Answers every request with the words of a page, one after another."""
    words = re.findall(r"\s*\S+", page)
    steps = [step for word in words for step in (text(word), sleep(1 / words_a_second))]
    usual = (sleep(first_wait), *steps, text("\n"), finish(), DONE)
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
