"""The attributes of a class as its declaration tells them: members, fields, keys."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from blockguide.code.facts.values import Action, ActionKind, ClassFacts, ClassKind
from blockguide.text import Lines
from blockguide.writers.offline.docstrings.clean import cleaned, sentences
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import (
    Counted,
    chained,
    counted,
    listed,
    lower_first,
)
from blockguide.writers.offline.phrases.wording import Wording, dotted

_WORDS: Final = {
    ClassKind.ENUM: "member",
    ClassKind.DATACLASS: "field",
    ClassKind.ATTRS: "field",
    ClassKind.NAMED_TUPLE: "field",
    ClassKind.TYPED_DICT: "key",
}
_PLAIN: Final = "class attribute"
_ONE: Final = {
    "member": framed("the member {}"),
    "field": framed("the field {}"),
    "key": framed("the key {}"),
    _PLAIN: framed("the class attribute {}"),
}
_SEVERAL: Final = {
    "member": framed("the members {}"),
    "field": framed("the fields {}"),
    "key": framed("the keys {}"),
    _PLAIN: framed("the class attributes {}"),
}
_MORE: Final[Mapping[str, Counted]] = {
    "member": "more member",
    "field": "more field",
    "key": "more key",
    _PLAIN: "more class attribute",
}
_DEFAULTED: Final = frozenset({ClassKind.DATACLASS, ClassKind.ATTRS, ClassKind.NAMED_TUPLE})
_FITS: Final = 76
_REMARK: Final = 110
_REMARKED: Final = 8
"""The most attributes whose comments are told beside them."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a class body, and the lines of its statement with the string below it.

    Attributes:
        name: its name.
        word: what the class calls it: "member", "field", "key" or "class attribute".
        said: its name with its type and value, as it stands in a list.
        remark: what its comment or the string below it says, or empty.
        lines: of its statement, its comment and the string below it.
    """

    name: str
    word: str
    said: str
    remark: str
    lines: Lines


def is_note(action: Action) -> bool:
    """Whether the statement is a string that documents the one before it."""
    match action.node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False


def is_ellipsis(action: Action) -> bool:
    """Whether the statement is `...` alone."""
    match action.node:
        case ast.Expr(value=ast.Constant(value=value)):
            return value is ...
        case _:
            return False


def headed(wording: Wording, facts: ClassFacts) -> int:
    """How many statements at the start of the class its declaration tells in full."""
    head = 0
    for action in facts.flow.actions:
        if not (is_note(action) or _is_empty(action) or _can_be_told(wording, action)):
            break
        head += 1
    return head


def attributes(ground: Ground, facts: ClassFacts, actions: Sequence[Action]) -> list[Attribute]:
    """The attributes that the statements set, those that cannot be told in a list left out."""
    remarks = {field.name: field.comment for field in facts.fields if field.comment}
    found: list[Attribute] = []
    for action in actions:
        if found and (is_note(action) or _is_empty(action)):
            found[-1] = replace(found[-1], lines=Lines(found[-1].lines.first, action.lines.last))
        elif _can_be_told(ground.wording, action):
            found.append(_attribute(ground, facts, action, remarks))
    return found


def told(found: Sequence[Attribute], most: int | None = None) -> str:
    """The attributes as they follow the class: "with the fields `a` (`int`) and `b` (`str`)"."""
    return say("with {}", listing(found, most)) if found else ""


def listing(found: Sequence[Attribute], most: int | None = None) -> str:
    """The attributes with what the class calls them: "the fields `a` (`int`) and `b` (`str`)"."""
    rest = found[most:] if most is not None else ()
    shown = found[: len(found) - len(rest)]
    remarked = len(shown) <= _REMARKED
    parts = []
    for word, run in groupby(shown, key=lambda one: one.word):
        members = list(run)
        said = [_remarked(one) if remarked else one.said for one in members]
        if rest and members[-1] is shown[-1]:
            said.append(counted(len(rest), _MORE[word]))
        parts.append(say((_ONE if len(said) == 1 else _SEVERAL)[word], listed(said)))
    return chained(framed("{}, and {}"), parts)


def _is_empty(action: Action) -> bool:
    return action.kind is ActionKind.PASS or is_ellipsis(action)


def _can_be_told(wording: Wording, action: Action) -> bool:
    match action.node:
        case ast.Assign(targets=[ast.Name()], value=value):
            return wording.text(value, _FITS) is not None
        case ast.AnnAssign(target=ast.Name(), annotation=annotation, value=value):
            fits = value is None or wording.text(value, _FITS) is not None
            return fits and wording.text(annotation, _FITS) is not None
        case _:
            return False


def _attribute(
    ground: Ground, facts: ClassFacts, action: Action, remarks: dict[str, str]
) -> Attribute:
    node = action.node
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    assert isinstance(target, ast.Name)
    word = _word(facts.kind, node, target.id)
    notes = []
    if isinstance(node, ast.AnnAssign):
        notes.append(f"`{ground.wording.text(node.annotation, _FITS)}`")
    if node.value is not None:
        value = f"`{ground.wording.text(node.value, _FITS)}`"
        if word == "member":
            notes.append(value)
        else:
            has_default = facts.kind in _DEFAULTED and word != _PLAIN
            notes.append(say("default {}", value) if has_default else say("set to {}", value))
    said = f"`{target.id}` = {notes[0]}" if word == "member" else f"`{target.id}`"
    if notes and word != "member":
        said += f" ({', '.join(notes)})"
    remark = _cleaned(remarks.get(target.id, ""), ground)
    return Attribute(target.id, word, said, remark, action.lines)


def _word(kind: ClassKind, node: ast.Assign | ast.AnnAssign, name: str) -> str:
    word = _WORDS.get(kind, _PLAIN)
    if kind is ClassKind.ENUM:
        is_member = isinstance(node, ast.Assign) and not name.startswith("_")
        return word if is_member else _PLAIN
    if isinstance(node, ast.AnnAssign):
        return _PLAIN if "ClassVar" in ast.unparse(node.annotation) else word
    if kind is ClassKind.ATTRS and isinstance(node.value, ast.Call):
        called = dotted(node.value.func).rpartition(".")[2]
        return word if called in {"ib", "field", "attrib"} else _PLAIN
    return _PLAIN


def _cleaned(remark: str, ground: Ground) -> str:
    first = next(iter(sentences(cleaned(remark, ground.known))), "") if remark else ""
    said = lower_first(first.rstrip(".:; "))
    fits = len(said) <= _REMARK and said.isprintable() and "“" not in said
    return said if fits and not any(mark in said for mark in ("(", ")", "{", "**", "\\")) else ""


def _remarked(one: Attribute) -> str:
    if not one.remark:
        return one.said
    if one.said.endswith(")"):
        return f"{one.said[:-1]}; {one.remark})"
    return f"{one.said} ({one.remark})"
