"""Wraps code as data: nothing inside a fence can close it."""

from blockguide.guide.form import fence_for


def fenced(text: str, info: str = "") -> str:
    """`text` in a fence that is longer than any run of backticks in it."""
    fence = fence_for(text)
    end = "" if text.endswith("\n") or not text else "\n"
    return f"{fence}{info}\n{text}{end}{fence}\n"


def numbered(lines: tuple[str, ...], first: int) -> str:
    """Lines with their numbers in front, as an editor's margin shows them; `first` is 1-based."""
    width = len(str(first + len(lines)))
    return "".join(
        f"{number:>{width}} | {line.rstrip()}\n" for number, line in enumerate(lines, start=first)
    )
