"""An example's source, compiled but never run."""

import ast
import warnings
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """Why an example is no Python: the compiler's message and its 1-based line, 0 if unknown."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Example:
    """A usage example.

    Attributes:
        text: its source.
        tree: its syntax, or None where it does not compile.
        broken: why it does not compile, or None.
        nodes: every node of the tree, parents before their children.
    """

    text: str
    tree: ast.Module | None
    broken: Broken | None
    nodes: tuple[ast.AST, ...]


def read_example(text: str) -> Example:
    """Compiles an example without running it."""
    try:
        with warnings.catch_warnings():
            # An example's dubious escapes are its own affair; they must not reach our users' screen.
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(tree, "<example>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return Example(text, None, Broken(error.lineno or 0, error.msg), ())
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        return Example(text, None, Broken(0, str(error) or type(error).__name__), ())
    return Example(text, tree, None, tuple(ast.walk(tree)))
