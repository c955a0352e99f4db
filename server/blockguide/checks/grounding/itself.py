"""What a block is to its own description: whether it shows all that it does, and whether it uses itself."""

import ast
import re
from typing import Final

from blockguide.code.block import Block, BlockKind
from blockguide.code.subject import Subject

_USES_SELF: Final = (
    r"(?:\A|(?<=[.!?] )|\b(?:It|(?:[Tt]he|[Tt]his) (?:block|function|method|class|code)) )"
    r"(?:[Uu]ses|[Cc]alls|[Ii]nvokes)(?: the)?"
)
"""Where a clause says of the block that it uses something."""

_PROGRAM: Final = re.compile(
    r"(?:An?|The|This)(?: \w+)? (?:script|program)"
    r" (?:is|was|that|which|to|uses|takes|reads|prints|written)\b"
)


def shows_all(block: Block) -> bool:
    """Whether all that a description may say of the block is done in it: no base, no decorator, no stub."""
    if block.kind is BlockKind.CLASS:
        return not any(
            isinstance(node, ast.ClassDef) and (node.bases or node.decorator_list)
            for node in block.nodes
        )
    if block.kind is BlockKind.FUNCTION:
        return not all(map(_is_idle, getattr(block.nodes[-1], "body", ())))
    return block.kind is not BlockKind.EXPRESSION


def _is_idle(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass | ast.Raise) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def says_it_uses_itself(text: str, name: str | None) -> bool:
    """Whether prose says of the block, which may be called `name`, that it uses or calls itself."""
    return bool(name) and re.search(rf"{_USES_SELF} `{re.escape(name or '')}\b", text) is not None


def says_it_is_a_program(sentence: str) -> bool:
    """Whether a sentence says of the block that it is a script or a program."""
    return _PROGRAM.match(sentence) is not None


def uses_itself(subject: Subject) -> bool:
    """Whether the block's own name is read in it, as a name or as an attribute."""
    name = subject.block.name
    return any(
        (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        for statement in subject.block.nodes
        for node in ast.walk(statement)
    )
