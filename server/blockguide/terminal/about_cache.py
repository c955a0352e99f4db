"""What `blockguide cache` says."""

from datetime import datetime

from blockguide.cache.values import CacheInfo

_MEGABYTE = 1024 * 1024


def description(info: CacheInfo) -> str:
    """Where guides are kept, how many, how much room they take, and when they were used."""
    lines = [
        f"file:    {info.path}",
        f"guides:  {info.entries}",
        f"size:    {info.bytes / _MEGABYTE:.1f} of {info.budget / _MEGABYTE:.0f} MB",
    ]
    if info.oldest_use and info.newest_use:
        lines.append(f"used:    from {_day(info.oldest_use)} to {_day(info.newest_use)}")
    return "\n".join(lines)


def removal(count: int) -> str:
    """What clearing the cache did."""
    return f"{count} guide removed." if count == 1 else f"{count} guides removed."


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
