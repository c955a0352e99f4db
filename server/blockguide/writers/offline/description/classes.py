"""The description of a class."""

import re
from typing import Final

from blockguide.code.facts.values import ClassFacts, ClassKind, DecoratorKind, FunctionFacts
from blockguide.writers.offline.description.errors import is_error
from blockguide.writers.offline.description.quoting import few, paragraph, quoted
from blockguide.writers.offline.description.signature import noted, own_parameters, taken
from blockguide.writers.offline.docstrings.purpose import Purpose, is_property, purpose_of_class
from blockguide.writers.offline.docstrings.sections import NOTHING, sections_of
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import counted, listed

_REST: Final = 300
_KINDS: Final = {
    ClassKind.DATACLASS: framed("a dataclass"),
    ClassKind.ATTRS: framed("an attrs class"),
    ClassKind.ENUM: framed("an enumeration"),
    ClassKind.PROTOCOL: framed("a protocol"),
    ClassKind.EXCEPTION: framed("an exception"),
    ClassKind.NAMED_TUPLE: framed("a named tuple"),
    ClassKind.TYPED_DICT: framed("a typed dictionary"),
    ClassKind.ABSTRACT: framed("an abstract class"),
    ClassKind.TEST_CASE: framed("a test case"),
    ClassKind.PLAIN: framed("a class"),
}
_MARKERS: Final = {
    ClassKind.PROTOCOL: "Protocol",
    ClassKind.ABSTRACT: "ABC",
    ClassKind.ENUM: "Enum",
    ClassKind.EXCEPTION: "Exception",
    ClassKind.NAMED_TUPLE: "NamedTuple",
    ClassKind.TYPED_DICT: "TypedDict",
}
"""The base class that the word for the kind says already."""

_MARKING: Final = frozenset(_MARKERS.values()) | {
    "abc.ABC",
    "enum.Enum",
    *(
        f"{module}.{name}"
        for module in ("typing", "typing_extensions")
        for name in _MARKERS.values()
    ),
}
"""The same, as a class names it: another module's `Protocol` is another class."""

_SAYING: Final = {
    ClassKind.PROTOCOL: ("protocol",),
    ClassKind.ABSTRACT: ("abstract",),
    ClassKind.ENUM: ("enumeration", "enum "),
    ClassKind.NAMED_TUPLE: ("named tuple", "namedtuple"),
    ClassKind.TYPED_DICT: ("typed dict",),
}
"""Words by which a docstring says the kind itself."""

_ERROR: Final = re.compile(
    r"(?:an?|the) (?:(?!(?:that|which|of|for|with|to|in|by|from)\b)\S+ )*?\S*(?:error|exception)\b"
)
"""A thing whose own noun is an error: not "a request that ended in an error"."""

_FIELDED: Final = frozenset(
    {ClassKind.DATACLASS, ClassKind.ATTRS, ClassKind.NAMED_TUPLE, ClassKind.TYPED_DICT}
)


def describe_class(ground: Ground, facts: ClassFacts) -> str:
    """What an object of the class is, how one is made and what it holds, and what its methods are."""
    first = paragraph([*_opening(ground, facts)])
    second = paragraph([_made(ground, facts), _held(facts)])
    third = paragraph([_offers(facts), _raises(facts)])
    return "\n\n".join(part for part in (first, second, third) if part)


def _opening(ground: Ground, facts: ClassFacts) -> list[str]:
    purpose = purpose_of_class(facts, ground.known)
    marker = _MARKERS.get(facts.kind)
    others = [
        base for base in facts.bases if base not in _MARKING or base.rpartition(".")[2] != marker
    ]
    bases = [name for name in (quoted(base, 50) for base in others) if name]
    is_frozen = facts.kind is ClassKind.DATACLASS and any(
        one.kind is DecoratorKind.DATACLASS and "frozen=True" in one.text
        for one in facts.decorators
    )
    kind = say("a frozen dataclass") if is_frozen else say(_KINDS[facts.kind])
    derived = say("derived from {}", listed(bases)) if bases else ""
    if purpose is None:
        members = ""
        if facts.kind is ClassKind.ENUM:
            named = [field for field in facts.fields if not field.on_instance]
            members = say("with {}", counted(len(named), "member"))
        if facts.kind is ClassKind.TEST_CASE:
            tests = [method for method in facts.methods if method.name.startswith("test")]
            members = say("with {}", counted(len(tests), "test"))
        return [say("`{}` is {}.", facts.name, paragraph([kind, derived, members]))]
    sentences = [f"`{facts.name}` {purpose.predicate}."]
    length = 0
    for sentence in purpose.rest:
        length += len(sentence)
        if length > _REST or not sentence[:1].isalpha():
            break
        sentences.append(f"{sentence}.")
    is_told = facts.kind is ClassKind.PLAIN or _says_kind(facts.kind, purpose)
    if derived or not is_told:
        sentences.append(
            say("It derives from {}.", listed(bases))
            if is_told
            else say("It is {}.", paragraph([kind, derived]))
        )
    return sentences


def _says_kind(kind: ClassKind, purpose: Purpose) -> bool:
    if kind is ClassKind.EXCEPTION:
        named = purpose.named.lower()
        is_error = named.startswith("raised") or _ERROR.match(named) is not None
        return is_error or opens(purpose.predicate.lower(), framed("signals {}"))
    return any(word in purpose.predicate.lower() for word in _SAYING.get(kind, ()))


def _made(ground: Ground, facts: ClassFacts) -> str:
    start = _start(facts)
    if start is None:
        return ""
    sections = sections_of(start.docstring, ground.known)
    if sections is NOTHING:
        sections = sections_of(facts.docstring, ground.known)
    parameters = own_parameters(start, bound=True)
    said = taken(parameters, sections)
    if not said:
        return say("An object is made without arguments.")
    return paragraph([say("An object is made with {}.", said), noted(parameters, sections)])


def _start(facts: ClassFacts) -> FunctionFacts | None:
    """The `__init__` that counts: the last one, those before are overloads."""
    return next((method for method in reversed(facts.methods) if method.name == "__init__"), None)


def _held(facts: ClassFacts) -> str:
    start = _start(facts)
    given = {parameter.name for parameter in start.parameters} if start is not None else set()
    on_instance = [
        field.name for field in facts.fields if field.on_instance and field.name not in given
    ]
    public = [name for name in on_instance if not name.startswith("_")]
    if facts.kind in _FIELDED and start is None:
        fields = [field.name for field in facts.fields if not field.on_instance]
        return say("It holds {}.", few(fields, 12)) if fields else ""
    if not public:
        return ""
    kept = few(public, 8)
    return say("It also keeps {}.", kept) if given - {"self"} else say("It keeps {}.", kept)


def _offers(facts: ClassFacts) -> str:
    public = [method for method in facts.methods if not method.name.startswith("_")]
    tests = [method for method in public if method.name.startswith("test")]
    if facts.kind is ClassKind.TEST_CASE and tests:
        named = few([method.name for method in tests], 40)
        return say("Its test is {}.", named) if len(tests) == 1 else say("Its tests are {}.", named)
    if not public:
        return _called(facts)
    properties = [method.name for method in public if _is_attribute(method)]
    methods = [method.name for method in public if not _is_attribute(method)]
    said = []
    if methods:
        named, is_one = few(methods, 60), len(set(methods)) == 1
        said.append(say("the method {}", named) if is_one else say("the methods {}", named))
    if properties:
        named, is_one = few(properties, 60), len(set(properties)) == 1
        said.append(say("the property {}", named) if is_one else say("the properties {}", named))
    return paragraph([say("It offers {}.", listed(said)), _called(facts)])


def _called(facts: ClassFacts) -> str:
    """With what its objects are called, where they can be called as functions are."""
    called = next((method for method in facts.methods if method.name == "__call__"), None)
    if called is None:
        return ""
    said = taken(own_parameters(called, bound=True), NOTHING)
    if not said:
        return say("Its objects are called without arguments.")
    return say("Its objects are called with {}.", said)


def _is_attribute(method: FunctionFacts) -> bool:
    return (
        is_property(method)
        or method.decorated(DecoratorKind.SETTER)
        or method.decorated(DecoratorKind.DELETER)
    )


def _raises(facts: ClassFacts) -> str:
    by_error: dict[str, list[str]] = {}
    for method in facts.methods:
        for one in method.flow.raised:
            if one.exception is not None and is_error(one.exception) and quoted(one.exception):
                by_error.setdefault(one.exception, []).append(method.name)
    said = [
        say("`{}` from {}", name, few(methods, 3)) for name, methods in list(by_error.items())[:8]
    ]
    return say("It raises {}.", listed(said)) if said else ""
