"""Whether the lines of the steps, taken together, cover every statement of the block."""

import ast
from collections.abc import Iterator

from kinds import Definition
from subject import Subject
from values import Chosen, Page


def uncovered(page: Page, block: Chosen, subject: Subject) -> tuple[int, list[str]]:
    """How many statements the block has, and those that no step covers."""
    covered = {line for step in page.steps for line in range(step.first, step.last + 1)}
    statements = list(_statements(subject))
    lines = subject.file.text.splitlines()
    missed = [node for node in statements if not set(_own_lines(node)) <= covered]
    return len(statements), [
        f"line {node.lineno}: {lines[node.lineno - 1].strip()[:90]}" for node in missed
    ]


def _statements(subject: Subject) -> Iterator[ast.stmt]:
    """Every statement, but neither docstrings nor the header of the definition that the block is."""
    for root in subject.nodes:
        for node in ast.walk(root):
            documented = isinstance(node, ast.Module | Definition)
            for name in ("body", "orelse", "finalbody"):
                body = getattr(node, name, None)
                if not isinstance(body, list):
                    continue
                for number, child in enumerate(body):
                    if isinstance(child, ast.stmt) and not (
                        name == "body" and number == 0 and documented and _is_string(child)
                    ):
                        yield child
        if isinstance(root, ast.stmt) and root is not subject.definition and not _is_string(root):
            yield root


def _own_lines(node: ast.stmt) -> range:
    """The lines of a simple statement; the first line of one that holds others."""
    if isinstance(getattr(node, "body", None), list) or isinstance(node, ast.Match):
        return range(node.lineno, node.lineno + 1)
    return range(node.lineno, node.end_lineno + 1)


def _is_string(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
