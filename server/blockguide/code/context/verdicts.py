"""Whether a name that stands in a file is the wanted definition, as far as syntax tells."""

import ast
from dataclasses import dataclass
from enum import Enum

from blockguide.code.context.local_scopes import (
    class_body_around,
    class_of_first_parameter,
    first_parameter,
    holding_scope,
    innermost_class,
    is_untyped_parameter,
)
from blockguide.code.context.local_types import LITERALS, class_of, local_source
from blockguide.code.context.meanings import (
    Meaning,
    Meanings,
    ModuleMeant,
    Thing,
    dotted_name,
    package_of,
)
from blockguide.code.context.occurrences import Functions, Occurrence


class Verdict(Enum):
    """Whether an occurrence is one of the wanted definition; UNCLEAR where it takes inference to tell."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


def verdict_on(occurrence: Occurrence, wanted: Thing, meanings: Meanings, path: str) -> Verdict:
    """Whether an occurrence in the file at `path` stands for the wanted definition."""
    return _verdict(_Case(occurrence, wanted, meanings, path))


@dataclass(frozen=True, slots=True)
class _Case:
    """An occurrence, what it is compared to, and what is known of the files."""

    occurrence: Occurrence
    wanted: Thing
    meanings: Meanings
    path: str

    @property
    def wants_member(self) -> bool:
        return "." in self.wanted.qualname

    def compared(self, meaning: Meaning, *, known: bool) -> Verdict:
        if meaning == self.wanted:
            return Verdict.YES
        if meaning is not None or known or not self.wants_member:
            return Verdict.NO
        return Verdict.UNCLEAR


def _verdict(case: _Case) -> Verdict:
    node, meanings, path = case.occurrence.node, case.meanings, case.path
    dotted = dotted_name(node)
    if not dotted:
        assert isinstance(node, ast.Attribute)
        return _of_member(case, node)
    first, _, rest = dotted.partition(".")
    holder = holding_scope(first, case.occurrence)
    if isinstance(holder, (ast.Import, ast.ImportFrom)):
        meaning = meanings.imported(holder, first, package_of(path, meanings.module_of(path)))
        return case.compared(meanings.attribute_path(meaning, rest), known=not rest)
    if holder is not None:
        return _of_local(case, holder, first, rest)
    if (owner := class_body_around(case.occurrence)) and (
        own := meanings.own_member(Thing(path, owner), first)
    ):
        return case.compared(meanings.attribute_path(own, rest), known=not rest)
    meaning = meanings.at_top_level(path, first)
    if not rest:
        return case.compared(meaning, known=True)
    found = meanings.attribute_path(meaning, rest)
    return case.compared(found, known=isinstance(meaning, ModuleMeant))


def _of_local(case: _Case, holder: ast.AST, first: str, rest: str) -> Verdict:
    """An occurrence whose first name a function around it binds."""
    if not rest or not case.wants_member:
        return Verdict.NO
    if "." in rest:
        return Verdict.UNCLEAR
    owner = class_of_first_parameter(case.occurrence, holder)
    if owner and isinstance(holder, Functions) and first_parameter(holder) == first:
        found = case.meanings.member(Thing(case.path, owner), rest)
        return case.compared(found, known=False) if found else Verdict.UNCLEAR
    if isinstance(holder, (*Functions, ast.Lambda)) and is_untyped_parameter(holder, first):
        return Verdict.NO
    source = local_source(first, holder) if isinstance(holder, Functions) else None
    return _of_object(case, source, rest) if source else Verdict.UNCLEAR


def _of_member(case: _Case, node: ast.Attribute) -> Verdict:
    """An attribute of what is no dotted name: `super().save`, `Report(rows).render`."""
    if not case.wants_member:
        return Verdict.NO
    match node.value:
        case ast.Call(func=ast.Name(id="super"), args=[]) if owner := innermost_class(
            case.occurrence
        ):
            found = case.meanings.inherited(Thing(case.path, owner), node.attr)
            return case.compared(found, known=False)
        case value:
            return _of_object(case, value, node.attr)


def _of_object(case: _Case, source: ast.expr, attribute: str) -> Verdict:
    """An attribute of the object that an expression results in."""
    if isinstance(source, LITERALS):
        return Verdict.NO
    owner = class_of(source, case.occurrence, case.meanings, case.path)
    found = case.meanings.member(owner, attribute) if owner else None
    return case.compared(found, known=False) if found else Verdict.UNCLEAR
