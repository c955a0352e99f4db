"""Source texts of the facts as they may stand in a sentence."""

from collections.abc import Iterable, Sequence
from typing import Final

from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.quotes import without_code

_LONGEST: Final = 72


def quoted(text: str | None, limit: int = _LONGEST) -> str | None:
    """The text in backticks on one line; None where it cannot stand in a sentence."""
    if text is None:
        return None
    line = (
        text
        if "\n" not in text
        else (" ".join(text.split()) if "#" not in text and '"' not in text else "")
    )
    if (
        not line
        or len(line) > limit
        or "`" in line
        or not line.isprintable()
        or line != line.strip()
    ):
        return None
    return f"`{line}`"


def few(names: Iterable[str], most: int) -> str:
    """The names as a list in backticks, those beyond `most` counted."""
    shown: list[str] = [f"`{name}`" for name in dict.fromkeys(names)]
    if len(shown) > most:
        shown = [*shown[: most - 1], say("{} more", len(shown) - most + 1)]
    return listed(shown)


def in_order(deeds: Sequence[str]) -> str:
    """Verb phrases that follow each other; a comma stands where one of them has its own "and"."""
    conjunction = say("{} and {}", "", "")
    if len(deeds) > 1 and any(conjunction in without_code(deed) for deed in deeds):
        return say("{}, and {}", ", ".join(deeds[:-1]), deeds[-1])
    return listed(deeds)


def later(deed: str) -> str:
    """A verb phrase that does not follow at once what is told before it."""
    return say("after further steps {}", deed)


def paragraph(sentences: Sequence[str]) -> str:
    """The sentences that are not empty, one space between them."""
    return " ".join(sentence for sentence in sentences if sentence)
