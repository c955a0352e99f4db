"""Who opens a file has the guides that are kept for it before the workshop is ready to write another."""

import subprocess
import sys

WRITING = ("blockguide.writers", "blockguide.checks", "blockguide.document", "jedi", "parso", "pyflakes", "openai")  # fmt: skip
NEVER_READY = """
import time
from blockguide.commands.workshop import guide_cache
from blockguide.workshop import work

work.main(guide_cache, lambda: time.sleep(600))
"""


def test_it_starts_without_what_writes():
    program = f"""
import sys
from blockguide.commands import workshop
print([name for name in sys.modules if name.startswith({WRITING!r})])
assert workshop.suppliers().writer.name == "offline"
print([name for name in sys.modules if name == "blockguide.writers.offline.writer"])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "['blockguide.writers.offline.writer']"]


def test_kept_guides_are_told_by_one_that_is_not_ready(run, order, told, settings):
    async def write(workshop):
        return (await told(workshop, order("def clip")))[-1].card

    async def cards(workshop):
        return await workshop.cards(order("def clip").source, settings)

    card = run(write)
    assert run(cards, command=(sys.executable, "-c", NEVER_READY)) == (card,)
