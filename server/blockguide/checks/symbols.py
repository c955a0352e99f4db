"""What the names of an example stand for, as far as its own text makes it certain."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from blockguide.checks.reading import Example, Imported, imports_of

_STORING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)


@dataclass(frozen=True, slots=True)
class Symbols:
    """The certain names of an example; one that is bound twice is none of them.

    Attributes:
        paths: local names of imports, with the dotted path that each stands for.
        made: local names that are bound to the result of a call, with what is called.
    """

    paths: dict[str, str]
    made: dict[str, ast.expr]

    def dotted(self, node: ast.expr) -> str:
        """The dotted path that `node` stands for, through its imports; empty where that is unknown."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.paths:
            return ""
        return ".".join([self.paths[node.id], *reversed(names)])

    def maker(self, node: ast.expr) -> str:
        """The dotted path of what is called to make the object that `node` is; empty if unknown."""
        if isinstance(node, ast.Call):
            return self.dotted(node.func)
        if isinstance(node, ast.Name) and node.id in self.made:
            return self.dotted(self.made[node.id])
        return ""


def symbols_of(example: Example) -> Symbols:
    """Reads the names of an example."""
    counts = Counter(_bound_names(example))
    paths = {
        imported.bound: _path(imported)
        for imported in imports_of(example)
        if imported.name != "*" and _same_each_time(imported, counts, example)
    }
    made = {
        node.targets[0].id: node.value.func
        for node in example.nodes
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and counts[node.targets[0].id] == 1
        and isinstance(node.value, ast.Call)
    }
    return Symbols(paths, made)


def _path(imported: Imported) -> str:
    if imported.name:
        return f"{imported.module}.{imported.name}"
    aliased = any(alias.asname == imported.bound for alias in imported.node.names)
    return imported.module if aliased else imported.module.partition(".")[0]


def _same_each_time(imported: Imported, counts: Counter[str], example: Example) -> bool:
    """Whether a name stands for one path only; `import a.b` and `import a.c` both bind `a`."""
    if counts[imported.bound] == 1:
        return True
    same = [each for each in imports_of(example) if each.bound == imported.bound]
    return len(same) == counts[imported.bound] and len({_path(each) for each in same}) == 1


def _bound_names(example: Example) -> Iterator[str]:
    for imported in imports_of(example):
        yield imported.bound
    for node in example.nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.arg(arg=name):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case _ if isinstance(node, _STORING) and node.name:
                yield node.name
