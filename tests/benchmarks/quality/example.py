"""The example on its own: it parses, and it has no undefined name."""

import ast
import warnings
from collections.abc import Iterator

from pyflakes.checker import Checker
from pyflakes.messages import UndefinedExport, UndefinedLocal, UndefinedName


def parsed(example: str) -> ast.Module | None:
    """The example's tree, or None where it does not parse or does not compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(example)
            compile(example, "<example>", "exec")
        except (SyntaxError, ValueError):
            return None
    return tree


def undefined_faults(tree: ast.Module) -> Iterator[str]:
    """Each name that nothing defines; an `import *` could define any, and is a fault by itself."""
    checker = Checker(tree, "example.py")
    for message in checker.messages:
        if isinstance(message, UndefinedName | UndefinedLocal | UndefinedExport):
            yield f"line {message.lineno}: {message.message % message.message_args}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"line {node.lineno}: from {node.module} import *"
