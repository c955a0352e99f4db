"""How much memory the running process holds."""

import sys
from pathlib import Path
from typing import Final

_STATM: Final = Path("/proc/self/statm")


def resident_megabytes() -> int:
    """The resident memory of this process; its peak where the system tells no more; 0 where nothing."""
    try:
        pages = int(_STATM.read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return _peak_megabytes()
    return pages * _page_bytes() // 1_000_000


def _page_bytes() -> int:
    import resource  # noqa: PLC0415 (not there on Windows)

    return resource.getpagesize()


def _peak_megabytes() -> int:
    try:
        import resource  # noqa: PLC0415 (not there on Windows)
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1_000_000 if sys.platform == "darwin" else 1_000)
