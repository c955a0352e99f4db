"""Functions of real packages, the same at every run, each with what a client says to have it documented."""

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, by its 0-based line and column."""

    path: Path
    line: int
    column: int

    def marked(self) -> dict[str, object]:
        """The parameters that document it, written anew."""
        at = {"line": self.line, "character": self.column}
        return {"uri": self.path.as_uri(), "range": {"start": at, "end": at}, "fresh": True}


def definitions_of(path: Path) -> list[Definition]:
    """The functions of a file, in its order."""
    found = [
        Definition(path, node.lineno - 1, node.col_offset + len("def "))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef)
    ]
    return sorted(found, key=lambda one: one.line)
