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
from typing import IO

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
_OF_PYTEST = re.compile(r"^E +(\S.*)$", re.MULTILINE)
_MISSING = re.compile(r"ModuleNotFoundError: No module named '(?P<name>[\w.]+)'")


@dataclass(frozen=True, slots=True)
class Ran:
    """How an example ended: `well`, `failed`, or `left out` where a network or a service is missing; and why."""

    outcome: str
    why: str = ""


def run_examples(examples: Sequence[str], processes: int) -> list[Ran]:
    """Runs examples and tells in their order how they ended."""
    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(_run, examples))


def _run(example: str) -> Ran:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        told = Path(folder, "network")
        home = Path(folder, "work")
        home.mkdir()
        script = home / "example.py"
        script.write_text(example, errors="surrogateescape")
        with Path(folder, "out").open("w+b") as out, Path(folder, "errors").open("w+b") as errors:
            code = _exit_code(script, _environment(home, told), out, errors)
            text, shown = (_text(file) for file in (errors, out))
        if code == 0:
            return Ran("well")
        if told.exists():
            return Ran("left out", f"network: {told.read_text().split(chr(10))[0]}")
    return _failure(code, text, shown)


def _exit_code(
    script: Path, environment: dict[str, str], out: IO[bytes], errors: IO[bytes]
) -> int | None:
    """The exit code; None for an example that does not end in time."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(script)],
        cwd=script.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=errors,
        start_new_session=True,
        preexec_fn=_limit,  # noqa: PLW1509 - it takes no lock
    )
    try:
        return process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _failure(code: int | None, text: str, shown: str) -> Ran:
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    errors = [line for line in lines if _ERROR.match(line)] or _OF_PYTEST.findall(shown)
    why = (errors or lines or [""])[-1][:200]
    if code is None or code == -signal.SIGXCPU:
        return Ran("failed", f"past {_CPU_SECONDS} s of CPU time or {_SECONDS} s: {why}")
    if _SERVICE.search(text) or _SKIPPED.search(text) or _lacks_module(lines):
        return Ran("left out", f"service: {why}")
    place = next((line for line in reversed(lines) if 'example.py", line' in line), "")
    number = re.search(r"line \d+", place)
    return Ran("failed", f"{why or f'exit code {code}'}{f' ({number[0]})' if number else ''}")


def _lacks_module(lines: list[str]) -> bool:
    """Whether an import that the project itself writes finds no module."""
    for number, line in enumerate(lines):
        missing = _MISSING.match(line)
        if missing is None:
            continue
        top = missing["name"].partition(".")[0]
        above = lines[max(0, number - 3) : number]
        written = any(re.search(rf"\b(?:import|from)\s.*\b{top}\b", one) for one in above)
        if written and not any('example.py", line' in one for one in above):
            return True
    return False


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(1_000_000).decode(errors="replace")


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
