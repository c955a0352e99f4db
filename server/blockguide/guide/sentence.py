"""Where prose ends: whether a text ends as a sentence, and what is whole of one that was cut off."""

import re
from typing import Final

from blockguide.guide.form import PieceKind, pieces

_CLOSING: Final = " \t\n)]}\"'”’»*_"
_ENDS: Final = (".", "!", "?", ":", "…", "。", "！", "？", "।", "॥", "۔", "؟", "։", "።", "။", "។")
_PAUSES: Final = (",", ";", "-", "–", "—", "(")
_END = re.compile(r"(?<!\d)[.!?…。！？।॥۔؟։።။។][)\]\"'”’»*]*(?=\s)")
_QUOTED = re.compile(r"“[^”]*”")
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z")
# fmt: off
_OPEN: Final = frozenset((
    "a", "an", "the", "of", "to", "and", "or", "but", "nor", "with", "without", "in", "into", "on", "onto",
    "for", "from", "by", "at", "as", "is", "are", "was", "were", "be", "been", "if", "when", "whether",
    "while", "that", "which", "who", "whose", "where", "because", "than", "then", "its", "their", "via", "per",
))
"""Words that no English sentence ends with."""

_LEADING_ON: Final = frozenset((
    "a", "an", "the", "of", "to", "and", "or", "but", "nor", "than", "if", "whether", "while", "because",
    "its", "their", "whose",
))
"""Those of them that no title ends with either."""

_NEVER_LAST: Final = frozenset(("an", "the", "and", "or", "nor", "whether", "because", "its", "their", "whose"))
"""Those of them that no full stop follows."""
# fmt: on


def has_end(text: str) -> bool:
    """Whether `text` ends as a sentence, and every backtick and opening bracket in it has its partner."""
    last = text.rstrip(_CLOSING)
    return last.endswith(_ENDS) and not last[:-1].endswith(_PAUSES) and not _is_torn(text)


def is_left_open(text: str) -> bool:
    """Whether a title ends in a word after which another must come."""
    last = _LAST_WORD.search(text.rstrip())
    return last is not None and last[0].lower() in _LEADING_ON


def stops_short(sentence: str) -> bool:
    """Whether the full stop of an English sentence follows a word after which another must come."""
    last = _LAST_WORD.search(sentence.rstrip(" .!?"))
    return last is not None and last[0].lower() in _NEVER_LAST


def with_end(text: str) -> str:
    """`text` with the full stop that it lacks; one that seems cut off stays as it is."""
    if not text.strip() or has_end(text) or _is_torn(text):
        return text
    body = text.rstrip()
    last = _LAST_WORD.search(body)
    if body.endswith((*_PAUSES, *_ENDS)) or (last and last[0].lower() in _OPEN):
        return text
    return f"{body}."


def without_cut_end(body: str) -> str:
    """What is whole of paragraphs or items that were cut off: without the sentence that has no end."""
    text = body.rstrip()
    if has_end(text) or text.endswith(")*"):
        return text
    start = text.rfind("\n") + 1
    ends = [end.end() for end in _END.finditer(text, start)]
    whole = [end for end in ends if not _is_torn(text[start:end])]
    return text[: whole[-1]] if whole else text[:start].rstrip()


def _is_torn(text: str) -> bool:
    """Whether a backtick, or a bracket outside of code and quotes, is left open; "(0, 1]" is whole."""
    if not any(mark in text for mark in "`(["):
        return False
    parts = tuple(pieces(text))
    if any(piece.kind is PieceKind.STRAY for piece in parts):
        return True
    plain = "".join(part.text for part in parts if part.kind is PieceKind.PLAIN)
    plain = _QUOTED.sub("", plain)
    return plain.count("(") + plain.count("[") > plain.count(")") + plain.count("]")
