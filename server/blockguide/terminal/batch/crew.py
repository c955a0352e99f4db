"""The processes that write a batch: each a `blockguide document --selections -`, fed line by line.

They end with their standard input, so that none outlives the batch, however it ends.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from blockguide.child import kill
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.terminal.answers import Answer, error_answer

PATIENCE: Final = 120.0
"""Seconds for a selection that no model writes."""

_ANSWER_LIMIT: Final = 256 * 1024 * 1024
_RESIDENT_LIMIT: Final = 300 * 1024 * 1024
_PAGE_SIZE: Final = 4096


@dataclass(frozen=True, slots=True)
class Crew:
    """Processes that work side by side.

    Attributes:
        size: how many.
        options: further options of their `blockguide document`.
        seconds: how long one selection may take before its process is replaced.
    """

    size: int
    options: tuple[str, ...] = ()
    seconds: float = PATIENCE


async def work_off(
    selections: Iterable[dict[str, Any]], crew: Crew, receive: Callable[[Answer], None]
) -> None:
    """Has each selection documented once, and hands on every answer as soon as it is there.

    Args:
        selections: as lines of `--selections`.
        crew: who does it.
        receive: is called with each answer, in the order in which they come in.
    """
    waiting = iter(selections)

    async def work() -> None:
        worker = _Worker(crew)
        try:
            for selection in waiting:
                receive(await worker.answer(selection))
        finally:
            await worker.stop()

    async with asyncio.TaskGroup() as group:
        for _ in range(crew.size):
            group.create_task(work())


class _Worker:
    """One process, started when it is needed and replaced when it dies, hangs or grows too large."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._process: Process | None = None

    async def answer(self, selection: dict[str, Any]) -> Answer:
        process = self._process or await self._start()
        try:
            async with asyncio.timeout(self._crew.seconds):
                line = await _exchange(process, json.dumps(selection) + "\n")
        except TimeoutError:
            await self._kill()
            return error_answer(selection, _too_slow(self._crew.seconds))
        if not line.endswith(b"\n"):
            await self._kill()
            return error_answer(selection, _died(process.returncode))
        if _resident(process.pid) > _RESIDENT_LIMIT:
            await self.stop()
        answer: Answer = json.loads(line)
        return answer

    async def stop(self) -> None:
        """Lets the process end by itself, and kills it where it does not within two seconds."""
        if self._process is None:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await self._process.wait()
        finally:
            await self._kill()

    async def _start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                "-m",
                "blockguide",
                "document",
                "--selections",
                "-",
                "--end-with-input",
                *self._crew.options,
            ),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=_ANSWER_LIMIT,
        )
        return self._process

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        kill(process)
        await process.wait()


async def _exchange(process: Process, line: str) -> bytes:
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(line.encode())
        await process.stdin.drain()
    except ConnectionError:
        return b""
    return await process.stdout.readline()


def _resident(pid: int) -> int:
    """Memory of a process in bytes, or 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_SIZE
    except (OSError, IndexError, ValueError):
        return 0


def _too_slow(seconds: float) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.TOO_SLOW,
        f"It took longer than {seconds:g} seconds.",
        "Leave the file out with --exclude, or document its parts with: blockguide document FILE:START-END",
    )


def _died(code: int | None) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.INTERNAL,
        f"The process that wrote it ended (exit code {code}).",
        "See why with: blockguide document FILE",
    )
