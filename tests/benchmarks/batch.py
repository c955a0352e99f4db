"""Measures `blockguide batch` over a tree of 500 files: cores kept busy, the second run, memory.

    python tests/benchmarks/batch.py

Prints a row for each figure with its bound; the exit code is 1 where one is missed.
"""

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

FILES = 500
BUSY = 0.85
SECOND_RUN = 0.10
MEGABYTES = 400


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        tree = copy_tree(root / "tree")
        first = run(root, tree)
        second = run(root, tree)
    cores = os.cpu_count() or 1
    busy = first["cpu"] / (first["cpu"] + first["idle"])
    again = second["cpu"] / first["cpu"]
    rows = [
        (f"busy share of {cores} cores", busy, ">=", BUSY, busy >= BUSY),
        ("second run / first run, CPU", again, "<", SECOND_RUN, again < SECOND_RUN),
        (
            "largest process, MB",
            first["megabytes"],
            "<=",
            MEGABYTES,
            first["megabytes"] <= MEGABYTES,
        ),
    ]
    print(
        f"batch over {FILES} files: {first['wall']:.1f} s wall, {first['cpu']:.1f} s CPU; again: {second['cpu']:.2f} s CPU"
    )
    for label, figure, relation, bound, held in rows:
        print(f"{label:32} {figure:10.2f}  {relation} {bound:<6} {'ok' if held else 'MISSED'}")
    return 0 if all(row[-1] for row in rows) else 1


def copy_tree(tree: Path) -> Path:
    found = importlib.util.find_spec("django")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    sources = sorted(path for path in package.rglob("*.py") if path.stat().st_size > 200)[:FILES]
    for source in sources:
        target = tree / "django" / source.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return tree


def run(root: Path, tree: Path) -> dict[str, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    idle = idle_seconds()
    started = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "blockguide",
        "batch",
        "django",
        "--out",
        str(root / "out"),
        "--no-cache",
    ]
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    process = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watch = Watch(process.pid)
    watch.start()
    process.wait()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall": time.perf_counter() - started,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "idle": idle_seconds() - idle,
        "megabytes": watch.peak / 1024 / 1024,
    }


def idle_seconds() -> float:
    """Seconds that the machine's cores were idle since it started; what others used is not idle."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """Notes the largest resident size of a process and of everything below it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        while Path(f"/proc/{self.pid}/statm").exists():
            sizes = [resident(pid) for pid in family(self.pid)]
            if not any(sizes):
                return
            self.peak = max(self.peak, *sizes)
            time.sleep(0.1)


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(below for child in children for below in family(int(child)))]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
