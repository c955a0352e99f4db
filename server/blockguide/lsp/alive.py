"""Whether another process lives."""

import os


def is_alive(process: int) -> bool:
    """Whether a process of that number lives; False on Windows, where to ask for it would end it."""
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
