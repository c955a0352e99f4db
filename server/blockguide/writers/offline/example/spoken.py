"""Values that a file's own docstrings give to a name: `>>> G = nx.path_graph(4)`."""

import ast
import re
from typing import Final

from blockguide.writers.offline.example.home import Home
from blockguide.writers.offline.example.meanings import meanings
from blockguide.writers.offline.example.value import Certainty, Value, joined


def spoken_value(name: str, home: Home) -> Value | None:
    """What the examples in the file's docstrings bind to the name first; None if they never do."""
    key = ("spoken", home.module)
    if key not in home.memory:
        home.memory[key] = _spoken(home)
    for code in home.memory[key].get(name, ()):
        tree = _parsed(code)
        known = meanings(tree, home) if tree is not None else None
        if known is not None:
            return joined(code, known, Certainty.USE)
    return None


def _spoken(home: Home) -> dict[str, list[str]]:
    """The short one-line assignments of all docstrings, by name."""
    found: dict[str, list[str]] = {}
    for node in (*home.functions.values(), *home.classes.values()):
        for match in _ASSIGNMENT.finditer(ast.get_docstring(node, clean=False) or ""):
            found.setdefault(match[1], []).append(match[2])
    return found


def _parsed(code: str) -> ast.Module | None:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return None
    return None if any(isinstance(node, ast.Await) for node in ast.walk(tree)) else tree


_ASSIGNMENT: Final = re.compile(r"^\s*>>> (\w+) = (.{1,60}?)(?:\s*#.*)?$", re.MULTILINE)
