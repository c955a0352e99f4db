"""A piece of example code, with what must stand before it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final


class Certainty(IntEnum):
    """How much is known about whether a value fits where it is put."""

    STAND_IN = 0
    NAME = 1
    USE = 2
    TYPE = 3
    GIVEN = 4


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`, or `import module` where the name is empty; `as` the alias, if any."""

    module: str
    name: str = ""
    alias: str = ""

    @property
    def bound(self) -> str:
        """The name that the import binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    def renamed(self, name: str) -> "Import":
        """The same import, bound to `name`."""
        plain = self.name or self.module
        return replace(self, alias="" if name == plain else name)


@dataclass(frozen=True, slots=True)
class Value:
    """An expression, and what it needs.

    Attributes:
        code: the expression's source text.
        imports: what it names.
        definitions: classes and functions to stand at the top level before it.
        setup: statements to run before it; they may use `folder`.
        folder: whether it uses `folder`, the path of a temporary directory.
        certainty: how well it is known to fit.
    """

    code: str
    imports: frozenset[Import] = field(default_factory=frozenset)
    definitions: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    folder: bool = False
    certainty: Certainty = Certainty.TYPE

    def at(self, certainty: Certainty) -> "Value":
        """The same value, known as well as `certainty` says."""
        return replace(self, certainty=certainty)

    def coded(self, code: str) -> "Value":
        """The same needs for another expression that holds this one."""
        return replace(self, code=code)


def template(text: str, certainty: Certainty = Certainty.TYPE) -> Value:
    """The value that a template of the data files means.

    In it, `{re}` stands for the module `re`, `{pathlib.Path}` for `Path` from `pathlib`, and `{folder}`
    for the temporary directory's path.
    """
    imports = set()
    folder = False

    def name(match: re.Match[str]) -> str:
        nonlocal folder
        dotted = match[1]
        if dotted == "folder":
            folder = True
            return dotted
        module, _, last = dotted.rpartition(".")
        imports.add(Import(module, last) if module else Import(last))
        return last

    code = _REFERENCE.sub(name, text)
    return Value(code, frozenset(imports), folder=folder, certainty=certainty)


def joined(code: str, parts: tuple[Value, ...], certainty: Certainty | None = None) -> Value:
    """An expression made of `parts`, as certain as the least certain of them, unless said otherwise."""
    if certainty is None:
        certainty = min((part.certainty for part in parts), default=Certainty.TYPE)
    return Value(
        code,
        frozenset().union(*(part.imports for part in parts)),
        unique(line for part in parts for line in part.definitions),
        unique(line for part in parts for line in part.setup),
        any(part.folder for part in parts),
        certainty,
    )


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    literal = repr(text)
    if literal[0] == '"' or '"' in text:
        return literal
    return '"' + literal[1:-1].replace("\\'", "'") + '"'


def literal(value: object) -> str:
    """The literal of a constant, strings in double quotes."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bytes):
        return "b" + quoted(value.decode("latin-1")) if value.isascii() else repr(value)
    return "..." if value is ... else repr(value)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


_REFERENCE: Final = re.compile(r"\{([A-Za-z_][\w.]*)\}")
