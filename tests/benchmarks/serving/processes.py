"""Memory and CPU time of a process and its descendants, as Linux tells them."""

from collections.abc import Iterator
from pathlib import Path

_MEGABYTE = 1 << 10


def tree(pid: int) -> list[int]:
    """A process and its descendants, parents first."""
    return [pid, *(below for child in _children(pid) for below in tree(child))]


def pss(pids: list[int]) -> float:
    """Megabytes: what they hold alone, and their shares of what they hold with others."""
    return sum(_field(pid, "smaps_rollup", "Pss:") for pid in pids)


def peak(pid: int) -> float:
    """Megabytes: the most that was resident at once since the process began."""
    return _field(pid, "status", "VmHWM:")


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process and its descendants that are alive."""
    return (
        sum(
            int((thread / "schedstat").read_text().split()[0])
            for each in tree(pid)
            for thread in Path(f"/proc/{each}/task").iterdir()
        )
        / 1e9
    )


def _children(pid: int) -> Iterator[int]:
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (thread / "children").read_text().split())
    except OSError:
        return


def _field(pid: int, file: str, name: str) -> float:
    try:
        text = Path(f"/proc/{pid}/{file}").read_text()
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith(name)), f"{name} 0 kB")
    return int(line.split()[1]) / _MEGABYTE
