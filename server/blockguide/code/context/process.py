"""The worker process as its parent sees it: started, asked, told to stop, killed."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Final

from blockguide.child import kill
from blockguide.code.context.frames import (
    HEADER,
    BadFrameError,
    Frame,
    body_length,
    packed,
    unpacked,
)

# -I and -S: neither the environment's variables nor its .pth files reach the worker, so that nothing
# but the standard library and these three packages can be imported there.
_BOOT: Final = (
    "import sys; sys.path.extend(sys.argv[1:]); "
    "from blockguide.code.context.worker import main; main()"
)
_PACKAGES: Final = ("blockguide", "jedi", "parso")


class WorkerLostError(Exception):
    """The worker died, never came up, or said what no worker says."""


class Worker:
    """One worker process. Made by `started`; when a call on it raises, it is only good for `close`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout
        self._header: bytes | None = None
        self._ids = count(1)
        self.megabytes = 0
        self.fresh = True

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process has not ended as far as is known."""
        return self._process.returncode is None

    @classmethod
    async def started(cls, kept: Path | None) -> "Worker":
        """A worker that is ready.

        Args:
            kept: the directory where workers keep parsed modules; None is the user's own cache.

        Raises:
            WorkerLostError: it did not come up.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-I", "-S", "-X", "utf8", "-c", _BOOT, *_package_directories()),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            raise WorkerLostError("it could not be started") from error
        worker = cls(process)
        try:
            await worker._send({"kept": str(kept) if kept else ""})
            if await worker._frame() != {"ready": True}:
                raise WorkerLostError("it did not say that it is ready")  # noqa: TRY301 (closed below)
        except BaseException:
            await worker.close()
            raise
        return worker

    async def ask(self, request: Frame) -> AsyncGenerator[Frame, None]:
        """Sends a request and yields its answers as they come, the first an empty one when work begins.

        An iteration that is left early must be followed by `aclose` of the iterator; the worker is then told
        to stop.

        Raises:
            WorkerLostError: no more answers will come.
        """
        number = next(self._ids)
        done = False
        try:
            await self._send({"id": number, **request})
            while not done:
                frame = await self._frame()
                if frame.get("id") != number:
                    continue
                self.fresh = False
                done = "done" in frame
                if done:
                    self.megabytes = int(frame.get("megabytes", 0))
                elif "begins" in frame:
                    yield {}
                else:
                    yield frame
        finally:
            if not done and self.alive:
                with contextlib.suppress(OSError, RuntimeError):
                    self._stdin.write(packed({"cancel": number}))

    def kill(self) -> None:
        """Ends the process at once."""
        kill(self._process)

    async def close(self) -> None:
        """Ends the process and waits until it is gone."""
        self.kill()
        self._stdin.close()
        await asyncio.shield(self._process.wait())

    async def _send(self, frame: Frame) -> None:
        try:
            self._stdin.write(packed(frame))
            await self._stdin.drain()
        except (OSError, RuntimeError) as error:
            raise WorkerLostError("it died") from error

    async def _frame(self) -> Frame:
        # A reader cancelled between header and body must find the header again.
        try:
            if self._header is None:
                self._header = await self._stdout.readexactly(HEADER)
            body = await self._stdout.readexactly(body_length(self._header))
            self._header = None
            return unpacked(body)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise WorkerLostError("it died") from error
        except BadFrameError as error:
            raise WorkerLostError("it answered with garbage") from error


def _package_directories() -> list[str]:
    found = []
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec and spec.submodule_search_locations:
            found.append(str(Path(spec.submodule_search_locations[0]).parent))
    return list(dict.fromkeys(found))
