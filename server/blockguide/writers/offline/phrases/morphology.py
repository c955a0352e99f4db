"""Word forms: third person, singular, articles, lists of words; by English rules where no table has them."""

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final, Literal, TypeAlias

from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_LATER: Final = re.compile(r"(?<!`)\b(and|then) ([a-z]+)\b(?!`)")
_AFTER_AND: Final = frozenset({"return", "yield", "go", "raise", "await"})
_VOWELS: Final = "aeiou"
_NUMBER_WORDS: Final = (
    framed("no"),
    framed("one"),
    framed("two"),
    framed("three"),
    framed("four"),
    framed("five"),
    framed("six"),
    framed("seven"),
    framed("eight"),
    framed("nine"),
    framed("ten"),
)
Counted: TypeAlias = Literal[
    "condition",
    "definition",
    "entry",
    "item",
    "member",
    "step",
    "test",
    "more case",
    "more class attribute",
    "more entry",
    "more field",
    "more item",
    "more key",
    "more member",
    "more name",
]
_COUNTED: Final[Mapping[Counted, tuple[str, str]]] = {
    "condition": (framed("{} condition"), framed("{} conditions")),
    "definition": (framed("{} definition"), framed("{} definitions")),
    "entry": (framed("{} entry"), framed("{} entries")),
    "item": (framed("{} item"), framed("{} items")),
    "member": (framed("{} member"), framed("{} members")),
    "step": (framed("{} step"), framed("{} steps")),
    "test": (framed("{} test"), framed("{} tests")),
    "more case": (framed("{} more case"), framed("{} more cases")),
    "more class attribute": (
        framed("{} more class attribute"),
        framed("{} more class attributes"),
    ),
    "more entry": (framed("{} more entry"), framed("{} more entries")),
    "more field": (framed("{} more field"), framed("{} more fields")),
    "more item": (framed("{} more item"), framed("{} more items")),
    "more key": (framed("{} more key"), framed("{} more keys")),
    "more member": (framed("{} more member"), framed("{} more members")),
    "more name": (framed("{} more name"), framed("{} more names")),
}
"""One and many of what is counted."""

Joiner: TypeAlias = Literal["and", "or", "nor", "and then"]
_JOINED: Final[Mapping[Joiner, str]] = {
    "and": framed("{} and {}"),
    "or": framed("{} or {}"),
    "nor": framed("{} nor {}"),
    "and then": framed("{} and then {}"),
}
_VOWEL_LETTERS: Final = frozenset("AEFHILMNORSX")
_HARD_VOWELS: Final = ("uni", "use", "usu", "eu", "one", "ut", "uri", "url")


def third_person(verb: str) -> str:
    """The third person singular of a verb phrase's first word: "try" becomes "tries"."""
    known = vocabulary().third_person
    if verb in known:
        return known[verb]
    head, _, rest = verb.partition(" ")
    return f"{_third(head)} {rest}" if rest else _third(head)


def imperative(verb: str) -> str:
    """A verb as a title says it: in English as it is."""
    known = vocabulary().imperative
    head, space, rest = verb.partition(" ")
    return known.get(verb) or f"{known.get(head, head)}{space}{rest}"


def told(title: str) -> str:
    """A title as a predicate: "compute `x` and return it" is "computes `x` and returns it"."""
    return _LATER.sub(_inflected, third_person(title))


def _inflected(match: re.Match[str]) -> str:
    word, verb = match.groups()
    is_verb = word == "then" or verb in _AFTER_AND
    return f"{word} {_third(verb)}" if is_verb and base_form(verb) == verb else match.group()


def base_form(word: str) -> str | None:
    """The base form of a verb given in base form or third person; None for what is no known verb."""
    known = vocabulary().verbs
    if word in known:
        return word
    candidates = (word[:-1],) if word.endswith("s") else ()
    if word.endswith("ies"):
        candidates = (word[:-3] + "y", *candidates)
    elif word.endswith("es"):
        candidates = (*candidates, word[:-2])
    for candidate in candidates:
        if candidate in known and _third(candidate) == word:
            return candidate
    return None


def singular(noun: str) -> str | None:
    """The singular of a plural noun, or None where the noun does not look like a plural."""
    words = vocabulary()
    if noun in words.singular:
        return words.singular[noun]
    if noun in words.no_plural or len(noun) < 4 or not noun.endswith("s") or noun.endswith("ss"):
        return None
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return noun[:-2]
    if noun.endswith(("us", "is")):
        return None
    return noun[:-1]


def article(phrase: str) -> str:
    """`phrase` with "a" or "an" before it; a leading backtick is looked through."""
    return say(article_frame(phrase), phrase)


def article_frame(phrase: str) -> str:
    """The frame that sets "a" or "an" before `phrase`."""
    word = phrase.lstrip("`_*\"'")
    head = word.split(" ", 1)[0].split("`", 1)[0]
    if head.isupper() and len(head) > 1:
        vowel = head[0] in _VOWEL_LETTERS
    else:
        lower = word.lower()
        vowel = lower[:1] in _VOWELS and not lower.startswith(_HARD_VOWELS)
        vowel = vowel or lower.startswith(("hour", "honest", "html", "http"))
    return framed("an {}") if vowel else framed("a {}")


def listed(words: Sequence[str], last: Joiner = "and") -> str:
    """The words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return say(_JOINED[last], ", ".join(words[:-1]), words[-1])


def chained(frame: str, words: Sequence[str]) -> str:
    """The words, one at least, each joined to those before it by `frame`: "a, then b, then c"."""
    return reduce(lambda before, word: say(frame, before, word), words)


def counted(number: int, noun: Counted) -> str:
    """A number with its noun, one of those that are counted: "one item", "three items", "12 items"."""
    name = say(_NUMBER_WORDS[number]) if number < len(_NUMBER_WORDS) else str(number)
    frame = _COUNTED[noun][number != 1]
    return say(frame, name)


def capital(text: str) -> str:
    """The text with its first letter in upper case; text that starts with code is left alone."""
    return text[:1].upper() + text[1:]


_PROPER: Final = (
    "I'", "Python", "English", "Unicode", "Django", "Flask", "Windows", "Linux", "Unix", "Oracle",
    "Gaussian", "Dijkstra", "Prim's", "Kruskal", "Bayesian", "Euclidean", "Fibonacci", "Fourier",
    "Hermitian", "Laplacian", "Lagrange", "Gregorian", "Roman", "Latin", "Greek", "Pygments", "Sphinx",
    "Jinja", "Markdown",
)  # fmt: skip
"""How words begin that keep their capital letter."""


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, unless its first word is a name or an acronym."""
    head = text.split(" ", 1)[0]
    if head[1:] != head[1:].lower() or any(character in "`_./0123456789" for character in head):
        return text
    if (len(head) == 1 and head != "A") or head.startswith(_PROPER):
        return text
    return text[:1].lower() + text[1:]


def _third(verb: str) -> str:
    irregular = vocabulary().third_person.get(verb)
    if irregular is not None:
        return irregular
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + ("zes" if verb == "quiz" else "es")
    return verb + "s"
