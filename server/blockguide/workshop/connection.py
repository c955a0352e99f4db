"""One workshop process as the server sees it: started, asked, watched, ended."""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncGenerator, Callable
from itertools import count
from typing import Final, Self

from blockguide.child import kill
from blockguide.code.context.frames import (
    HEADER,
    BadFrameError,
    Frame,
    body_length,
    packed,
    unpacked,
)
from blockguide.code.source import Source
from blockguide.workshop.texts import Texts

COMMAND: Final = (sys.executable, "-P", "-X", "utf8", "-m", "blockguide", "workshop")
"""-P: a module that lies in the editor's working directory is never imported."""

FRUGAL: Final = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "524288",
}
"""glibc's settings (mallopt(3)): a workshop and its worker give back what a large file took.

No other system reads them; each is left as it is where the person's environment has one.
"""

GRACE: Final = 0.3
"""Seconds that a workshop has to end by itself when its standard input ends."""

_log = logging.getLogger("blockguide.workshop")


class LostError(Exception):
    """The workshop died, or was ended because nothing came of it."""


class Connection:
    """A workshop process. Made by `opened`; once it is lost it is only good for `close`.

    Attributes:
        patience: seconds without any frame, while an answer is owed, after which it is taken for stuck.
        parting: seconds that it has to leave work which was called off.
        notice: called with each sentence that a person should be told.
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        patience: float,
        parting: float,
        notice: Callable[[str], None],
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._process = process
        self._stdin = process.stdin
        self._patience = patience
        self._parting = parting
        self._notice = notice
        self._numbers = count(1)
        self._owed: dict[int, asyncio.Queue[Frame | None]] = {}
        self._leaving: dict[int, asyncio.TimerHandle] = {}
        self._texts = Texts()
        self._lost = False
        self._megabytes = 0
        self._answered = 0
        self._heard = asyncio.get_running_loop().time()
        self._watch: asyncio.TimerHandle | None = None
        self._readers = (
            asyncio.create_task(self._read(process.stdout), name="workshop's answers"),
            asyncio.create_task(_log_lines(process.stderr), name="workshop's log"),
        )

    @classmethod
    async def opened(
        cls,
        command: tuple[str, ...],
        patience: float,
        parting: float,
        notice: Callable[[str], None],
    ) -> Self:
        """A workshop that is coming up; what it is asked meanwhile waits.

        Raises:
            LostError: it could not be started.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env={**FRUGAL, **os.environ},
            )
        except OSError as error:
            raise LostError("it could not be started") from error
        return cls(process, patience, parting, notice)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def lost(self) -> bool:
        """Whether no answer will ever come again."""
        return self._lost

    def is_worn(self, megabytes: int, answers: int) -> bool:
        """Whether it owes nothing, has given so many answers, and holds more than so much memory."""
        return not self._owed and self._answered >= answers and self._megabytes > megabytes

    def tell(self, frame: Frame) -> None:
        """Sends a frame that is not answered."""
        if not self._lost:
            self._stdin.write(packed(frame))

    def show(self, source: Source) -> None:
        """Sends a text unless the workshop remembers it."""
        if source.digest not in self._texts:
            self._texts.keep(source.digest, source.text)
            self.tell({"do": "text", "digest": source.digest, "text": source.text})

    async def ask(self, frame: Frame) -> AsyncGenerator[Frame, None]:
        """Sends a request and yields its answers, the last one with `done` or `error`.

        An iteration that is left early must be followed by `aclose` of the iterator; the workshop is then told
        to stop, and ended where it does not.

        Raises:
            LostError: no more answers will come.
        """
        number = next(self._numbers)
        answers: asyncio.Queue[Frame | None] = asyncio.Queue()
        if self._lost:
            raise LostError("it died")
        self._look_after()
        self._owed[number] = answers
        self.tell({**frame, "id": number})
        done = False
        try:
            while not done:
                answer = await answers.get()
                if answer is None:
                    raise LostError("it died")
                done = "news" not in answer
                yield answer
        finally:
            if not done and not self._lost:
                self.tell({"do": "cancel", "id": number})
                loop = asyncio.get_running_loop()
                self._leaving[number] = loop.call_later(self._parting, self.kill)

    def kill(self) -> None:
        """Ends the process at once."""
        kill(self._process)

    async def close(self) -> None:
        """Ends the process and returns when it is gone."""
        await asyncio.shield(asyncio.create_task(self._closed()))

    async def _closed(self) -> None:
        self._stdin.close()
        try:
            async with asyncio.timeout(GRACE):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        # A grandchild that was about to start may hold the pipes for a moment longer.
        _, left = await asyncio.wait(self._readers, timeout=GRACE)
        for task in left:
            task.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        try:
            while True:
                header = await stream.readexactly(HEADER)
                self._take(unpacked(await stream.readexactly(body_length(header))))
        except asyncio.IncompleteReadError:
            pass
        except (BadFrameError, OSError) as error:
            _log.error("the workshop answered with garbage: %s", error)
            self.kill()
        finally:
            self._lose()

    def _take(self, frame: Frame) -> None:
        self._heard = asyncio.get_running_loop().time()
        if isinstance(sentence := frame.get("notice"), str):
            self._notice(sentence)
            return
        number = frame.get("id", 0)
        if "news" not in frame:
            self._answered += 1
            self._megabytes = frame.get("megabytes", self._megabytes)
            answers = self._owed.pop(number, None)
            if leaving := self._leaving.pop(number, None):
                leaving.cancel()
        else:
            answers = self._owed.get(number)
        if answers:
            answers.put_nowait(frame)

    def _lose(self) -> None:
        self._lost = True
        for timer in (self._watch, *self._leaving.values()):
            if timer:
                timer.cancel()
        for answers in self._owed.values():
            answers.put_nowait(None)
        self._owed.clear()

    def _look_after(self) -> None:
        """Ends the process when nothing comes of it for too long; nothing is watched while nothing is owed."""
        loop = asyncio.get_running_loop()
        if not self._owed:
            self._heard = loop.time()
        if self._watch is None:
            self._watch = loop.call_later(self._patience, self._look)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        self._watch = None
        if not self._owed:
            return
        late = self._heard + self._patience
        if loop.time() < late:
            self._watch = loop.call_at(late, self._look)
        else:
            _log.error("the workshop was stuck for %s seconds and is ended", self._patience)
            self.kill()


async def _log_lines(stream: asyncio.StreamReader) -> None:
    left = b""
    with contextlib.suppress(OSError):
        while chunk := await stream.read(_LONGEST_LINE):
            *lines, left = (left + chunk).split(b"\n")
            if len(left) > _LONGEST_LINE:
                lines, left = [*lines, left], b""
            for line in lines:
                _log.warning("%s", line.decode("utf-8", "replace").rstrip())
    if left:
        _log.warning("%s", left.decode("utf-8", "replace"))


_LONGEST_LINE: Final = 65536
