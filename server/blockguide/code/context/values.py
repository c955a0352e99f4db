"""The context of a block, as values that travel between processes as JSON."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ReachKind(StrEnum):
    """How code outside the file gets at what the file defines."""

    IMPORT = "import"
    SCRIPT = "script"
    FILE = "file"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Reach:
    """The way from a fresh Python program to a block; computed from the layout, never guessed.

    Attributes:
        kind: IMPORT for `from module import names[0]`; SCRIPT for a file meant to be run, by `runpy`;
            FILE for one that only `importlib` can load, by its path; HERE for code that no other program
            can get at, only what is written below it: a notebook's cells, a document that is not saved.
        module: the dotted module that people import it from, which may be a package that re-exports
            it; for SCRIPT, FILE and HERE the file's stem, or for a package's `__main__.py` the package that
            `python -m` runs.
        path: absolute path of the file.
        root: the directory that must stand on `sys.path`.
        names: the dotted path from the module to the nearest importable definition, such as
            `("Report", "render")`; empty for a module, or where nothing importable holds the block.
        exact: False where `names` reaches only the definition that holds the block.
    """

    kind: ReachKind
    module: str
    path: Path
    root: Path
    names: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name in the block stands for.

    Attributes:
        name: the name, or dotted path, as the block reads it: `np.zeros`.
        full_name: its dotted name from its module on, such as `numpy.zeros`; empty if unknown.
        kind: jedi's word for it: `module`, `class`, `function`, `instance`, `param`, `statement`, `property`.
        path: the file that defines it, or None for a compiled or builtin thing.
        line: 1-based line of its definition, or None.
        signature: `(a, b=1) -> int` for what can be called, else empty.
        type: the inferred type for a value, else empty.
        docstring: its docstring, cleaned, without the signature, else empty.
        in_project: whether the project itself defines it.
    """

    name: str
    full_name: str
    kind: str
    path: Path | None
    line: int | None
    signature: str
    type: str
    docstring: str
    in_project: bool


@dataclass(frozen=True, slots=True)
class CallSite:
    """A real use of the block's definition elsewhere in the project.

    Attributes:
        path: absolute path of the file.
        line: 1-based line of the name.
        column: 0-based column of the name, in code points.
        call: source text of the whole call expression.
        statement: source text of the whole statement around it, dedented.
        within: dotted name of the definition around it, or empty.
        is_test: whether the file is one of the project's tests.
    """

    path: Path
    line: int
    column: int
    call: str
    statement: str
    within: str
    is_test: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be resolved, and why.

    Attributes:
        what: what is missing: a name, `names`, `call sites`.
        why: one sentence: "The worker was past its deadline of 200 ms."
        transient: whether another try may well fill it (a deadline, a worker that died); a guide with
            a transient gap is not kept.
    """

    what: str
    why: str
    transient: bool = False


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Something outside the block that a guide was built from.

    Attributes:
        name: what it is called: `normalize`.
        path: the file it stands in.
        digest: SHA-256 of the definition's own source text (of the file's, where `name` is empty).
    """

    name: str
    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Context:
    """All that the project adds to a block.

    Attributes:
        reach: how to import it.
        project: the project's root directory.
        definitions: what the block's free names stand for, in order of first use.
        call_sites: real uses, the tests' first, best first.
        gaps: what could not be resolved.
        ingredients: what of the above a guide depends on.
    """

    reach: Reach
    project: Path
    definitions: tuple[Definition, ...]
    call_sites: tuple[CallSite, ...]
    gaps: tuple[Gap, ...]
    ingredients: tuple[Ingredient, ...]
