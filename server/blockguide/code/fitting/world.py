"""What the paths in a program surely lead to: definitions in the files of a project."""

import ast
import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide.code.fitting.definitions import Definition, bindings, defines, only, only_binding
from blockguide.code.fitting.own import OwnPaths
from blockguide.code.fitting.symbols import symbols_of
from blockguide.code.project.interface import interface_at
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import ModuleKind, absolute_name, find_module
from blockguide.code.project.stamps import stamp_of
from blockguide.code.project.trees import tree_at
from blockguide.code.subject import Subject

PLAIN_BASES: Final = frozenset({"object", "ABC", "Generic", "Protocol"})
"""Bases that bring neither an `__init__` of their own nor attributes that people use."""

_DEEPEST: Final = 12
_BUDGET: Final = 900_000


@dataclass(frozen=True, slots=True)
class File:
    """A module's file: its dotted name, its syntax, where it lies, and whether modules lie beneath it."""

    name: str
    path: str
    module: ast.Module
    is_package: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A definition, the file that has it, and the names that lead to it there."""

    file: File
    names: tuple[str, ...]
    node: Definition


@dataclass(frozen=True, slots=True)
class Family:
    """A class and its bases as far as they are known, itself first; whether these are all."""

    members: tuple[Found, ...]
    complete: bool


class World:
    """The definitions that a program about a block may use; files are read when they are asked for.

    Entered are the block's own top-level package and the files that its free names are known to come
    from; what these take from elsewhere is followed. Where a star import, a condition or code at run
    time may have its say, nothing is told.
    """

    def __init__(
        self, subject: Subject, project: Project, own: OwnPaths, nodes: Sequence[ast.AST]
    ) -> None:
        self.symbols = symbols_of(nodes)
        self._nodes = nodes
        self._own = own
        self._project = project
        path = subject.block.source.path
        is_package = path.stem == "__init__"
        self._own_file = File(own.file, str(path), subject.block.tree.module, is_package)
        self._own_text = subject.block.source.text
        self._told = {str(each.path) for each in subject.context.definitions if each.path}
        self._files: dict[str, File | None] = {}
        self._spent = 0

    def meant(self, node: ast.expr) -> Found | None:
        """The definition that an expression of the program surely stands for."""
        if dotted := self.symbols.dotted(node):
            return self.find(dotted)
        match node:
            case ast.Name(id=name) if name in self.symbols.defined:
                return Found(_PROGRAM, (name,), self.symbols.defined[name])
            case ast.Attribute(value=inner, attr=name):
                owner = self.meant(inner)
                return self.member(owner, name) if owner else None
        return None

    def find(self, dotted: str) -> Found | None:
        """The definition that a dotted path from a module on surely leads to."""
        if names := self._own.names(dotted):
            return self._walk(self._own_file, names, 0)
        top, _, rest = dotted.partition(".")
        file = self._entrance(top) if rest else None
        return self._walk(file, rest.split("."), 0) if file else None

    def member(self, owner: Found, name: str) -> Found | None:
        """What a class, or the first of its single bases that has it, surely defines as `name`."""
        for each in self.family(owner).members:
            if not isinstance(each.node, ast.ClassDef):
                return None
            if defines(each.node, name):
                found = only(each.node.body, name)
                return Found(each.file, (*owner.names, name), found) if found else None
            if len(each.node.bases) > 1:
                return None
        return None

    def family(self, owner: Found, below: tuple[str, ...] = ()) -> Family:
        """A class and the bases that are known."""
        node = owner.node
        if not isinstance(node, ast.ClassDef):
            return Family((), complete=False)
        key = f"{owner.file.path}:{node.lineno}"
        if key in below or len(below) > _DEEPEST:
            return Family((), complete=False)
        members, complete = [owner], not node.keywords
        for base in node.bases:
            expression = base.value if isinstance(base, ast.Subscript) else base
            if _last_name(expression) in PLAIN_BASES:
                continue
            found = self.base(owner.file, expression)
            above = self.family(found, (*below, key)) if found else Family((), complete=False)
            members += above.members
            complete = complete and above.complete
        return Family(tuple(members), complete)

    def base(self, file: File, expression: ast.expr) -> Found | None:
        """What an expression at the top level of a file surely stands for, followed into any file."""
        if file is _PROGRAM:
            return self.meant(expression)
        names = list(_names(expression))
        return self._walk(file, names, 0) if names else None

    def origin(self, file: File, expression: ast.expr) -> str:
        """The dotted name of what a file takes from outside by one import; empty if that is not certain."""
        if file is _PROGRAM:
            dotted = self.symbols.dotted(expression)
            name = expression.id if isinstance(expression, ast.Name) else ""
            known = name and not dotted and name not in self.symbols.defined
            return dotted or (_builtin(name) if known and name not in self.symbols.made else "")
        first, *rest = list(_names(expression)) or [""]
        if not any(True for _ in bindings(file.module.body, first)):
            return _builtin(first) if not rest and not _is_open(file) else ""
        match only_binding(file.module.body, first):
            case ast.ImportFrom(module=str(module), level=0, names=aliases):
                taken = next(one.name for one in aliases if (one.asname or one.name) == first)
                return ".".join((module, taken, *rest))
            case ast.Import(names=aliases):
                whole = any(one.asname == first for one in aliases)
                taken = next((one.name for one in aliases if one.asname == first), first)
                return ".".join((taken if whole else first, *rest))
        return ""

    def is_module(self, dotted: str) -> bool:
        """Whether a dotted path surely leads to a module, and nothing of the same name takes its place."""
        first, *rest = dotted.split(".")
        file = self._entrance(first) if rest else None
        for name in rest:
            if file is None or not file.is_package or _is_open(file):
                return False
            if any(True for _ in bindings(file.module.body, name)):
                return False
            file = self._file(f"{file.name}.{name}")
        return file is not None

    def text_of(self, file: File) -> str:
        """The text of a file; of the program itself, what could give attributes to its classes."""
        if file is _PROGRAM:
            classes = [ast.unparse(node) for node in self._nodes if isinstance(node, ast.ClassDef)]
            names = [f"{node.id}(" for node in self._nodes if isinstance(node, ast.Name)]
            return "\n".join((*classes, *names))
        if file is self._own_file:
            return self._own_text
        try:
            return Path(file.path).read_text("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def _walk(self, file: File, names: Sequence[str], depth: int) -> Found | None:
        """Follows names from a module's top level, through its imports and the modules beneath it."""
        if depth > _DEEPEST or not names:
            return None
        first, *rest = names
        if file.is_package and not any(True for _ in bindings(file.module.body, first)):
            inner = self._file(f"{file.name}.{first}")
            return self._walk(inner, rest, depth + 1) if inner else None
        open_ended = file is not self._own_file and _is_open(file)
        binding = None if open_ended else only_binding(file.module.body, first)
        if binding is None or isinstance(binding, Definition):
            return self._below(file, names) if binding else None
        return self._imported(file, binding, names, depth)

    def _imported(
        self, file: File, statement: ast.Import | ast.ImportFrom, names: Sequence[str], depth: int
    ) -> Found | None:
        """Follows the import statement of a file that binds the first of the names."""
        first, *rest = names
        package = file.name if file.is_package else file.name.rpartition(".")[0]
        for alias in statement.names:
            if isinstance(statement, ast.Import):
                top = alias.name if alias.asname else alias.name.partition(".")[0]
                if (alias.asname or top) == first:
                    source = self._file(top)
                    return self._walk(source, rest, depth + 1) if source else None
            elif (alias.asname or alias.name) == first:
                level, module = statement.level, statement.module or ""
                name = absolute_name(module, level=level, package=package)
                return self._taken(file, name, alias.name, rest, depth)
        return None

    def _taken(
        self, file: File, module: str | None, name: str, rest: list[str], depth: int
    ) -> Found | None:
        """Follows `from module import name` in a file."""
        source = self._file(module) if module else None
        if source is None:
            return None
        if source.path == file.path:
            inner = self._file(f"{module}.{name}")
            return self._walk(inner, rest, depth + 1) if inner else None
        return self._walk(source, [name, *rest], depth + 1)

    def _below(self, file: File, names: Sequence[str]) -> Found | None:
        node = only(file.module.body, names[0])
        found = Found(file, (names[0],), node) if node else None
        for name in names[1:]:
            found = self.member(found, name) if found else None
        return found

    def _file(self, name: str) -> File | None:
        if name == self._own_file.name:
            return self._own_file
        if name not in self._files:
            self._files[name] = self._read(name)
        return self._files[name]

    def _entrance(self, name: str) -> File | None:
        """A top-level package that the program may enter the world by; from there all are followed."""
        if self._own.is_near(name):
            return self._file(name)
        module = find_module(self._project, name) if self._told else None
        told = module is not None and any(str(path) in self._told for path in module.paths[:1])
        return self._file(name) if told else None

    def _read(self, name: str) -> File | None:
        module = find_module(self._project, name)
        if module is None or module.kind is not ModuleKind.SOURCE:
            return None
        path = str(module.paths[0])
        if path == self._own_file.path:
            return self._own_file
        stamp = stamp_of(path)
        self._spent += stamp[2] if stamp else 0
        tree = tree_at(path) if self._spent <= _BUDGET else None
        return File(name, path, tree, module.is_package) if tree else None


_PROGRAM: Final = File("", "", ast.Module([], []), is_package=False)


def _is_open(file: File) -> bool:
    """Whether a module may bind names otherwise than its syntax shows."""
    interface = interface_at(file.path)
    return interface is None or interface.dynamic or bool(interface.stars)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _builtin(name: str) -> str:
    return f"builtins.{name}" if hasattr(builtins, name) else ""


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(value=inner, attr=name):
            above = list(_names(inner))
            if above:
                yield from (*above, name)
