"""What dotted names mean across a project's files, as far as imports, classes and their bases tell it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from blockguide.code.project.exports import origin_of
from blockguide.code.project.interface import Interface, interface_at, interface_of, parsed
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import absolute_name, find_module, module_name
from blockguide.code.project.stamps import KeptByPath
from blockguide.code.project.view import Edited, View

_DEEPEST: Final = 24
_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a file defines: the file, and the dotted name in it."""

    path: str
    qualname: str


@dataclass(frozen=True, slots=True)
class ModuleMeant:
    """A module, by its dotted name."""

    dotted: str


Meaning = Thing | ModuleMeant | None
"""None: the files' syntax does not tell."""


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class: its bases as dotted names (empty for any other base), and the names that its body binds."""

    bases: tuple[str, ...]
    members: frozenset[str]


def _remembered(
    method: Callable[Concatenate["Meanings", _P], _R],
) -> Callable[Concatenate["Meanings", _P], _R]:
    """As `functools.cache`, but without a cycle through the object: the worker never collects those."""

    @wraps(method)
    def remembered(self: "Meanings", /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (method, args)
        if key not in self._known:
            self._known[key] = method(self, *args, **kwargs)
        found: _R = self._known[key]
        return found

    return remembered


class Meanings:
    """Answers about one project; good for one request, while the files stay as they are."""

    def __init__(self, project: Project, path: Path, module: ast.Module) -> None:
        """Lays the tree of a file that is being edited over the one on the disk."""
        self.project = project
        self._edited = str(path)
        self._edited_shapes = _shapes_in(module)
        self._view = View(project, Edited(str(path), module, ""))
        self._module = module
        self._at_hand = (str(path), module)
        self._known: dict[Any, Any] = {}

    def lay_over(self, path: str, module: ast.Module) -> None:
        """Takes a file's tree that is at hand, until the next one is: it spares reading the file once more."""
        self._at_hand = (path, module)

    @cached_property
    def edited_shape(self) -> int:
        """A hash of what other files can see of the edited one's classes."""
        return hash(frozenset(self._edited_shapes.items()))

    @_remembered
    def module_of(self, path: str) -> str:
        """The dotted name of a file's module; the file's own where it has none."""
        return module_name(Path(path), self.project) or Path(path).stem

    def imported(self, statement: ast.Import | ast.ImportFrom, name: str, package: str) -> Meaning:
        """What an import statement binds a local name to.

        Args:
            statement: the statement.
            name: the local name.
            package: the dotted package of the file, which leading dots count from.
        """
        for alias in statement.names:
            if isinstance(statement, ast.Import):
                if (alias.asname or alias.name.partition(".")[0]) == name:
                    return ModuleMeant(alias.name if alias.asname else name)
            elif (alias.asname or alias.name) == name:
                source = absolute_name(
                    statement.module or "", level=statement.level, package=package
                )
                return self._exported(source, alias.name) if source else None
        return None

    def at_top_level(self, path: str, dotted: str) -> Meaning:
        """What a dotted name means at the top level of a file."""
        first, _, rest = dotted.partition(".")
        return self.attribute_path(self._top_level(path, first), rest)

    def attribute_path(self, meaning: Meaning, dotted: str) -> Meaning:
        """What a dotted path of attributes of something means; the thing itself for an empty path."""
        for part in dotted.split(".") if dotted else ():
            if isinstance(meaning, ModuleMeant):
                meaning = self._exported(meaning.dotted, part)
            elif isinstance(meaning, Thing):
                meaning = self.member(meaning, part)
        return meaning

    def member(self, owner: Thing, name: str, *, depth: int = 0) -> Thing | None:
        """The member that a class has of its own or inherits; None where its bases do not tell."""
        shape = self._shape(owner)
        if shape is None or depth > _DEEPEST:
            return None
        if name in shape.members:
            return Thing(owner.path, f"{owner.qualname}.{name}")
        return self.inherited(owner, name, depth=depth)

    def own_member(self, owner: Thing, name: str) -> Thing | None:
        """What the class's own body binds."""
        shape = self._shape(owner)
        if shape is None or name not in shape.members:
            return None
        return Thing(owner.path, f"{owner.qualname}.{name}")

    def inherited(self, owner: Thing, name: str, *, depth: int = 0) -> Thing | None:
        """The member that a class gets from its bases, searched depth first."""
        shape = self._shape(owner)
        for base in shape.bases if shape else ():
            meant = self.at_top_level(owner.path, base) if base else None
            if isinstance(meant, Thing) and (found := self.member(meant, name, depth=depth + 1)):
                return found
        return None

    def is_class(self, meaning: Meaning) -> bool:
        """Whether a meaning is known to be a class."""
        return isinstance(meaning, Thing) and self._shape(meaning) is not None

    def _shape(self, owner: Thing) -> ClassShape | None:
        shapes = self._edited_shapes if owner.path == self._edited else _kept_shapes(owner.path)
        return shapes.get(owner.qualname)

    @_remembered
    def _top_level(self, path: str, name: str) -> Meaning:
        module = self.module_of(path)
        interface = self._interface(path)
        if interface is None or name not in interface.bindings:
            return self._exported(module, name)
        _, passed = interface.bindings[name]
        if passed is None:
            return Thing(path, name)
        source = absolute_name(passed.module, level=passed.level, package=package_of(path, module))
        if source is None:
            return None
        return self._exported(source, passed.name) if passed.name else ModuleMeant(source)

    @_remembered
    def _interface(self, path: str) -> Interface | None:
        if path == self._edited:
            return interface_of(self._module)
        at_hand, module = self._at_hand
        return interface_of(module) if path == at_hand else interface_at(path)

    @_remembered
    def _exported(self, module: str, name: str) -> Meaning:
        found = origin_of(self._view, module, name)
        if found:
            return Thing(*found)
        submodule = f"{module}.{name}"
        return ModuleMeant(submodule) if find_module(self.project, submodule) else None


def package_of(path: str, module: str) -> str:
    """The package that a file's relative imports count from."""
    return module if Path(path).stem == "__init__" else module.rpartition(".")[0]


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` for such an expression; empty for any other."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _shapes_at(path: str) -> dict[str, ClassShape]:
    try:
        module = parsed(Path(path).read_bytes())
    except OSError:
        module = None
    return _shapes_in(module) if module else {}


def _shapes_in(module: ast.Module) -> dict[str, ClassShape]:
    return dict(_shapes(module.body, ""))


def _shapes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ClassShape]]:
    for statement in body:
        match statement:
            case ast.ClassDef(name=name, bases=bases):
                members = frozenset(_members(statement.body))
                yield prefix + name, ClassShape(tuple(map(_base, bases)), members)
                yield from _shapes(statement.body, f"{prefix}{name}.")
            case ast.If(body=inner, orelse=other):
                yield from _shapes([*inner, *other], prefix)
            case ast.Try(body=inner, handlers=handlers):
                yield from _shapes(
                    [*inner, *(one for handler in handlers for one in handler.body)], prefix
                )
            case _:
                pass


def _base(node: ast.expr) -> str:
    return dotted_name(node.value if isinstance(node, ast.Subscript) else node)


def _members(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name
            case ast.If(body=inner, orelse=other):
                yield from _members([*inner, *other])
            case _:
                pass


_kept_shapes: Final = KeptByPath(_shapes_at, limit=4096)
