"""Runs each example in a fresh process: a directory of its own, limits, a bare environment and no network."""

import contextlib
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_CPU_SECONDS = 10
_SECONDS = 30
"""Wall time, for a machine that is busy with other things as well."""

_FILE_BYTES = 64 * 1024 * 1024
_SANDBOX = Path(__file__).with_name("sandbox")
_SERVICE = re.compile(
    r"(?:_tkinter\.TclError|_curses\.error|curses\.error|termios\.error|webbrowser\.Error)\b"
)
_SKIPPED = re.compile(r"^(?:\w+\.)*(?:Skipped|SkipTest|Skip\w*): ", re.MULTILINE)
_ERROR = re.compile(r"(?:\w+\.)*[A-Z]\w+(?:: |$)")
_MISSING = re.compile(r"ModuleNotFoundError: No module named '(?P<name>[\w.]+)'")


@dataclass(frozen=True, slots=True)
class Ran:
    """How an example ended: `well`, `failed`, or `left out` where a network or a service is missing; and why."""

    outcome: str
    why: str = ""


def run_examples(examples: Sequence[tuple[str, str]], processes: int) -> list[Ran]:
    """Runs pairs of example and package, in order."""
    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(lambda pair: _run(*pair), examples))


def _run(example: str, package: str) -> Ran:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        told = Path(folder, "network")
        home = Path(folder, "work")
        home.mkdir()
        script = home / "example.py"
        script.write_text(example, errors="surrogateescape")
        with Path(folder, "errors").open("w+b") as errors:
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", str(script)],
                cwd=home,
                env=_environment(home, told),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                preexec_fn=_limit,  # noqa: PLW1509 - set_limits calls nothing that locks
            )
            try:
                code = process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                _end_group(process)
            errors.seek(0)
            text = errors.read().decode(errors="replace")
        if code == 0:
            return Ran("well")
        if told.exists():
            return Ran("left out", f"network: {told.read_text().split(chr(10))[0]}")
    return _failure(code, text, package)


def _failure(code: int | None, text: str, package: str) -> Ran:
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    errors = [line for line in lines if _ERROR.match(line)]
    why = (errors or lines or [""])[-1][:200]
    if code is None or code == -signal.SIGXCPU or (code == -signal.SIGKILL and not why):
        return Ran("failed", f"past {_CPU_SECONDS} s of CPU time or {_SECONDS} s: {why}")
    if _SERVICE.search(text) or _SKIPPED.search(text):
        return Ran("left out", f"service: {why}")
    missing = _MISSING.search(text)
    if missing is not None:
        frames = [line for line in lines if line.startswith('  File "')]
        if (
            frames
            and "example.py" not in frames[-1]
            and missing["name"].partition(".")[0] != package
        ):
            return Ran("left out", f"service: {why}")
    place = next((line.strip() for line in reversed(lines) if 'example.py", line' in line), "")
    return Ran(
        "failed",
        f"{why or f'exit code {code}'} ({place.rpartition(', ')[0].rpartition(', ')[2] or place})",
    )


def _environment(home: Path, told: Path) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_SANDBOX),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NETWORK_TOLD": str(told),
    }


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
