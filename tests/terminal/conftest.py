"""A small real project, and the command run in this process or in its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from herding import MODULES

from blockguide.cli import main

SETTINGS = '''\
from pathlib import Path


def read_settings(path: Path, *, strict: bool = False) -> dict[str, str]:
    """Read key=value pairs from a file."""
    settings = {}
    for line in path.read_text().splitlines():
        key, sep, value = line.partition("=")
        if strict and not sep:
            raise ValueError(line)
        settings[key.strip()] = value.strip()
    return settings


class Store:
    """Keeps settings."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> dict[str, str]:
        """Return the settings of the file."""
        return read_settings(self.path)
'''


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project on the disk, which is the working directory; the cache is a directory of its own."""
    root = tmp_path / "shop"
    (root / "app").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    (root / "app" / "__init__.py").write_text("")
    (root / "app" / "settings.py").write_text(SETTINGS)
    monkeypatch.chdir(root)
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path / "cache"))
    for deadline in ("START", "NAMES", "CALL_SITES"):
        monkeypatch.setenv(f"BLOCKGUIDE_{deadline}_MS", "60000")
    return root


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str


@pytest.fixture
def told(capsys):
    """Runs the command in this process."""

    def run(*arguments: str | Path) -> Told:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        return Told(code, out, err)

    return run


@pytest.fixture
def shell():
    """Runs the command in a process of its own."""

    def run(*arguments: str | Path, stdin: bytes = b"", timeout: float = 120) -> Told:
        done = subprocess.run(
            [sys.executable, "-m", "blockguide", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env=os.environ.copy(),
            check=False,
        )
        return Told(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def herd(project, monkeypatch):
    """The small project with one function in each of its modules, and a model chosen."""
    (project / "app" / "settings.py").unlink()
    (project / "app" / "__init__.py").unlink()
    for module in MODULES:
        path = project / "app" / f"{module}.py"
        path.write_text(f"def {module}s(value):\n    return value\n")
    monkeypatch.setenv("BLOCKGUIDE_MODEL", "scripted")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return project
