"""CPU time of this process and of a worker."""

import time
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """The CPU time that this process and another one have used, in seconds."""
    nanoseconds = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    threads = Path(f"/proc/{pid}/task").iterdir()
    nanoseconds = sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)
    return time.process_time() + nanoseconds / 1e9
