"""What a function is for: its docstring's summary where the code does not contradict it, else its name."""

import ast
import re
from dataclasses import dataclass
from typing import Final

from blockguide.code.facts.values import ClassFacts, ClassKind, DecoratorKind, FunctionFacts
from blockguide.writers.offline.docstrings.clean import Known
from blockguide.writers.offline.docstrings.function_nouns import of_function
from blockguide.writers.offline.docstrings.noun_phrases import (
    DETERMINED,
    LISTS,
    Predicate,
    provided,
    represented,
)
from blockguide.writers.offline.docstrings.summary import Summary, class_summary, function_summary
from blockguide.writers.offline.phrases.frames import opens, say
from blockguide.writers.offline.phrases.morphology import base_form, third_person
from blockguide.writers.offline.phrases.names import as_noun, is_question, raw_words, reading
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_ADDED_ARTICLE: Final = re.compile(r"^an? ")
_ERROR: Final = re.compile(r"(?:error|exception|warning|failure|class)\b", re.IGNORECASE)
_NO_OBJECT: Final = frozenset(
    {
        "by",
        "or",
        "and",
        "for",
        "from",
        "in",
        "to",
        "with",
        "all",
        "as",
        "at",
        "of",
        "my",
        "this",
        "if",
        "is",
    }
)
_MAKING: Final = frozenset({DecoratorKind.CONTEXT_MANAGER, DecoratorKind.FIXTURE})
_THINGS: Final = frozenset(
    {"func", "function", "fn", "callback", "cb", "hook", "type", "class", "cls", "error", "wrapper"}
)
"""A name that ends in one of these names a thing, and its first word is no verb."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A predicate and the verb it starts with.

    Attributes:
        told: whether the authors wrote it.
        rest: the sentences after it.
        named: what it says the thing to be: "a queue of jobs"; empty for any other predicate.
    """

    predicate: str
    verb: str
    told: bool
    rest: tuple[str, ...] = ()
    named: str = ""


def purpose_of(function: FunctionFacts, known: Known) -> Purpose | None:
    """What the function does; None where neither docstring nor name says it."""
    summarized = class_summary if is_property(function) else function_summary
    summary = summarized(function.docstring, function.name, known) if function.docstring else None
    if summary is not None and not _contradicted(function, summary):
        predicate = _result(function, summary)
        named = summary.said.named if predicate == summary.predicate else ""
        return Purpose(predicate, summary.verb, told=True, rest=summary.rest, named=named)
    if is_stub(function) and not any(one.exception for one in function.flow.raised):
        return None
    name = function.name.removeprefix("test_")
    if name != function.name and known(name):
        return Purpose(say("tests `{}`", name), "test", told=False)
    said = _from_name(function)
    return Purpose(plain(said[1]), said[0], told=False) if said is not None else None


def purpose_of_class(facts: ClassFacts, known: Known) -> Purpose | None:
    """What an object of the class is, by its docstring; None where it says nothing."""
    summary = class_summary(facts.docstring, facts.name, known) if facts.docstring else None
    if summary is None:
        return None
    said = summary.said
    if facts.kind is ClassKind.EXCEPTION:
        signalled = said.note or _signalled(said, facts.docstring or "")
        if signalled:
            told = say("signals {}", f"“{signalled}”")
            return Purpose(told, "signal", told=True, rest=summary.rest)
    if facts.kind is ClassKind.ENUM:
        listing = provided(said, LISTS)
        if not opens(listing, LISTS):
            provides, lists = third_person("provide"), third_person("list")
            listing = listing.replace(f"{provides} ", f"{lists} ", 1)
        return Purpose(listing, said.verb, told=True, rest=summary.rest)
    return Purpose(represented(said), said.verb, told=True, rest=summary.rest, named=said.named)


def _signalled(said: Predicate, docstring: str) -> str:
    """The clause that was taken for a thing since it has no subject; empty where it names an error."""
    bare = _ADDED_ARTICLE.sub("", said.named)
    is_added = bare != said.named and not docstring.lower().startswith(("a ", "an "))
    return bare if is_added and _ERROR.search(bare) is None else ""


def tested(name: str) -> str:
    """What a test is about, by its name: "that add rejects overflow", or only the words."""
    words = raw_words(name)[1:]
    has_verb = any(
        word != base_form(word) is not None or word in {"is", "are", "has", "does", "raises"}
        for word in words[1:-1] or words[1:]
    )
    does = words[:1] and (
        words[0] in {"is", "has", "does"} or words[0] != base_form(words[0]) is not None
    )
    said = " ".join(words)
    if does and len(words) > 1:
        return say("that it {}", said)
    if has_verb:
        return say("that {}", said)
    return said if len(words) == 1 else f"“{said}”"


def is_property(function: FunctionFacts) -> bool:
    """Whether the function is read as an attribute."""
    return function.decorated(DecoratorKind.PROPERTY) or function.decorated(
        DecoratorKind.CACHED_PROPERTY
    )


def is_stub(function: FunctionFacts) -> bool:
    """Whether the body holds nothing but a docstring, `pass`, `...` or `raise NotImplementedError`."""
    for statement in function.node.body:
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Raise(
                exc=ast.Name(id="NotImplementedError")
                | ast.Call(func=ast.Name(id="NotImplementedError"))
            ):
                continue
            case _:
                return False
    return True


def _result(function: FunctionFacts, summary: Summary) -> str:
    """The predicate of a function whose docstring may be the name of what it gives."""
    predicate = summary.predicate
    head, _, rest = (function.docstring or "").strip().partition(" ")
    is_thing = head.lower() in vocabulary().grammar["verb_nouns"] and not DETERMINED.match(rest)
    words = predicate.partition(" ")
    if function.name.startswith("test_") and is_thing and words[0] == third_person(head.lower()):
        # "Group closeness of one node": of a test that is a thing to be tested, no deed.
        return say("tests {}", f"{head.lower()} {words[2]}")
    gives = bool(function.flow.yields) or any(
        one.value is not None for one in function.flow.returns
    )
    is_plain = not any(one.kind in _MAKING for one in function.decorators)
    if is_property(function) or not is_plain:
        return predicate
    return of_function(predicate, summary.sentence, gives=gives, note=summary.said.note)


def _contradicted(function: FunctionFacts, summary: Summary) -> bool:
    """Whether the code cannot do what the summary's verb says."""
    flow = function.flow
    if is_stub(function):
        return False
    if summary.verb == "return":
        return not flow.yields and not any(
            statement.value is not None for statement in flow.returns
        )
    if summary.verb == "yield":
        return not flow.yields and not flow.returns
    return False


def _from_name(function: FunctionFacts) -> tuple[str, str] | None:  # noqa: PLR0911 - one answer for each kind of name
    name = function.name
    dunder = vocabulary().dunder.get(name)
    if dunder is not None:
        return dunder.split(" ", 1)[0], third_person(dunder)
    if function.decorated(DecoratorKind.SETTER):
        return "set", say("sets `{}`", name)
    if function.decorated(DecoratorKind.DELETER):
        return "delete", say("deletes `{}`", name)
    if is_property(function):
        words = as_noun(name)
        return (
            ("tell", say("tells whether it {}", words))
            if is_question(name)
            else ("give", say("gives the {}", words))
        )
    if name.startswith("test") and len(raw_words(name)) > 1 and not raw_words(name)[1].isdigit():
        return "test", say("tests {}", tested(name))
    if is_question(name) or (raw_words(name)[-1:] and raw_words(name)[-1] in _THINGS):
        return None
    gives = any(statement.value is not None for statement in function.flow.returns)
    if gives and raw_words(name)[:1] == ("get",) and len(raw_words(name)) > 1:
        things = as_noun("_".join(raw_words(name)[1:]))
        if things.split(" ", 1)[0] not in _NO_OBJECT:
            return "return", say("returns the {}", things)
    read = reading(name)
    if function.is_async and not read.verb:
        bare = name.removeprefix("async_")
        read = reading(bare if bare != name or not name.startswith("a") else name[1:])
    if read.verb and not read.rest and raw_words(name)[0] == "do":
        return read.verb, third_person(read.verb)
    if read.verb and read.rest and read.verb not in {"return", "is", "test", "own"}:
        return read.verb, f"{third_person(read.verb)} {read.rest}"
    return None
