"""A person's desk: a project, an editor with the configuration of its page, and `blockguide` on the path."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

import blockguide

EDITORS: Final = "BLOCKGUIDE_EDITORS"
"""The variable that names the directory of the installed editors. Where it is not set, `make test-editors` was not
meant, and these tests are not collected; where it is set, an editor that is missing is an error."""

if EDITORS not in os.environ:
    collect_ignore_glob = ["test_*.py"]

HERE: Final = Path(__file__).parent
PAGES: Final = HERE.parent.parent / "docs" / "editors"
COMMAND: Final = Path(sys.executable).parent / "blockguide"
DEADLINES: Final = {
    "BLOCKGUIDE_NAMES_MS": "30000",
    "BLOCKGUIDE_CALL_SITES_MS": "30000",
    "BLOCKGUIDE_START_MS": "30000",
}

CODE: Final = '''\
"""Headers – “the first lines” of a message, 𝔘nicode and all."""


def parse_header(line, strict=False):
    """Parse one header line."""
    name, sep, value = line.partition(":")
    if not sep:
        if strict:
            raise ValueError(f"no colon – \N{MATHEMATICAL FRAKTUR CAPITAL U} – in {line!r}")
        return line.strip(), ""
    return name.strip().lower(), value.strip()


def parse_headers(text):
    """Parse all header lines of `text`."""
    return dict(parse_header(line) for line in text.splitlines() if line)
'''


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if EDITORS in os.environ:
        count = {
            what: len(terminalreporter.getreports(what)) for what in ("passed", "failed", "error")
        }
        terminalreporter.write_line(
            f"{count['passed']} passed, {count['failed'] + count['error']} failed"
        )


_pages: dict[tuple[bytes, str], str] = {}


@dataclass
class Desk:
    """A project, and what an editor is started with."""

    root: Path
    environment: dict[str, str]

    @property
    def file(self) -> Path:
        return self.root / "project" / "headers.py"

    def seconds_for_each_section(self, seconds: float) -> None:
        """From now on `blockguide serve` writes slowly."""
        self.environment["BLOCKGUIDE_TEST_SECONDS"] = str(seconds)
        command = shlex.join([sys.executable, str(HERE / "slow_server.py")])
        program = self.root / "bin" / "blockguide"
        program.write_text(f'#!/bin/sh\nexec {command} "$@"\n')

    def configure(self, name: str, text: str) -> Path:
        """Writes a file of the editor's configuration."""
        path = self.root / "config" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def page(self, selection: str) -> str:
        """The page as the command line prints it."""
        known = (self.file.read_bytes(), selection)
        if known not in _pages:
            command = [str(COMMAND), "document", f"{self.file}{selection}", "--no-cache"]
            told = subprocess.run(
                [*command, "--format", "json"],
                env=self.environment,
                cwd=self.root,
                capture_output=True,
                check=True,
            )
            _pages[known] = json.loads(told.stdout)["page"]
        return _pages[known]

    def run(self, editor: str, words: Sequence[str], story: str, page: str) -> dict[str, Any]:
        """What a story tells that an editor ran to its end, where `page` is what it waits for at last.

        It leaves no process behind.
        """
        program = Path(os.environ[EDITORS]).resolve() / "bin" / editor
        assert program.exists(), f"{editor} is not installed; `make test-editors` installs it"
        expected = self.root / "expected.md"
        told, mark = self.root / "told.json", f"BLOCKGUIDE_TEST={self.root}"
        environment = self.environment | {"STORY": story, "FILE": str(self.file), "OUT": str(told)}
        environment |= {"PAGE": str(expected), "BLOCKGUIDE_TEST": str(self.root)}
        expected.write_text(page)
        ran = subprocess.run(
            [str(program), *words],
            check=False,
            cwd=self.file.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.returncode == 0, f"{ran.stderr}\n{ran.stdout}\n{self.log()}"
        until(lambda: not marked(mark), 3, f"processes are left behind: {marked(mark)}")
        return {"stderr": ran.stderr, **json.loads(told.read_text())}

    def log(self) -> str:
        return "\n".join(path.read_text() for path in self.root.rglob("lsp.log"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh one, where `blockguide` is the real one."""
    for name in ("bin", "project", "config", "state"):
        (tmp_path / name).mkdir()
    (tmp_path / "project" / "pyproject.toml").write_text('[project]\nname = "mail"\n')
    program = tmp_path / "bin" / "blockguide"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(str(COMMAND))} "$@"\n')
    program.chmod(0o755)
    made = Desk(
        tmp_path,
        {
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "BLOCKGUIDE_CACHE_DIR": str(tmp_path / "cache"),
            # The server is of the same code as the tests, wherever that lies.
            "PYTHONPATH": str(Path(blockguide.__file__).parents[1]),
            **DEADLINES,
        },
    )
    made.file.write_text(CODE)
    return made


@pytest.fixture(scope="session")
def snippets() -> Callable[[str, str], list[str]]:
    """Gives the code blocks of one language of a page of docs/editors, in their order."""

    def found(page: str, language: str) -> list[str]:
        text = (PAGES / page).read_text()
        return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)

    return found


def until(holds: Any, seconds: float, otherwise: str) -> None:
    """Returns when something holds; fails after some time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def marked(mark: str) -> list[str]:
    """The command lines of the processes that have a mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:
                    found.append(command)
        except OSError:
            continue
    return found
