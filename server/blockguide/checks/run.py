"""Runs a guide's example in a process of its own, held in by limits. Only ever when a person asks for it."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, PIPE, run
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

_MEGABYTE: Final = 1024 * 1024
_KEPT_OUTPUT: Final = 20_000

_BOOT: Final = """\
import runpy, sys
seconds, memory, size, script = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
sys.argv[:] = [script]
runpy.run_path(script, run_name="__main__")
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an example may use.

    Attributes:
        seconds: wall and CPU time.
        memory: address space, in bytes.
        file_size: of any one file that it writes, in bytes.
    """

    seconds: int = 10
    memory: int = 2048 * _MEGABYTE
    file_size: int = 64 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Run:
    """How an example ran.

    Attributes:
        exit: its exit code; None where the time was up or it could not be started.
        output: what it printed, at most 20,000 characters.
        errors: what it printed on standard error, at most the last 20,000 characters.
        seconds: wall time.
        network: `off` where the system cut it off, `on` where it could not.
    """

    exit: int | None
    output: str
    errors: str
    seconds: float
    network: str


async def run_example(example: str, python: Path, paths: Sequence[Path], limits: Limits) -> Run:
    """Runs an example with `python` in an empty temporary directory and a minimal environment.

    Args:
        example: Python source.
        python: the interpreter.
        paths: directories to put on its import path.
        limits: what it may use; past the time it and its children are killed.
    """
    with TemporaryDirectory(prefix="blockguide-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        script = folder / "example.py"
        script.write_text(example, encoding="utf-8", errors="surrogatepass")
        bounds = [str(limits.seconds), str(limits.memory), str(limits.file_size)]
        jail = await asyncio.to_thread(_jail, folder)
        command = [*jail, str(python), "-c", _BOOT, *bounds, str(script)]
        started = perf_counter()
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=_environment(folder, paths),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                start_new_session=True,
            )
        except OSError as error:
            return Run(None, "", f"{python} could not be started: {error.strerror}", 0.0, "on")
        try:
            async with asyncio.timeout(limits.seconds):
                output, errors = await process.communicate()
            code = process.returncode
        except TimeoutError:
            code, output, errors = None, b"", f"Stopped after {limits.seconds} seconds.".encode()
        finally:
            _kill(process)
            await process.wait()
        return Run(
            code,
            output.decode("utf-8", "replace")[:_KEPT_OUTPUT],
            errors.decode("utf-8", "replace")[-_KEPT_OUTPUT:],
            round(perf_counter() - started, 3),
            "off" if jail else "on",
        )


def _environment(folder: Path, paths: Sequence[Path]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _jail(folder: Path) -> list[str]:
    """The command that cuts off the network and everything writable but `folder`, as far as the system can."""
    template = _working_jail()
    return [str(folder) if part == "{folder}" else part for part in template]


@cache
def _working_jail() -> tuple[str, ...]:
    bubblewrap = (
        *("bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
        *(
            "--bind",
            "{folder}",
            "{folder}",
            "--unshare-all",
            "--die-with-parent",
            "--chdir",
            "{folder}",
        ),
    )
    unshare = ("unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
    for jail in (bubblewrap, unshare):
        if sys.platform == "linux" and shutil.which(jail[0]):
            with TemporaryDirectory(prefix="blockguide-") as folder:
                trial = [folder if part == "{folder}" else part for part in jail]
                if run([*trial, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603 (a fixed command)
                    return jail
    return ()


def _kill(process: asyncio.subprocess.Process) -> None:
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
