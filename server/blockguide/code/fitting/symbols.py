"""What the names of a program stand for, as far as its own text makes it certain."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STORING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)


@dataclass(frozen=True, slots=True)
class Imported:
    """One name of an import statement.

    Attributes:
        module: the dotted module, with its dots before it where the import is relative.
        name: what is taken from the module; empty for `import module`.
        bound: the name that it gets in the program.
        node: the statement.
    """

    module: str
    name: str
    bound: str
    node: ast.Import | ast.ImportFrom


@dataclass(frozen=True, slots=True)
class Symbols:
    """The certain names of a program; one that is bound twice is none of them.

    Attributes:
        paths: local names of imports, with the dotted path that each stands for.
        made: local names that are bound to the result of a call, with what is called.
        defined: the functions and classes of its top level.
        given: the attributes that it sets itself, on whatever.
    """

    paths: dict[str, str]
    made: dict[str, ast.expr]
    defined: dict[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]
    given: frozenset[str]

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
        called = self.called(node)
        return self.dotted(called) if called is not None else ""

    def called(self, node: ast.expr) -> ast.expr | None:
        """What is called to make the object that `node` is, if anything is."""
        if isinstance(node, ast.Call):
            return node.func
        return self.made.get(node.id) if isinstance(node, ast.Name) else None


def imports_of(nodes: Sequence[ast.AST]) -> Iterator[Imported]:
    """Every name that a program imports, star imports under the name `*`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield Imported(alias.name, "", bound, node)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield Imported(module, alias.name, alias.asname or alias.name, node)


def unguarded_imports(nodes: Sequence[ast.AST]) -> Iterator[Imported]:
    """The imports whose failure would end the program; those for type checkers never run."""
    guarded = {
        id(inner)
        for node in nodes
        if (isinstance(node, ast.Try) and node.handlers)
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in {*ast.unparse(node.test).split(".")})
        for statement in node.body
        for inner in ast.walk(statement)
    }
    return (imported for imported in imports_of(nodes) if id(imported.node) not in guarded)


def symbols_of(nodes: Sequence[ast.AST]) -> Symbols:
    """Reads the names of a program from all of its nodes, its module first if there is one."""
    imports = tuple(imports_of(nodes))
    counts = Counter(_bound_names(nodes, imports))
    paths = {
        imported.bound: _path(imported)
        for imported in imports
        if imported.name != "*" and _same_each_time(imported, counts, imports)
    }
    made = {
        node.targets[0].id: node.value.func
        for node in nodes
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and counts[node.targets[0].id] == 1
        and isinstance(node.value, ast.Call)
    }
    top = nodes[0].body if nodes and isinstance(nodes[0], ast.Module) else ()
    defined = {
        node.name: node
        for node in top
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and counts[node.name] == 1
    }
    given = frozenset(
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    )
    return Symbols(paths, made, defined, given)


def _path(imported: Imported) -> str:
    if imported.name:
        return f"{imported.module}.{imported.name}"
    aliased = any(alias.asname == imported.bound for alias in imported.node.names)
    return imported.module if aliased else imported.module.partition(".")[0]


def _same_each_time(imported: Imported, counts: Counter[str], imports: Sequence[Imported]) -> bool:
    """Whether a name stands for one path only; `import a.b` and `import a.c` both bind `a`."""
    if counts[imported.bound] == 1:
        return True
    same = [each for each in imports if each.bound == imported.bound]
    return len(same) == counts[imported.bound] and len({_path(each) for each in same}) == 1


def _bound_names(nodes: Sequence[ast.AST], imports: Sequence[Imported]) -> Iterator[str]:
    for imported in imports:
        yield imported.bound
    for node in nodes:
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
