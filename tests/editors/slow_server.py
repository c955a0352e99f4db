"""`blockguide serve` with a writer that takes its time: the offline one has written all before an eye sees it begin.

Everything else is the real thing: the server, the workshop in its process, the reading, the checks and the cache. The
offline writer's own words arrive piece by piece, each section over `BLOCKGUIDE_TEST_SECONDS`.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Final

from blockguide.code.subject import Subject
from blockguide.guide.values import SectionDelta

PIECES: Final = 20


def main(words: list[str]) -> int:
    match words:
        case ["serve"]:
            return serve()
        case ["workshop"]:
            return workshop()
    return 2


def serve() -> int:
    from blockguide.commands.serve import default_directory
    from blockguide.lsp import start

    return start.main(slow_workshop, default_directory)


def slow_workshop():
    from blockguide.settings import settings_from
    from blockguide.workshop.client import WorkshopProcess

    settings, _ = settings_from(os.environ, None)
    return WorkshopProcess(settings, (sys.executable, "-P", "-X", "utf8", __file__, "workshop"))


def workshop() -> int:
    from blockguide.commands import workshop as command

    # The composition stays the command's own, whatever else it puts together.
    writer = replace(command.offline_writer(), write=slowly)
    command.offline_writer = lambda: writer
    return command.workshop()


async def slowly(subject: Subject) -> AsyncGenerator[SectionDelta, None]:
    from blockguide.writers.offline.writer import write

    pause = float(os.environ["BLOCKGUIDE_TEST_SECONDS"]) / PIECES
    async for delta in write(subject):
        size = len(delta.text) // PIECES + 1
        for start in range(0, len(delta.text), size):
            yield SectionDelta(delta.section, delta.text[start : start + size])
            await asyncio.sleep(pause)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
