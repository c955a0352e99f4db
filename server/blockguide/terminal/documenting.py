"""The command `document`: selections in, pages or JSON answers out, in their order."""

import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from blockguide.checks.run import Limits, run_example
from blockguide.code.block import Selection
from blockguide.code.project.layout import find_project, python_of
from blockguide.code.source import Source
from blockguide.document import Finished, Parts, document
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.entry import Entry
from blockguide.guide.events import Noticed
from blockguide.terminal.answers import Answer, answer_of, error_answer, selection_record
from blockguide.terminal.targets import Target, select, target_of_record

Run = Callable[[Entry, Source], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What documenting needs.

    Attributes:
        parts: the parts of the story.
        read: gives the source of a target's path.
        run: runs a guide's example, or None where nobody asked for it.
        tell: tells the person a sentence while a guide is written.
        prices: of a million tokens of prompts and of answers; zeros where nobody said.
    """

    parts: Parts
    read: Callable[[str], Source]
    run: Run | None
    tell: Callable[[str], None]
    prices: tuple[float, float] = (0.0, 0.0)


async def answers(targets: Iterable[Target], desk: Desk) -> AsyncIterator[Answer]:
    """One answer for each target, in order; a failure is an answer too."""
    for target in targets:
        yield await answer(target, desk)


async def answers_to_lines(lines: Iterable[str], desk: Desk) -> AsyncIterator[Answer]:
    """One answer for each line of a `--selections` file, in order; empty lines are passed over."""
    for line in lines:
        if not line.strip():
            continue
        try:
            target = target_of_record(_parsed(line))
        except BlockGuideError as error:
            yield error_answer(line.strip(), error)
        else:
            yield await answer(target, desk)


async def answer(target: Target, desk: Desk) -> Answer:
    """The answer to one target; what nobody expected is told as `internal` and ends nothing else."""
    try:
        source = desk.read(target.path)
        finished, notices = await _finished(select(target, source), desk)
        ran = await desk.run(finished.entry, source) if desk.run else None
        return answer_of(target, finished, ran, notices, desk.prices)
    except BlockGuideError as error:
        return error_answer(selection_record(target), error)
    except Exception as error:
        if "BLOCKGUIDE_TRACEBACK" in os.environ:
            raise
        return error_answer(selection_record(target), _unexpected(error))


def runner(project: Path | None) -> Run:
    """Runs the examples of guides with the Python of the project that their file belongs to."""

    async def ran(entry: Entry, source: Source) -> Answer:
        found = find_project(source.path, project)
        return asdict(
            await run_example(
                entry.guide.example,
                python_of(found) or Path(sys.executable),
                found.source_roots,
                Limits(),
            )
        )

    return ran


async def _finished(selection: Selection, desk: Desk) -> tuple[Finished, tuple[str, ...]]:
    notices: list[str] = []
    async for event in document(selection, desk.parts):
        if isinstance(event, Noticed):
            notices.append(event.sentence)
            desk.tell(event.sentence)
        if isinstance(event, Finished):
            return event, tuple(notices)
    raise AssertionError("the story ended without its end")


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BlockGuideError(
            ErrorCode.BAD_SELECTION_LINE,
            f"A selection is not JSON: {error}.",
            'Write one object a line, such as {"path": "a.py", "start": 3, "end": 9}.',
        ) from error


def _unexpected(error: Exception) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.INTERNAL,
        f"BlockGuide itself failed on this selection ({type(error).__name__}).",
        "Set BLOCKGUIDE_TRACEBACK=1 to see where, and please report it.",
    )
