"""Writes a page for every Python file of the standard library and of five large packages.

    python tests/sweeps/batch_everything.py [PACKAGE ...]

Each file must end with a page that parses back, or with a named error that is the file's own fault. The closing line counts both.
"""

import importlib.util
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from time import perf_counter

from blockguide.code.project.files import python_files_below
from blockguide.guide.page import MalformedPage, parse_page

PACKAGES = ("django", "sqlalchemy", "sympy", "pandas", "hypothesis")
OURS = ("itself failed", "process that wrote it ended", "took longer than", "Traceback")


def main() -> int:
    chosen = sys.argv[1:] or ["standard library", *PACKAGES]
    failures = passed = 0
    for name in chosen:
        top = directory_of(name)
        with tempfile.TemporaryDirectory() as out:
            good, bad = sweep(name, top, Path(out))
        passed += good
        failures += bad
    print(f"{passed} passed, {failures} failed")
    return 1 if failures else 0


def directory_of(name: str) -> Path:
    if name == "standard library":
        return Path(sysconfig.get_path("stdlib"))
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"the package {name} is not installed: make bench installs it")
    return Path(found.submodule_search_locations[0])


def sweep(name: str, top: Path, out: Path) -> tuple[int, int]:
    files = python_files_below(top)
    command = [
        sys.executable,
        "-m",
        "blockguide",
        "batch",
        str(top),
        "--out",
        str(out),
        "--no-cache",
    ]
    started = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = perf_counter() - started
    pages = [page for page in out.rglob("*.md") if page.name != "index.md" or page.parent != out]
    malformed = [page for page in pages if not parses(page)]
    named = [
        line for line in done.stderr.splitlines() if line.startswith("[") and ".py.md: " in line
    ]
    ours = [line for line in done.stderr.splitlines() if any(sign in line for sign in OURS)]
    missing = len(files) - len(pages) - len(named)
    print(
        f"{name}: {len(files)} files, {len(pages)} pages, {len(named)} named errors, "
        f"{len(ours)} of them ours, {missing} missing, {len(malformed)} malformed, {seconds:.0f} s",
        flush=True,
    )
    for line in ours + [str(page) for page in malformed]:
        print("   ", line)
    if done.returncode not in (0, 1):
        print(done.stderr[-2000:])
    bad = len(ours) + abs(missing) + len(malformed)
    return len(files) - bad, bad


def parses(page: Path) -> bool:
    try:
        parse_page(page.read_text(encoding="utf-8"))
    except MalformedPage:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
