"""Code within phrases: phrases looked at without the code that they quote, and backticks inside of it."""

import re
from typing import Final

TICK: Final = "\N{MODIFIER LETTER GRAVE ACCENT}"
"""Stands for a backtick inside of quoted code until the sentence is whole."""

_CODE: Final = re.compile(r"`[^`]*`")


def without_code(phrase: str) -> str:
    """The phrase with one backtick in the place of each code span; our spans hold no backticks."""
    return _CODE.sub("`", phrase) if "`" in phrase else phrase


def ticked(sentence: str) -> str:
    """The sentence with every `TICK` as the backtick that it stands for, its code span fenced by two."""
    return _CODE.sub(_fenced, sentence) if TICK in sentence else sentence


def unquoted(annotation: str) -> str:
    """An annotation without the quotation marks of a forward reference."""
    inner = annotation[1:-1]
    is_text = annotation[:1] in {"'", '"'} and annotation[-1:] == annotation[:1]
    return inner if is_text and annotation[0] not in inner else annotation


def _fenced(span: re.Match[str]) -> str:
    code = span.group()[1:-1]
    if TICK not in code:
        return span.group()
    code = code.replace(TICK, "`")
    edge = " " if code.startswith("`") or code.endswith("`") else ""
    return f"``{edge}{code}{edge}``"
