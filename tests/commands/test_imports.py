"""A guide without a model imports nothing of a model: it would cost each start 50 ms, and openai half a second."""

import subprocess
import sys

import pytest

FOREIGN = ("blockguide.writers.model", "blockguide.holding", "openai", "httpx2", "tenacity", "detect_secrets", "keyring", "pathspec")  # fmt: skip
TERMINAL = """
from blockguide.cli import main
assert main(["document", "clip.py", "--no-cache", "--format", "json"]) == 0
"""
WORKSHOP = """
import asyncio
from pathlib import Path
from blockguide.code.block import Selection
from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.code.context.analyst import Analyst
from blockguide.commands import workshop
from blockguide.commands.choice import chosen_model
from blockguide.document import NoKeeper, Parts, document
from blockguide.improving.values import showing_of
from blockguide.settings import Settings

async def run():
    settings = Settings()
    async with Analyst(settings) as analyst:
        model, showing = chosen_model(settings), showing_of(settings)
        parts = Parts(analyst, workshop.offline_writer(), NoKeeper(), "en", model, showing)
        selection = select_symbol(read_source(Path("clip.py")), "clip")
        print([event async for event in document(selection, parts)][-1].entry.guide.example)

asyncio.run(run())
"""


@pytest.mark.parametrize("program", [TERMINAL, WORKSHOP], ids=["terminal", "workshop"])
def test_a_guide_without_a_model_imports_nothing_of_one(program, tmp_path):
    (tmp_path / "clip.py").write_text("def clip(text):\n    return text[:3]\n")
    tell = f"\nimport sys; print([name for name in sys.modules if name.startswith({FOREIGN!r})])"
    done = subprocess.run(
        [sys.executable, "-c", program + tell],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "from clip import clip" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
