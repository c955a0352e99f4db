"""What of a program certainly fails for how it uses a project's definitions."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from blockguide.code.fitting.calls import call_signature, method_signature
from blockguide.code.fitting.constructors import is_made_plainly
from blockguide.code.fitting.imports import problem_of
from blockguide.code.fitting.members import has_member, lacks_attribute
from blockguide.code.fitting.own import OwnPaths, project_of
from blockguide.code.fitting.signatures import Misfit, Signature, misfits
from blockguide.code.fitting.symbols import (
    Imported,
    Symbols,
    imports_of,
    unguarded_imports,
)
from blockguide.code.fitting.world import World
from blockguide.code.project.layout import Project
from blockguide.code.subject import Subject


@dataclass(frozen=True, slots=True)
class MisfitCall:
    """A call that certainly raises a TypeError, and what of it does not fit."""

    call: ast.Call
    name: str
    signature: Signature
    misfit: Misfit


@dataclass(frozen=True, slots=True)
class Program:
    """A program about a block: all its nodes, what its names stand for, and what it may use."""

    nodes: Sequence[ast.AST]
    subject: Subject
    project: Project
    symbols: Symbols
    world: World


def program_of(nodes: Sequence[ast.AST], subject: Subject, own: OwnPaths) -> Program:
    """A program about a block, by all its nodes, parents before their children."""
    project = project_of(subject)
    world = World(subject, project, own, nodes)
    return Program(nodes, subject, project, world.symbols, world)


def fits(program: Program) -> bool:
    """Whether no import, call or attribute of a program certainly fails."""
    return not (
        any(
            problem_of(each, program.subject, program.project)
            for each in unguarded_imports(program.nodes)
        )
        or next(misfit_calls(program), None)
        or next(unknown_attributes(program), None)
    )


def misfit_calls(program: Program) -> Iterator[MisfitCall]:
    """The calls that certainly do not fit what the project defines."""
    world = program.world
    for call in program.nodes:
        if not isinstance(call, ast.Call):
            continue
        found = world.meant(call.func)
        names: tuple[str, ...] = ()
        signature = None
        if found is not None:
            names, signature = found.names, call_signature(world, found)
        elif isinstance(call.func, ast.Attribute):
            made = program.symbols.called(call.func.value)
            owner = world.meant(made) if made is not None else None
            if owner is not None and isinstance(owner.node, ast.ClassDef):
                names = (*owner.names, call.func.attr)
                signature = method_signature(world, owner, call.func.attr)
        if signature is not None:
            for misfit in misfits(call, signature):
                yield MisfitCall(call, ".".join(names), signature, misfit)


def unknown_attributes(program: Program) -> Iterator[tuple[ast.Attribute, str]]:
    """The attributes that certainly are not there, each with the beginning of a sentence about it."""
    symbols, world = program.symbols, program.world
    imports = tuple(imports_of(program.nodes))
    modules = {each.module: each for each in imports if not each.name}
    for node in program.nodes:
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        if node.attr in symbols.given:
            continue
        path = symbols.dotted(node.value)
        if _is_module(program, modules, path, node.attr):
            taken = Imported(path, node.attr, "", imports[0].node)
            if problem := problem_of(taken, program.subject, program.project):
                yield node, problem
        elif _lacks(program, world, node):
            yield node, f"The class of `{ast.unparse(node.value)}` has no attribute `{node.attr}`"


def _is_module(program: Program, modules: Mapping[str, Imported], path: str, name: str) -> bool:
    """Whether a path leads to a module, beneath which the program imports none of this name."""
    if not path or any(each.startswith(f"{path}.{name}") for each in modules):
        return False
    return path in modules or program.world.is_module(path)


def _lacks(program: Program, world: World, node: ast.Attribute) -> bool:
    owner = world.meant(node.value)
    if owner is not None and not isinstance(owner.node, ast.ClassDef):
        return lacks_attribute(world, owner, node.attr)
    if owner is None:
        made = program.symbols.called(node.value)
        owner = world.meant(made) if made is not None else None
        if owner is None or not is_made_plainly(world, owner):
            return False
    if not isinstance(owner.node, ast.ClassDef):
        return False
    return has_member(world, owner, node.attr) is False
