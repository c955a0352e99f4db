"""A workshop whose writer does what the definition's name says: `odd_workshop.py DIRECTORY`.

`stuck` never ends; `dies` ends the process whenever it is written, `dies_once` only the first time, and
`dies_late` the first time when half of it is written, the second half otherwise than the first time;
`prints` writes to standard output and error; `together_0` and the like wait until the most that a person may
choose are written at once.
"""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from blockguide.code.context.analyst import Analyst
from blockguide.commands.workshop import guide_cache, offline_writer, sent
from blockguide.guide.values import Section, SectionDelta
from blockguide.settings.values import MOST_GUIDES_AT_ONCE
from blockguide.workshop import work
from blockguide.workshop.stock import Suppliers

DIRECTORY = Path(sys.argv[1])
usual = offline_writer()


def _together():
    return len(list(DIRECTORY.glob("together*")))


async def write(subject):
    name = subject.block.name
    is_first = not (DIRECTORY / str(name)).exists()
    (DIRECTORY / str(name)).touch()
    while name == "stuck":
        pass
    while str(name).startswith("together") and _together() < MOST_GUIDES_AT_ONCE:  # noqa: ASYNC110 - other tasks make the files
        await asyncio.sleep(0.01)
    if name == "dies" or (name == "dies_once" and is_first):
        os._exit(3)
    if name == "prints":
        print("to nobody", flush=True)
        sys.stderr.write("x" * 200_000 + "\nsaid\n")
        os.write(1, b"from below\n")
    async for delta in usual.write(subject):
        if name == "dies_late" and is_first and delta.section is Section.STEPS:
            yield SectionDelta(Section.DESCRIPTION, "\nA sentence of the first try.\n")
            os._exit(3)
        yield delta


supplied = Suppliers(replace(usual, write=write), lambda *_: None, Analyst, sent)
work.main(guide_cache, lambda: supplied)
