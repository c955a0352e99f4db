"""A class as the life of its objects: how it is declared, made, used."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import Action, ActionKind, ClassFacts, ClassKind
from blockguide.text import Lines
from blockguide.writers.offline.docstrings.purpose import purpose_of_class
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.decorations import decorated
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.steps.fields import (
    Attribute,
    attributes,
    headed,
    is_ellipsis,
    listing,
    told,
)
from blockguide.writers.offline.steps.fold import FEWEST, grouped
from blockguide.writers.offline.steps.methods import function_draft, signature
from blockguide.writers.offline.steps.tell import tell, with_intent
from blockguide.writers.offline.steps.values import Depth, Draft

_DEEP: Final = 260
_KINDS: Final = {
    ClassKind.DATACLASS: framed("the dataclass"),
    ClassKind.ATTRS: framed("the attrs class"),
    ClassKind.ENUM: framed("the enumeration"),
    ClassKind.PROTOCOL: framed("the protocol"),
    ClassKind.EXCEPTION: framed("the exception class"),
    ClassKind.NAMED_TUPLE: framed("the named tuple"),
    ClassKind.TYPED_DICT: framed("the typed dictionary"),
    ClassKind.ABSTRACT: framed("the abstract class"),
    ClassKind.TEST_CASE: framed("the test case"),
    ClassKind.PLAIN: framed("the class"),
}
_DATACLASSES: Final = {
    "dataclass": framed("the dataclass"),
    "dataclass()": framed("the dataclass"),
    "dataclasses.dataclass": framed("the dataclass"),
    "dataclass(frozen=True)": framed("the frozen dataclass"),
    "dataclasses.dataclass(frozen=True)": framed("the frozen dataclass"),
}
"""The decorators whose whole meaning is in the word for the class."""

_EMPTY: Final = frozenset({ActionKind.DOCSTRING, ActionKind.PASS})
_LISTED: Final = 14
_NAMED: Final = 3
_CHUNKS: Final = 8
_REST: Final = 60
_FIELDED: Final = frozenset(
    {
        ClassKind.DATACLASS,
        ClassKind.ATTRS,
        ClassKind.ENUM,
        ClassKind.NAMED_TUPLE,
        ClassKind.TYPED_DICT,
    }
)


def class_drafts(ground: Ground, facts: ClassFacts) -> tuple[Draft, ...]:
    """The steps of a class as a guide's top level."""
    depth = Depth.WHOLE if facts.lines.last - facts.lines.first < _DEEP else Depth.OUTLINE
    if all(action.kind in _EMPTY or is_ellipsis(action) for action in facts.flow.actions):
        return (_bare(ground, facts),)
    head = headed(ground.wording, facts)
    parts = class_parts(ground, facts, depth, head)
    some = attributes(ground, facts, facts.flow.actions[:head])
    if len(some) > _LISTED:
        most = min(_CHUNKS, -(-len(some) // _LISTED))
        return grouped([*_apart(ground, facts, some, most), *parts[1:]])
    if len(parts) < FEWEST and facts.kind in _FIELDED and some:
        return grouped([*_apart(ground, facts, some, FEWEST - len(parts)), *parts[1:]])
    if len(parts) < FEWEST:
        parts = class_parts(ground, facts, depth, 0)
    return grouped(parts)


def _bare(ground: Ground, facts: ClassFacts) -> Draft:
    """A class whose body holds nothing but a docstring, `pass` or `...`."""
    text = f"{say('Declares {}', declared(ground, facts, ''))}. {say('Its body is empty.')}"
    return Draft(_titles(facts), text, facts.lines, kind="define")


def _apart(ground: Ground, facts: ClassFacts, found: Sequence[Attribute], most: int) -> list[Draft]:
    """The declaration, and its attributes in at most `most` steps of their own."""
    size = -(-len(found) // most)
    docstring = facts.node.body[0].end_lineno if facts.docstring is not None else None
    before = [one.lines.last for one in facts.flow.actions if one.lines.last < found[0].lines.first]
    last = max([docstring or _header_end(facts.node), *before])
    above = Lines(facts.lines.first, max(facts.lines.first, last))
    drafts = [_declaration(ground, facts, above, "")]
    for start in range(0, len(found), size):
        some = found[start : start + size]
        said = listing(some)
        names = listed([f"`{one.name}`" for one in some]) if len(some) <= _NAMED else ""
        titles = [say("declare {}", names)] if names else []
        word = said.split(" `", 1)[0]
        titles += [say("declare {}", word), say("declare {} from `{}` on", word, some[0].name)]
        lines = Lines(some[0].lines.first, some[-1].lines.last)
        drafts.append(Draft(tuple(titles), f"{say('Declares {}', said)}.", lines))
    return drafts


def class_parts(ground: Ground, facts: ClassFacts, depth: Depth, head: int) -> list[Draft]:
    """The parts of a class: its declaration with `head` statements, then the rest in its order."""
    functions = {id(function.node): function for function in facts.methods}
    classes = {id(inner.node): inner for inner in facts.classes}
    actions = facts.flow.actions
    fewest = 1 if head else FEWEST - 1
    drafts = [_head(ground, facts, actions[:head])]
    loose: list[Action] = []
    for action in actions[head:]:
        if action.kind is ActionKind.DOCSTRING and len(actions) > 1:
            continue
        function, inner = functions.get(id(action.node)), classes.get(id(action.node))
        if function is None and inner is None:
            loose.append(action)
            continue
        drafts.extend(tell(ground.wording, loose, fewest))
        loose = []
        if function is not None:
            drafts.append(
                with_intent(function_draft(ground, function, action.lines, depth), action.intent)
            )
        elif inner is not None:
            drafts.append(
                with_intent(class_draft(ground, inner, action.lines, depth), action.intent)
            )
    drafts.extend(tell(ground.wording, loose, fewest))
    return drafts


def class_draft(ground: Ground, facts: ClassFacts, lines: Lines, depth: Depth) -> Draft:
    """A class as one step within a larger block."""
    purpose = purpose_of_class(facts, ground.known)
    said = [say("It {}", purpose.predicate)] if purpose else []
    head = headed(ground.wording, facts)
    actions = facts.flow.actions
    if depth is not Depth.SIGNATURES and len(actions) > head:
        own = told(attributes(ground, facts, actions[:head]))
        _, *children = class_parts(ground, facts, depth, head)
        text = f"{'. '.join([say('Declares {}', declared(ground, facts, own)), *said])}:"
        setting = say("in `{}`", facts.name)
        return Draft(_titles(facts), text, lines, tuple(children), kind="define", setting=setting)
    methods = list(dict.fromkeys(signature(method) for method in facts.methods))
    said += [say("It defines {}", listed(methods))] if methods else []
    raised = dict.fromkeys(one.exception for method in facts.methods for one in method.flow.raised)
    errors = [f"`{name}`" for name in raised if name is not None and _fits(name)]
    said += [say("Its methods can raise {}", listed(errors, "or"))] if errors else []
    own = told(attributes(ground, facts, actions), _REST)
    text = f"{'. '.join([say('Declares {}', declared(ground, facts, own)), *said])}."
    return Draft(_titles(facts), text, lines, kind="define")


def _head(ground: Ground, facts: ClassFacts, head: Sequence[Action]) -> Draft:
    last = max([action.lines.last for action in head], default=_header_end(facts.node))
    lines = Lines(facts.lines.first, max(last, facts.lines.first))
    return _declaration(ground, facts, lines, told(attributes(ground, facts, head)))


def _declaration(ground: Ground, facts: ClassFacts, lines: Lines, own: str) -> Draft:
    text = f"{say('Declares {}', declared(ground, facts, own))}."
    return Draft(_titles(facts), text, lines, kind="define")


def _titles(facts: ClassFacts) -> tuple[str, ...]:
    return (say("define the class `{}`", facts.name), say("declare `{}`", facts.name))


def _header_end(node: ast.ClassDef) -> int:
    ends = [node.lineno, *(getattr(base, "end_lineno", node.lineno) for base in node.bases)]
    return max(
        min(
            end,
            node.body[0].lineno if node.body[0].lineno == node.lineno else node.body[0].lineno - 1,
        )
        for end in ends
    )


def declared(ground: Ground, facts: ClassFacts, own: str) -> str:
    """The class with its kind, its bases and its decorators, and its `own` attributes."""
    word = say(_KINDS[facts.kind])
    texts = [one.text for one in facts.decorators]
    if facts.kind is ClassKind.DATACLASS:
        for plain, whole in _DATACLASSES.items():
            if plain in texts:
                texts.remove(plain)
                word = say(whole)
    bases = listed([atom(ground.wording, base) for base in facts.node.bases])
    keywords = [
        f"`{one.arg}={ground.wording.text(one.value)}`" for one in facts.node.keywords if one.arg
    ]
    said = f"{word} `{facts.name}`"
    said += f" {say('on top of {}', bases)}" if bases else ""
    said += f" {say('with {}', listed(keywords))}" if keywords else ""
    decoration = decorated(ground.wording, [one for one in facts.decorators if one.text in texts])
    if decoration:
        parts = [said, say("decorated with {}", decoration), own]
        return ", ".join(part for part in parts if part)
    return f"{said} {own}" if own else said


def _fits(text: str) -> bool:
    return len(text) <= 70 and "`" not in text and "\n" not in text and text.isprintable()
