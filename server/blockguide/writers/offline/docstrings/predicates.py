"""A docstring's sentence as a predicate: its verb in the third person, its conditions behind it."""

import re
from typing import Final

from blockguide.writers.offline.docstrings.noun_phrases import (
    CLAUSE,
    DETERMINED,
    Predicate,
    described,
    noun_phrase,
)
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import base_form, lower_first, third_person
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_SHORT: Final = 60
_CLAUSES: Final = re.compile(r",|\b(?:that|which|if|when|where|unless|so)\b")
_WHEN: Final = re.compile(
    r"^(?P<clause>(?:When|If|While|Unless|During|After|Before) [^,.;]+?),? (?:this|it) "
    r"(?P<verb>[a-z]+s) (?P<rest>.+)$"
)
_IF: Final = re.compile(r"^((?:If|When|Given|For) [^,]+), (\w+) (.+)$")
_FORMULA: Final = re.compile(
    r"^[\w.]+\([^()]*\) ?(?:=|<=>|<->|->|:=)"
    r"|^\w+ (?:[<>=!]= |[<>&|^*/%@+] [\w.]+(?:$| ->|[:,;]))"
)
_AUXILIARY: Final = frozenset({"is", "are", "has", "does", "can", "must", "may", "will", "should"})
_POINTER: Final = re.compile(r"^see (?!if\b|whether\b)", re.IGNORECASE)
_ANSWER: Final = re.compile(r"^`?(True|False)`? (?=if\b|when\b|unless\b|for\b|iff\b)")
_DEED: Final = re.compile(r"(?P<comma>,)? (?:then )?(?P<pronoun>this |it )?(?P<verb>[a-z]+)(?= )")
_LATER: Final = re.compile(
    r"(?P<before>[;,] (?:otherwise|else),? |,? and,? (?:if|when) [^,.;]+, "
    r"|,? (?:and then|then|and|or|but) (?:also |optionally |immediately )?"
    r"|, (?:optionally|possibly) )"
    r"(?P<verb>[a-z]+)\b"
)
_OTHERWISE: Final = re.compile(r"\b(?:if|when|otherwise|else)\b")
_OBJECT: Final = re.compile(
    r"\s(?:the|an?|its?|all|each|every|this|these|them|any|that|whether|how)\b"
)
_OF: Final = frozenset({"dispose", "consist", "think"})
"""Verbs that "of" follows; before it any other word is a noun."""

_HELPERS: Final = re.compile(
    r"^(?:(?:a |the )?(?:helper|utility|convenience|internal|private|simple|small|shortcut)\s?"
    r"(?:function|method|helper|wrapper)?s? (?:to|that will|which will)"
    r"|(?:this|the) (?:function|method|class|module|hook|routine) (?:is used to|will|can be used to"
    r"|is called to|should|is responsible for|tries to|attempts to)"
    r"|used to|function to|method to|responsible for|utility to|helper to)\s+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^(?:this (?!\w+ed )(?:[\w-]+ )?(?:test|type|object|script|view|extension|package|command|handler|filter)"
    r"|the (?!\w+ed )[\w-]+ (?:type|object|script|view|extension|package|command|handler|filter)"
    r"|(?:this|the) (?!\w+ed )(?:[\w-]+ )?(?:function|method|class|module|hook|routine|decorator"
    r"|property|exception|dataclass|enum|enumeration|protocol|mixin|helper|lexer|fixture|generator|coroutine))\s+"
    r"(?=(?:(?:only|also|always|never|simply) )?[a-z]+s\b|can\b|may\b|must\b|will\b|should\b)",
    re.IGNORECASE,
)
_ADDRESSED: Final = re.compile(
    r"(?:(?:Was|Is|Are|Does|Did|Has|Have|Were) (?:the|an?|this|it|there)"
    r"|[Oo]verride (?:in|this|it)|Based on [^,]+, (?:either )?[a-z]+)\b"
)
"""A question, an order to who writes a subclass, or a deed under a condition: quoted as it stands."""

_JOINED: Final = re.compile(
    r"^[A-Za-z]+-[a-z]*[a-rt-z] (?:the|an?|another|one|each|all|this|its|any)\b"
)
"""A verb of two words before its object: "header-encode a string"."""

_PARTICLE: Final = re.compile(r"(?:out|up|down|off|away|back) (?!of\b)[a-z`']")
"""What stands behind a verb, and behind no noun at once: "figure out the list"."""

_LABEL: Final = re.compile(
    r"^(?:internal|overridable|str|int|float|bool|bytes|list|dict|set|tuple"
    r"|(?:Optional|Union|List|Dict|Tuple|Set|Iterable|Sequence)\[[^:]*\]): (?=[A-Za-z])",
    re.IGNORECASE,
)
"""What some authors write before the sentence: the type of a property, or who it is for."""

_IS: Final = re.compile(r"^(?:this|it) is (?=(?:an?|the|one)\b)", re.IGNORECASE)


def predicate_of(sentence: str) -> Predicate | None:  # noqa: PLR0911 - one answer for each kind of sentence
    """The sentence's predicate; None for what is no sentence."""
    text = _without_subject(sentence)
    if len(text) < 3 or _FORMULA.match(text) or _POINTER.match(text):
        return None
    if _ADDRESSED.match(text):
        return described(text)
    conditional = _given(text) or _conditional(text)
    if conditional is not None:
        return conditional
    text = _without_pronoun(text)
    head, _, rest = text.partition(" ")
    plain_head = head.rstrip(",").lower()
    if "/" in plain_head and all(base_form(part) == part for part in plain_head.split("/")):
        told = "/".join(third_person(part) for part in plain_head.split("/"))
        return Predicate(plain_head.partition("/")[0], f"{told} {rest}".strip())
    if plain_head.endswith("ly") and rest:
        second, _, tail = rest.partition(" ")
        base = base_form(second.lower())
        if base is not None:
            return Predicate(base, f"{plain_head} {third_person(base)} {_later(tail)}".strip())
    base = base_form(plain_head)
    if base is None and plain_head in _AUXILIARY:
        return Predicate("be", lower_first(text), rest if head.lower() == "is" else "")
    if base is not None and (base in _OF or not rest.startswith("of ")):
        return _by_verb(head, base, rest)
    return _by_unknown_verb(text) or noun_phrase(text)


def _by_unknown_verb(text: str) -> Predicate | None:
    """The predicate of a sentence whose first word only its place shows to be a verb."""
    head, _, rest = text.partition(" ")
    verb = head.lower()
    if rest.startswith("of ") or base_form(verb) is not None:
        return None
    if _JOINED.match(text) and base_form(verb.rpartition("-")[2]):
        return Predicate(verb, f"{lower_first(third_person(head))} {_later(rest)}")
    is_phrasal = _PARTICLE.match(rest) is not None and not verb.endswith("s")
    if (is_phrasal or DETERMINED.match(rest)) and _is_unknown_verb(verb):
        said = verb if verb.endswith("s") else third_person(verb)
        return Predicate(verb, f"{said} {_later(rest)}")
    return None


def _by_verb(head: str, base: str, rest: str) -> Predicate:
    """The predicate of a sentence that starts with a verb, in the imperative or in the third person."""
    comma = "," if head.endswith(",") else ""
    verb = head.rstrip(",").lower()
    if verb == "do" and rest.lower().startswith("not "):
        return described(f"{head} {rest}")
    if verb == base:
        verb, rest = third_person(base), _later(rest)
    return Predicate(base, f"{verb}{comma} {rest}".strip(), "" if comma else rest)


def _without_subject(sentence: str) -> str:
    """The sentence without "This function", "Helper to" and the like before its verb."""
    sentence = _IS.sub("", _LABEL.sub("", sentence))
    text = _HELPERS.sub("", sentence)
    return _IS.sub("", _SUBJECT.sub("", sentence) if text == sentence else text)


def answered(sentence: str) -> Predicate | None:
    """The predicate of what answers a question: "Whether it is open", "True if it is open"."""
    if sentence.lower().startswith("whether "):
        return Predicate("tell", say("tells {}", lower_first(sentence)))
    if _ANSWER.match(sentence):
        return Predicate("return", say("returns {}", sentence))
    return None


def _conditional(text: str) -> Predicate | None:
    """The predicate of "If it is open, close it": "closes, if it is open, it"."""
    told = _WHEN.match(text)
    if told is not None and base_form(told["verb"]) not in {None, told["verb"]}:
        verb, clause, rest = told["verb"], lower_first(told["clause"]), told["rest"]
        is_short = len(rest) < _SHORT and not _CLAUSES.search(rest)
        said = f"{verb} {rest} {clause}" if is_short else f"{verb}, {clause}, {rest}"
        return Predicate(base_form(verb) or "", said)
    match = _IF.match(text)
    base = base_form(match.group(2)) if match is not None else None
    if (
        match is None
        or base is None
        or (base != match.group(2) and not _OBJECT.match(f" {match[3]}"))
    ):
        return None
    clause = lower_first(match.group(1))
    return Predicate(base, f"{third_person(base)}, {clause}, {_later(match.group(3))}")


def _given(text: str) -> Predicate | None:
    """The predicate of "Given a list, return its sum": "takes a list and returns its sum"."""
    opening, _, rest = text.partition(" ")
    if opening.lower() != "given":
        return None
    for match in _DEED.finditer(rest):
        verb, base = match["verb"], base_form(match["verb"])
        is_deed = base == verb or _OBJECT.match(rest[match.end() :])
        follows = base is not None if match["pronoun"] else match["comma"] and is_deed
        if base is not None and follows and match.start():
            taken, deed = (
                rest[: match.start()],
                f"{third_person(base)} {_later(rest[match.end() + 1 :])}",
            )
            if ", " in taken:
                return Predicate("take", say("takes {}, and {}", taken, deed))
            return Predicate("take", say("takes {} and {}", taken, deed))
    return None


def _without_pronoun(text: str) -> str:
    """The sentence without the "This" or "It" before its verb: "This works like `map`"."""
    pronoun, _, rest = text.partition(" ")
    verb = rest.partition(" ")[0]
    is_told = pronoun.lower() in {"this", "it"} and base_form(verb) not in {None, verb}
    return rest if is_told else text


def _is_unknown_verb(head: str) -> bool:
    """Whether a word before a determiner, which no noun stands before, can be a verb of its own."""
    return (
        head.isalpha()
        and len(head) > 2
        and not head.endswith(("ing", "ed", "ly", "ss"))
        and head != "given"
        and head not in vocabulary().grammar["phrase_ends"]
        and head not in vocabulary().grammar["no_verbs"]
        and not CLAUSE.match(head)
    )


def _later(rest: str) -> str:
    known = vocabulary().later_verbs

    def inflected(match: re.Match[str]) -> str:
        verb = match.group("verb")
        # Right after the first verb there stands another one: "enable or disable the screen".
        if match.start() == 0 and verb in vocabulary().verbs:
            return f"{match.group('before')}{third_person(verb)}"
        if _OTHERWISE.search(match["before"]) and verb in vocabulary().verbs:
            return f"{match.group('before')}{third_person(verb)}"
        is_last = not match.string[match.end() :].strip(" .") and verb in vocabulary().verbs
        if is_last and verb not in vocabulary().grammar["verb_nouns"]:
            return f"{match.group('before')}{third_person(verb)}"
        if verb not in known and not (
            verb in vocabulary().verbs and _OBJECT.match(match.string[match.end() :])
        ):
            return match.group(0)
        return f"{match.group('before')}{third_person(verb)}"

    return _LATER.sub(inflected, f" {rest}").strip()
