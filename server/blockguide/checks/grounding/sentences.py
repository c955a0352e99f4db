"""Takes prose apart: into sentences, the words in them that say something, and their main verbs."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from blockguide.checks.grounding.vocabulary import vocabulary
from blockguide.guide.form import code_spans, without_code
from blockguide.guide.terms import pieces_of_names

_END = re.compile(r"(?<=[.!?])\s+(?=[`\"“(]?[^\W\d_a-z])|\n+")
_CUT = re.compile(r"[,;:.!?()—–]|\s(?:and|or|but)\s")
_PLACE: Final = re.compile(r"\bthe code (?:around|after it|before it)\b")
_LEADING: Final = frozenset(
    {
        "then",
        "otherwise",
        "also",
        "finally",
        "first",
        "next",
        "and",
        "or",
        "it",
        "either",
        "only",
        "again",
        "else",
    }
)
_SUBORDINATE: Final = frozenset(
    {
        "which",
        "that",
        "who",
        "whose",
        "where",
        "when",
        "whenever",
        "if",
        "unless",
        "because",
        "since",
        "while",
    }
    | {
        "until",
        "after",
        "before",
        "so",
        "as",
        "for",
        "in",
        "on",
        "with",
        "by",
        "from",
        "once",
        "to",
        "of",
        "at",
    }
)
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*|`")
_BLOCK: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his|It) (?:block|function|method|class|code|coroutine|generator)\b"
)
"""What a description calls the block."""
_OBJECT: Final = re.compile(
    r"\s+(?:`|(?:the|an?|each|every|all|any|its?|their|them|this|these|those|one|both|no|only|up)\b|[A-Z])"
)
"""What follows a verb that is done to something; behind a noun it would be no sentence."""
_RELATIVE: Final = re.compile(
    r"\b(?:that|which|who|whose|what|how|where|when|whenever|if|whether|while|until)\b"
)


def sentences(markdown: str) -> list[str]:
    """The sentences of a paragraph or of a step's text."""
    return [part for part in _END.split(markdown) if part.strip()]


def telling_words(sentence: str) -> list[str]:
    """The words of a sentence that say something of code, in small letters, each once; names in pieces.

    A single letter counts where it is quoted. Where something stands ("the code around") says nothing of code.
    """
    silent = vocabulary().silent
    words = dict.fromkeys(pieces_of_names(_PLACE.sub("", sentence)))
    letters = {code for code in code_spans(sentence) if len(code) == 1}
    return [word for word in words if (len(word) > 1 or word in letters) and word not in silent]


def title_verb(title: str) -> str:
    """The first word of a title, which is its verb, in small letters."""
    word = _WORD.match(without_code(title).lstrip())
    return word[0].lower() if word and word[0] != "`" else ""


def main_verbs(text: str) -> Iterator[str]:
    """The verbs in the third person that a step's text says of its lines, in their base form or near it.

    A verb counts where a clause begins with it; what a subordinate clause says is said of something else.
    """
    for clause in _CUT.split(without_code(text)):
        for word in _WORD.findall(clause):
            small = word.lower()
            if small in _LEADING:
                continue
            if small not in _SUBORDINATE and small.endswith("s"):
                yield small
            break


def told_verbs(sentence: str, name: str | None) -> Iterator[str]:
    """The verbs that a sentence of a description says of the block itself, which may be called `name`.

    In the third person at the head of a clause, or in any form at the head of the sentence, before what it
    is done to. Behind a relative clause it is not sure whose verb one is; none is read there.
    """
    own = re.escape(name) if name else r"\b\B"
    text = re.sub(rf"(?:[Tt]he )?`(?:\w+\.)*{own}(?:\([^`]*\))?`", "It", sentence)
    text = without_code(_BLOCK.sub("It", text))
    for at, clause in enumerate(_CUT.split(text)):
        word = next((each for each in _WORD.finditer(clause) if not _leads(each[0])), None)
        if word is None:
            continue
        small, rest = word[0].lower(), clause[word.end() :]
        is_said = small.endswith("s") or (at == 0 and not clause[: word.start()].strip())
        if is_said and small not in _SUBORDINATE and _OBJECT.match(rest):
            yield small
        if _RELATIVE.search(rest):
            return


def participles(sentence: str) -> Iterator[str]:
    """The participles that stand alone behind a comma or an "and": what is said to be done to something."""
    for clause in _CUT.split(without_code(sentence))[1:]:
        words = [word.lower() for word in _WORD.findall(clause) if not _leads(word)]
        if len(words) == 1 and words[0].endswith("ed"):
            yield words[0]


def _leads(word: str) -> bool:
    return word.lower() in _LEADING or word.endswith("ly")


@cache
def base_forms(verb: str) -> tuple[str, ...]:
    """What the base form of a verb may be: `catches` is of `catch` or `catche`, `sorted` of `sort`."""
    forms = [verb]
    if verb.endswith("ed"):
        forms += [verb[:-1], verb[:-2]]
    if verb.endswith("s"):
        forms.append(verb[:-1])
    if verb.endswith("es"):
        forms.append(verb[:-2])
    if verb.endswith("ies"):
        forms.append(f"{verb[:-3]}y")
    return tuple(form.replace("-", "") for form in forms)
