"""Classes as facts: what kind of thing a class is, its fields and its methods."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from blockguide.code.facts.decorators import decorators_of
from blockguide.code.facts.definitions import docstring_of, function_facts, function_head
from blockguide.code.facts.fields import fields_of
from blockguide.code.facts.file import File
from blockguide.code.facts.flow import EMPTY_FLOW, flow_of
from blockguide.code.facts.kinds import class_kind
from blockguide.code.facts.nodes import FUNCTIONS, Function, statements
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.steps import Steps
from blockguide.code.facts.values import ClassFacts


def class_facts(
    file: File, steps: Steps, node: ast.ClassDef, qualname: str, around: Sequence[Function]
) -> ClassFacts:
    """All about a class that stands in the functions `around`, outermost first."""
    own = list(statements(node.body))
    methods = tuple(
        function_facts(file, steps, statement, f"{qualname}.{statement.name}", around)
        for statement in own
        if isinstance(statement, FUNCTIONS)
    )
    classes = tuple(
        class_facts(file, steps, statement, f"{qualname}.{statement.name}", around)
        for statement in own
        if isinstance(statement, ast.ClassDef)
    )
    flow = flow_of(file, node.body, steps.of_body(node), around)
    return replace(_outline(file, node, qualname), methods=methods, classes=classes, flow=flow)


def class_head(file: File, node: ast.ClassDef, qualname: str) -> ClassFacts:
    """A class with its fields and the heads of its methods; its flow and theirs are empty."""
    own = list(statements(node.body))
    methods = tuple(
        function_head(file, statement, f"{qualname}.{statement.name}")
        for statement in own
        if isinstance(statement, FUNCTIONS)
    )
    classes = tuple(
        class_head(file, statement, f"{qualname}.{statement.name}")
        for statement in own
        if isinstance(statement, ast.ClassDef)
    )
    return replace(_outline(file, node, qualname), methods=methods, classes=classes)


def _outline(file: File, node: ast.ClassDef, qualname: str) -> ClassFacts:
    source = file.source
    return ClassFacts(
        name=node.name,
        qualname=qualname,
        node=node,
        lines=lines_of(node),
        kind=class_kind(file, node),
        bases=tuple(text_of(source, base) for base in node.bases),
        decorators=decorators_of(source, node),
        docstring=docstring_of(node),
        fields=fields_of(file, node),
        methods=(),
        classes=(),
        flow=EMPTY_FLOW,
    )
