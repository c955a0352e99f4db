"""From a block to its facts."""

import ast
from collections.abc import Sequence

from blockguide.code.block import Block, BlockKind, Scope
from blockguide.code.facts.assigned import Assigned
from blockguide.code.facts.binds import binds_of
from blockguide.code.facts.classes import class_facts, class_head
from blockguide.code.facts.definitions import docstring_of, function_facts
from blockguide.code.facts.file import File, read_file
from blockguide.code.facts.flow import flow_of
from blockguide.code.facts.module import exports_of, main_guard_of
from blockguide.code.facts.nodes import FUNCTIONS, statements
from blockguide.code.facts.reads import reads_of
from blockguide.code.facts.steps import Steps, docstring_node
from blockguide.code.facts.values import Action, ClassFacts, Facts, FunctionFacts


def read_facts(block: Block) -> Facts:
    """All that the syntax tree proves about `block`; never raises, whatever the block holds.

    The work is proportional to the block and to the scopes that hold it, not to the file.
    """
    file = read_file(block.source, block.tree)
    steps = Steps(file)
    assigned = Assigned()
    assigned.follow(block.nodes)
    functions = [scope.node for scope in block.scopes if isinstance(scope.node, FUNCTIONS)]
    names = [scope.name for scope in block.scopes]
    own = list(statements(block.nodes))
    is_module = block.kind is BlockKind.MODULE
    return Facts(
        reads=reads_of(block, file, assigned),
        binds=binds_of(block, file, assigned),
        functions=tuple(
            function_facts(file, steps, node, ".".join([*names, node.name]), functions)
            for node in own
            if isinstance(node, FUNCTIONS)
        ),
        classes=tuple(
            class_facts(file, steps, node, ".".join([*names, node.name]), functions)
            for node in own
            if isinstance(node, ast.ClassDef)
        ),
        holder=_holder(file, steps, block.scopes),
        holder_class=_holder_class(file, block.scopes),
        module_docstring=docstring_of(block.tree.module) if is_module else None,
        main_guard=main_guard_of(block.nodes),
        exports=exports_of(block.tree.module),
        flow=flow_of(file, block.nodes, _actions(block, steps), functions),
    )


def _actions(block: Block, steps: Steps) -> tuple[Action, ...]:
    owner: ast.AST = block.scopes[-1].node if block.scopes else block.tree.module
    return steps.of_run(block.nodes, block.span.start.line, docstring_node(owner))


def _holder(file: File, steps: Steps, scopes: Sequence[Scope]) -> FunctionFacts | None:
    for depth in range(len(scopes) - 1, -1, -1):
        node = scopes[depth].node
        if isinstance(node, FUNCTIONS):
            around = [scope.node for scope in scopes[:depth] if isinstance(scope.node, FUNCTIONS)]
            return function_facts(file, steps, node, _qualname(scopes[: depth + 1]), around)
    return None


def _holder_class(file: File, scopes: Sequence[Scope]) -> ClassFacts | None:
    for depth in range(len(scopes) - 1, -1, -1):
        node = scopes[depth].node
        if isinstance(node, ast.ClassDef):
            return class_head(file, node, _qualname(scopes[: depth + 1]))
    return None


def _qualname(scopes: Sequence[Scope]) -> str:
    return ".".join(scope.name for scope in scopes)
