"""Whether a condition at a module's top level holds on this system and this Python."""

import ast
import os
import sys
from typing import Final


def holds_here(test: ast.expr) -> bool | None:
    """Whether a test of the platform, Python's version or the loaded modules holds; None for any other test."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            holds = holds_here(inner)
            return None if holds is None else not holds
        case ast.Compare(
            left=ast.Attribute(value=ast.Name(id="sys"), attr="version_info"),
            ops=[operator],
            comparators=[ast.Tuple(elts=parts)],
        ):
            return _compares(operator, parts)
        case ast.Compare(
            left=ast.Attribute(value=ast.Name(id=module), attr=name),
            ops=[ast.Eq() | ast.NotEq() as operator],
            comparators=[ast.Constant(value=str(expected))],
        ) if (module, name) in _PLATFORM:
            return (_PLATFORM[module, name] == expected) is isinstance(operator, ast.Eq)
        case ast.Compare(
            left=ast.Constant(value=str()),
            ops=[ast.In()],
            comparators=[ast.Attribute(value=ast.Name(id="sys"), attr="modules")],
        ):
            return False
        case _:
            return None


def _compares(operator: ast.cmpop, parts: list[ast.expr]) -> bool | None:
    numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
    if len(numbers) != len(parts) or not all(isinstance(number, int) for number in numbers):
        return None
    here, wanted = sys.version_info[: len(numbers)], tuple(numbers)
    match operator:
        case ast.GtE() | ast.Gt():
            return here >= wanted
        case ast.Lt() | ast.LtE():
            return here < wanted
        case _:
            return None


_PLATFORM: Final = {("sys", "platform"): sys.platform, ("os", "name"): os.name}
