"""BG304 and BG305: whether the example's calls and attributes fit what they stand for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.constructors import call_signature, method_signature
from blockguide.checks.examined import Examined
from blockguide.checks.imports import problem_of
from blockguide.checks.members import definition_of, has_member
from blockguide.checks.reading import Imported, imports_of
from blockguide.checks.signatures import Misfit, Signature, misfits
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section


@dataclass(frozen=True, slots=True)
class MisfitCall:
    """A call in an example that certainly raises a TypeError, and what of it does not fit."""

    call: ast.Call
    name: str
    signature: Signature
    misfit: Misfit


@check("BG304", Severity.ERROR)
def call_misfit(examined: Examined) -> Iterator[Remark]:
    """Calls of what the block's file defines fit its signatures.

    Checked are functions, constructors and methods whose signature is certain: the number of
    positions, the names of the keywords, what has no default. What decorators or foreign base
    classes may change is left alone.

    Why: a call with a wrong keyword is a TypeError in the reader's first minute.

    Mend: pass what the signature asks for, under its names.
    """
    for found in misfit_calls(examined):
        message = f"`{found.name}` {found.misfit.clause}; {_advice(found.signature)}."
        yield Remark(Section.EXAMPLE, message, f"line {found.call.lineno}")


@check("BG305", Severity.ERROR)
def attribute_unknown(examined: Examined) -> Iterator[Remark]:
    """Attributes of imported modules, and of the block's classes and their objects, exist.

    A class with base classes outside of its file, `__getattr__` or an unknown decorator may have
    any attribute.

    Why: an attribute that is not there is an AttributeError in the reader's first minute.

    Mend: use an attribute that the class or module has.
    """
    if examined.example.tree is None:
        return
    for node, problem in _unknown_attributes(examined):
        message = f"{problem}; use an attribute that exists."
        yield Remark(Section.EXAMPLE, message, f"line {node.lineno}")


def misfit_calls(examined: Examined) -> Iterator[MisfitCall]:
    """The calls of an example that certainly do not fit what the block's file defines."""
    symbols, own = examined.symbols, examined.own
    calls = [node for node in examined.example.nodes if isinstance(node, ast.Call)]
    module = examined.subject.block.tree.module
    for call in calls:
        names = own.names(symbols.dotted(call.func))
        signature = call_signature(module, names) if names else None
        if not names and isinstance(call.func, ast.Attribute):
            names = own.names(symbols.maker(call.func.value))
            made = definition_of(module, names) if names else None
            names = (*names, call.func.attr)
            signature = method_signature(module, names) if isinstance(made, ast.ClassDef) else None
        if signature is not None:
            for misfit in misfits(call, signature):
                yield MisfitCall(call, ".".join(names), signature, misfit)


def _advice(signature: Signature) -> str:
    names = [f"`{name}`" for name in (*signature.positional, *signature.keyword_only)]
    return f"pass {', '.join(names)}" if names else "pass nothing"


def _unknown_attributes(examined: Examined) -> Iterator[tuple[ast.Attribute, str]]:
    example, subject, symbols = examined.example, examined.subject, examined.symbols
    attributes = [
        node
        for node in example.nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    ]
    modules = {each.module: each for each in imports_of(example) if not each.name}
    for node in attributes:
        path = symbols.dotted(node.value)
        if path in modules and not any(each.startswith(f"{path}.{node.attr}") for each in modules):
            taken = Imported(path, node.attr, "", modules[path].node)
            if problem := problem_of(taken, subject, examined.project):
                yield node, problem
        elif _lacks(subject, examined.own.names(path or symbols.maker(node.value)), node.attr):
            yield node, f"The class of `{ast.unparse(node.value)}` has no attribute `{node.attr}`"


def _lacks(subject: Subject, names: tuple[str, ...], attribute: str) -> bool:
    module, text = subject.block.tree.module, subject.block.source.text
    owner = definition_of(module, names) if names else None
    if not isinstance(owner, ast.ClassDef):
        return False
    return has_member(module, owner, attribute, text) is False


CHECKS: tuple[Check, ...] = (call_misfit, attribute_unknown)
