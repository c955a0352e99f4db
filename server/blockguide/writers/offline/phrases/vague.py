"""Vague words replaced or dropped; names, and what is in backticks or quotation marks, are left alone."""

import re
from functools import cache
from typing import Final

from blockguide.writers.offline.phrases.vocabulary import Vocabulary, vocabulary

_NOUNS: Final = {"handle": "object", "handles": "objects"}
_PASSIVES: Final = {"get": "be", "gets": "is", "got": "was", "getting": "being"}
_PARTICIPLE: Final = re.compile(
    r"(?:[a-z]+ly )?(?:[a-z]+(?:ed|en|own|ung)|(?:re)?set|cut|lost)"
    r"(?=$|[.,;:)]| (?:by|in|into|from|to|at|on|as|when|if|while|before|after|again|once|twice"
    r"|even|only|so|because|for|with|without|here|there|automatically|and|or|but)\b)"
)
"""What follows "gets" where it makes a passive: "gets overwritten", not "gets sorted keys"."""

_SUBJECT: Final = re.compile(r"(?<=\w)(?<!\band)(?<!\bor)(?<!\bto)(?<!\bthen)(?<!\bbut) $")
"""Ends with what may be the subject of a passive."""

_AS_NOUN: Final = re.compile(
    r"\b(?:the|an?|this|these|those|its|their|any|each|every|both|all|no|of|file|open|pipe|socket|window|by|with)"
    r" $",
    re.IGNORECASE,
)
# A process is a thing of the operating system unless it stands where only a verb can.
_OFTEN_NOUNS: Final = frozenset({"process", "processes"})
_AS_VERB: Final = re.compile(
    r"(?:^|[.;:] |\b(?:to|and|or|then|that|which|who|it|can|may|must|should|will|not) )$",
    re.IGNORECASE,
)
_OBJECT: Final = re.compile(r"(?:the|an?|each|all|its|this|that)\b", re.IGNORECASE)
_EVENT: Final = re.compile(
    r"(?:\S+ ){0,3}?\S*(?:event|request|signal|message|command|call|click|error|exception|response|quer)",
    re.IGNORECASE,
)
_AFTER_THING: Final = re.compile(
    r"(?:$|[.,;:)]|(?:that (?:is|are|was|were|can|may|must|will|has|have|do|does)|which|to|of|for"
    r"|are|is|were|was|in|from|on|by|and|or)\b)"
)
_WORD: Final = re.compile(r"[a-z]+")
_GAP: Final = re.compile(r" \( ?\)| +(?=[,.;:](?:\s|$))")
_QUOTED: Final = re.compile(r"(`[^`]*`|“[^”]*”|\"[^\"]*\")")


def plain(text: str) -> str:
    """The text without vague words."""
    known = vocabulary()
    if _first_words(known).isdisjoint(_WORD.findall(text.lower())):
        return text
    pattern = _pattern(known)
    parts = _QUOTED.split(text)
    parts[::2] = [_closed(pattern.sub(_replaced, part), part) for part in parts[::2]]
    return "".join(parts)


def _closed(mended: str, before: str) -> str:
    """The text without the gaps that dropped words leave before a comma or in parentheses."""
    return mended if mended == before else _GAP.sub("", mended)


@cache
def _first_words(known: Vocabulary) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in known.vague)


@cache
def _pattern(known: Vocabulary) -> re.Pattern[str]:
    words = sorted(known.vague, key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?<!\w\.)({joined})(?![\w(-]|\.\w)( ?)", re.IGNORECASE)


def _replaced(match: re.Match[str]) -> str:
    word = match.group(1).lower()
    better = vocabulary().vague[word]
    before, after = match.string[: match.start()], match.string[match.end() :]
    if word in _OFTEN_NOUNS and not (_AS_VERB.search(before) or _OBJECT.match(after)):
        return match.group(0)
    if word in _PASSIVES and _SUBJECT.search(before) and _PARTICIPLE.match(after):
        better = _PASSIVES[word]
    if word in _NOUNS and (_AS_NOUN.search(before) or _is_thing(before, after)):
        return _NOUNS[word] + match.group(2)
    if word in _NOUNS and not _EVENT.match(after):
        better = "covers" if word == "handles" else "cover"
    if not better:
        return ""
    if match.group(1)[0].isupper():
        better = better[0].upper() + better[1:]
    return better + match.group(2)


def _is_thing(before: str, after: str) -> bool:
    """Whether "handle" is a thing that was opened: "a wait handle", "console handles that are closed"."""
    if _AS_VERB.search(before) or not before.strip():
        return False
    return _AFTER_THING.match(after) is not None
