"""What the whole guide of one block stands on: its facts, its wording, the names that exist."""

import ast
import builtins
import keyword
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from blockguide.code.facts.values import ClassFacts, Effect, Facts, Origin
from blockguide.code.subject import Subject
from blockguide.writers.offline.phrases.effects import effects_by_call
from blockguide.writers.offline.phrases.shapes import Shape, shape_of_annotation, shapes_of
from blockguide.writers.offline.phrases.wording import Wording

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_BUILTINS: Final = frozenset([*dir(builtins), *keyword.kwlist, *keyword.softkwlist, "self", "cls"])


@dataclass(frozen=True, slots=True)
class Ground:
    """A subject with what its words need.

    Attributes:
        subject: the block with its facts and context.
        wording: how its expressions are said.
        known: whether a name exists in the block, at its file's top level or as a builtin.
    """

    subject: Subject
    wording: Wording
    known: Callable[[str], bool]


def ground_of(subject: Subject) -> Ground:
    """The ground for a subject's guide."""
    block, facts = subject.block, subject.facts
    roots: list[ast.AST] = list(block.nodes)
    shapes = shapes_of(roots)
    if facts.holder is not None and block.scopes:
        # What the code around binds decides only where the block itself does not bind the name.
        shapes = {**shapes_of([facts.holder.node]), **shapes}
    for owner in (*facts.classes, *([facts.holder_class] if facts.holder_class else [])):
        for field in owner.fields:
            if field.annotation is not None:
                shapes.setdefault(f"self.{field.name}", shape_of_annotation(field.annotation))
            elif field.default in {"True", "False"}:
                shapes.setdefault(f"self.{field.name}", Shape.FLAG)
    bound = frozenset(
        read.name
        for read in facts.reads
        if read.origin is not Origin.BUILTIN and read.name in _BUILTINS
    )
    wording = Wording(
        block.source,
        shapes,
        bound,
        effects=effects_by_call(_effects(facts)),
        functions=frozenset(_inner_functions(facts)),
        modules=frozenset(
            _modules(
                [block.tree.module.body, block.nodes]
                + [node.body for node in block.nodes if isinstance(node, _FUNCTIONS)]
            )
        ),
    )

    @cache
    def names() -> frozenset[str]:
        return _names(subject)

    def known(name: str) -> bool:
        return name in _BUILTINS or name in names()

    return Ground(subject, wording, known)


def _effects(facts: Facts | ClassFacts) -> Iterator[Effect]:
    yield from facts.flow.effects
    functions = facts.methods if isinstance(facts, ClassFacts) else facts.functions
    for function in functions:
        yield from function.flow.effects
    for inner in facts.classes:
        yield from _effects(inner)


def _inner_functions(facts: Facts | ClassFacts) -> Iterator[str]:
    """The names of the functions that are defined inside of functions."""
    functions = facts.methods if isinstance(facts, ClassFacts) else facts.functions
    pending = [inner for function in functions for inner in function.functions]
    while pending:
        inner = pending.pop()
        yield inner.name
        pending.extend(inner.functions)
    for owner in facts.classes:
        yield from _inner_functions(owner)


def _modules(bodies: Iterable[Sequence[ast.stmt]]) -> Iterator[str]:
    """The names that `import` binds at the top of the bodies, or in an `if` or `try` there."""
    pending = list(bodies)
    while pending:
        for node in pending.pop():
            match node:
                case ast.Import(names=names):
                    yield from (one.asname or one.name.partition(".")[0] for one in names)
                case ast.ImportFrom(module="os", names=names):
                    yield from ("path" for one in names if one.name == "path")
                case ast.If(body=body, orelse=other):
                    pending += [body, other]
                case ast.Try(body=body, handlers=handlers, orelse=other):
                    pending += [body, other, *(handler.body for handler in handlers)]
                case _:
                    pass


def _names(subject: Subject) -> frozenset[str]:
    found = {
        name for root in subject.block.nodes for node in ast.walk(root) for name in _within(node)
    }
    found.update(read.name for read in subject.facts.reads)
    for owner in (subject.block.tree.module, *(scope.node for scope in subject.block.scopes)):
        for statement in owner.body:
            found.update(_bound(statement))
    found.update(scope.name for scope in subject.block.scopes)
    return frozenset(found)


def _within(node: ast.AST) -> tuple[str, ...]:
    match node:
        case (
            ast.Name(id=name)
            | ast.Attribute(attr=name)
            | ast.arg(arg=name)
            | ast.keyword(arg=str(name))
        ):
            return (name,)
        case ast.alias(name=name, asname=alias):
            return (*name.split("."), *([alias] if alias else []))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case _:
            return ()


def _bound(statement: ast.stmt) -> tuple[str, ...]:
    """The names that a statement of a module or class binds, those inside of blocks left out."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return tuple(alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case ast.Assign(targets=targets):
            return tuple(target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return (name,)
        case _:
            return ()
