"""A class as the life of its objects: how it is declared, made, used."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import (
    Action,
    ActionKind,
    ClassFacts,
    ClassKind,
    DecoratorKind,
    Field,
)
from blockguide.text import Lines
from blockguide.writers.offline.docstrings.purpose import purpose_of_class
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.morphology import counted, listed
from blockguide.writers.offline.steps.fold import FEWEST, grouped
from blockguide.writers.offline.steps.methods import function_draft, signature
from blockguide.writers.offline.steps.tell import tell, with_intent
from blockguide.writers.offline.steps.values import Depth, Draft

_DEEP: Final = 260
_KINDS: Final = {
    ClassKind.DATACLASS: "the dataclass",
    ClassKind.ATTRS: "the attrs class",
    ClassKind.ENUM: "the enumeration",
    ClassKind.PROTOCOL: "the protocol",
    ClassKind.EXCEPTION: "the exception class",
    ClassKind.NAMED_TUPLE: "the named tuple",
    ClassKind.TYPED_DICT: "the typed dictionary",
    ClassKind.ABSTRACT: "the abstract class",
    ClassKind.TEST_CASE: "the test case",
    ClassKind.PLAIN: "the class",
}
_SIMPLE: Final = frozenset(
    {
        ActionKind.BIND,
        ActionKind.DOCSTRING,
        ActionKind.PASS,
        ActionKind.DECLARE,
        ActionKind.EXPRESSION,
    }
)
_HEADED: Final = 14
_NAMED: Final = 3
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
    head = _headed(facts)
    parts = class_parts(ground, facts, depth, head)
    if len(parts) < FEWEST and facts.kind in _FIELDED:
        return grouped([*_apart(facts, facts.flow.actions[:head], FEWEST - len(parts)), *parts[1:]])
    if len(parts) < FEWEST:
        parts = class_parts(ground, facts, depth, 0)
    return grouped(parts)


def _apart(facts: ClassFacts, head: Sequence[Action], most: int) -> list[Draft]:
    """The declaration, and its fields in at most `most` steps of their own."""
    fields = [
        field
        for field in facts.fields
        if not field.on_instance and any(field.lines in action.lines for action in head)
    ]
    if not fields:
        return [_declaration(facts, head)]
    size = -(-len(fields) // most)
    found = [_declaration(facts, ())]
    for start in range(0, len(fields), size):
        some = fields[start : start + size]
        told = _fields_told(facts, some).removeprefix(" with ")
        names = listed([f"`{field.name}`" for field in some]) if len(some) <= _NAMED else ""
        titles = (f"declare {names}",) if names else ()
        word = told.split(" `", 1)[0]
        lines = Lines(some[0].lines.first, some[-1].lines.last)
        found.append(
            Draft(
                (*titles, f"declare {word}", f"declare more of {word}"), f"Declares {told}.", lines
            )
        )
    return found


def _headed(facts: ClassFacts) -> int:
    """How many statements at the start of the class are told together with its declaration."""
    actions = facts.flow.actions
    head = 0
    while (
        head < len(actions)
        and actions[head].kind in _SIMPLE
        and not (head and actions[head].intent and head > _HEADED)
    ):
        head += 1
    return head


def class_parts(ground: Ground, facts: ClassFacts, depth: Depth, head: int) -> list[Draft]:
    """The parts of a class: its declaration with `head` statements, then the rest in its order."""
    functions = {id(function.node): function for function in facts.methods}
    classes = {id(inner.node): inner for inner in facts.classes}
    actions = facts.flow.actions
    fewest = 1 if head else FEWEST - 1
    drafts = [_declaration(facts, actions[:head])]
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
    declared = _declared(facts)
    said = f". It {purpose.predicate}" if purpose else ""
    titles = (f"define the class `{facts.name}`", f"declare `{facts.name}`")
    if depth is not Depth.SIGNATURES and facts.methods:
        head, *children = class_parts(ground, facts, depth, _headed(facts))
        fields = _fields_told(
            facts,
            [
                field
                for field in facts.fields
                if not field.on_instance and field.lines in head.lines
            ],
        )
        return Draft(
            titles, f"Declares {declared}{fields}{said}:", lines, tuple(children), kind="define"
        )
    methods = list(dict.fromkeys(signature(method) for method in facts.methods))
    tail = f" It defines {listed(methods)}." if methods else ""
    raised = dict.fromkeys(one.exception for method in facts.methods for one in method.flow.raised)
    errors = [f"`{name}`" for name in raised if name is not None and _fits(name)]
    tail += f" Its methods can raise {listed(errors, 'or')}." if errors else ""
    fields = _fields_told(facts, [field for field in facts.fields if not field.on_instance])
    return Draft(titles, f"Declares {declared}{fields}{said}.{tail}", lines, kind="define")


def _declaration(facts: ClassFacts, head: Sequence[Action]) -> Draft:
    last = max([action.lines.last for action in head], default=_header_end(facts.node))
    lines = Lines(facts.lines.first, max(last, facts.lines.first))
    fields = [field for field in facts.fields if not field.on_instance and field.lines in lines]
    text = f"Declares {_declared(facts)}{_fields_told(facts, fields)}."
    titles = (f"define the class `{facts.name}`", f"declare `{facts.name}`")
    return Draft(titles, text, lines, kind="define")


def _header_end(node: ast.ClassDef) -> int:
    ends = [node.lineno, *(getattr(base, "end_lineno", node.lineno) for base in node.bases)]
    return max(
        min(
            end,
            node.body[0].lineno if node.body[0].lineno == node.lineno else node.body[0].lineno - 1,
        )
        for end in ends
    )


def _declared(facts: ClassFacts) -> str:
    word = _KINDS[facts.kind]
    frozen = any(
        one.kind is DecoratorKind.DATACLASS and "frozen=True" in one.text
        for one in facts.decorators
    )
    if frozen and facts.kind is ClassKind.DATACLASS:
        word = "the frozen dataclass"
    shown = [
        base for base in facts.bases if len(base) < 60 and "`" not in base and "\n" not in base
    ]
    bases = f" on top of {listed([f'`{base}`' for base in shown])}" if shown else ""
    others = [
        one.text
        for one in facts.decorators
        if one.kind is not DecoratorKind.DATACLASS or facts.kind is not ClassKind.DATACLASS
    ]
    said = listed(
        [f"`@{text}`" for text in others if len(text) < 70 and "`" not in text and "\n" not in text]
    )
    return f"{word} `{facts.name}`{bases}{f', decorated with {said}' if said else ''}"


def _fields_told(facts: ClassFacts, fields: Sequence[Field]) -> str:
    if not fields:
        return ""
    word = {
        ClassKind.ENUM: "member",
        ClassKind.DATACLASS: "field",
        ClassKind.ATTRS: "field",
        ClassKind.NAMED_TUPLE: "field",
        ClassKind.TYPED_DICT: "key",
    }.get(facts.kind, "class attribute")
    said = [_field(field, facts.kind) for field in fields[:_HEADED]]
    if len(fields) > _HEADED:
        said.append(counted(len(fields) - _HEADED, f"more {word}"))
    plural = word if len(fields) == 1 else f"{word}s"
    return f" with the {plural} {listed(said)}"


def _field(field: Field, kind: ClassKind) -> str:
    notes = []
    if field.annotation and kind is not ClassKind.ENUM and _fits(field.annotation):
        notes.append(f"`{field.annotation}`")
    if field.default and _fits(field.default):
        if kind is ClassKind.ENUM:
            return f"`{field.name}` = `{field.default}`"
        notes.append(
            f"default `{field.default}`"
            if kind in {ClassKind.DATACLASS, ClassKind.ATTRS, ClassKind.NAMED_TUPLE}
            else f"set to `{field.default}`"
        )
    return f"`{field.name}`" + (f" ({', '.join(notes)})" if notes else "")


def _fits(text: str) -> bool:
    return len(text) <= 70 and "`" not in text and "\n" not in text and text.isprintable()
