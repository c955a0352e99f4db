"""An example's source, compiled but never run, and the names that it imports."""

import ast
import warnings
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Imported:
    """One name of an import statement.

    Attributes:
        module: the dotted module, with its dots before it where the import is relative.
        name: what is taken from the module; empty for `import module`.
        bound: the name that it gets in the example.
        node: the statement.
    """

    module: str
    name: str
    bound: str
    node: ast.Import | ast.ImportFrom


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


def imports_of(example: Example) -> Iterator[Imported]:
    """Every name that the example imports, star imports under the name `*`."""
    for node in example.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield Imported(alias.name, "", bound, node)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield Imported(module, alias.name, alias.asname or alias.name, node)


def unguarded_imports(example: Example) -> Iterator[Imported]:
    """The imports whose failure would end the example."""
    guarded = {
        id(inner)
        for node in example.nodes
        if isinstance(node, ast.Try) and node.handlers
        for statement in node.body
        for inner in ast.walk(statement)
    }
    return (imported for imported in imports_of(example) if id(imported.node) not in guarded)
