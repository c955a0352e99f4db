"""A class with the bases that its own file defines, and the names of those that it does not."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.example.data import table
from blockguide.writers.offline.example.home import Function, Home
from blockguide.writers.offline.example.neighbours import resolve


@dataclass(frozen=True, slots=True)
class Lineage:
    """A class and its bases.

    Attributes:
        classes: the class itself, then its bases whose source is at hand, nearest first.
        homes: the file of each of these.
        outer: dotted names of the bases whose source is not at hand, or not needed.
        outer_names: the last parts of the names of all its bases.
        metaclass: the last part of its metaclass's name, or empty.
    """

    classes: tuple[ast.ClassDef, ...]
    homes: tuple[Home, ...]
    outer: tuple[str, ...]
    outer_names: frozenset[str]
    metaclass: str

    def home(self, owner: ast.ClassDef) -> Home:
        """The file of one of the classes."""
        return self.homes[self.classes.index(owner)]

    def method(self, name: str) -> tuple[Function, ast.ClassDef] | None:
        """The nearest definition of a method, and the class that has it."""
        for owner in self.classes:
            node = own_method(owner, name)
            if node is not None:
                return node, owner
        return None

    def decorated(self, names: frozenset[str]) -> bool:
        """Whether the class itself has a decorator of one of these last names."""
        return any(_last(item) in names for item in self.classes[0].decorator_list)


def own_method(owner: ast.ClassDef, name: str) -> Function | None:
    """The method that the class statement itself defines under this name; not an overload of it."""
    found = None
    for node in owner.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            if not any(_last(item) == "overload" for item in node.decorator_list):
                return node
            found = node
    return found


def lineage_of(node: ast.ClassDef, home: Home) -> Lineage:
    """The class's bases, followed into other files; what the language itself defines is left out."""
    key = ("lineage", node)
    if key not in home.memory:
        home.memory[key] = _lineage_of(node, home)
    found: Lineage = home.memory[key]
    return found


def _lineage_of(node: ast.ClassDef, home: Home) -> Lineage:
    classes: dict[ast.ClassDef, Home] = {}
    outer: dict[str, None] = {}
    names: set[str] = set()
    metaclass = ""
    above: dict[ast.ClassDef, list[ast.ClassDef]] = {}
    waiting = [(node, home)]
    while waiting and len(classes) < _MOST:
        current, its_home = waiting.pop(0)
        if current in classes:
            continue
        classes[current] = its_home
        above[current] = []
        metaclass = metaclass or next(
            (_last(item.value) for item in current.keywords if item.arg == "metaclass"), ""
        )
        for base in current.bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            full = its_home.full_name(plain) or ast.unparse(plain)
            names.add(full.rpartition(".")[2])
            own = full.startswith(f"{its_home.module}.")
            found = None if _is_known(full) and not own else _class_at(full, its_home)
            if found is not None:
                waiting.append(found)
                above[current].append(found[0])
            else:
                outer[full] = None
    known = {one: [base for base in bases if base in classes] for one, bases in above.items()}
    line = _resolution_order(node, known, ()) or tuple(classes)
    homes = tuple(classes[one] for one in line)
    return Lineage(line, homes, tuple(outer), frozenset(names), metaclass)


def _resolution_order(
    node: ast.ClassDef,
    above: Mapping[ast.ClassDef, Sequence[ast.ClassDef]],
    below: tuple[ast.ClassDef, ...],
) -> tuple[ast.ClassDef, ...]:
    """A class and those above it in the order in which Python asks them; empty where there is none."""
    if node in below:
        return ()
    bases = above.get(node, ())
    lines = [list(_resolution_order(base, above, (*below, node))) for base in bases]
    if not all(lines):
        return ()
    lines.append(list(bases))
    found = [node]
    while any(lines):
        later = {one for line in lines for one in line[1:]}
        head = next((line[0] for line in lines if line and line[0] not in later), None)
        if head is None:
            return ()
        found.append(head)
        lines = [[one for one in line if one is not head] for line in lines]
    return tuple(found)


def _class_at(full: str, home: Home) -> tuple[ast.ClassDef, Home] | None:
    local = home.classes.get(home.local(full) or full)
    if local is not None:
        return local, home
    found = resolve(full, home)
    return (
        (found[1], found[0]) if found is not None and isinstance(found[1], ast.ClassDef) else None
    )


def _is_known(full: str) -> bool:
    return (
        full.startswith(
            (
                "typing.",
                "abc.",
                "collections.abc.",
                "enum.",
                "typing_extensions.",
                "_collections_abc.",
            )
        )
        or full in table("dunders.toml", "constructors")
        or full.endswith(".TestCase")
    )


def abstract_methods(lineage: Lineage) -> Iterator[tuple[Function | str, Home]]:
    """What a concrete subclass must define: nodes where the file has them, else names."""
    done: set[str] = set()
    for owner, home in zip(lineage.classes, lineage.homes, strict=True):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                protocol = any(_last(base) == "Protocol" for base in owner.bases)
                if node.name in _NEVER or any(
                    _last(item) == "overload" for item in node.decorator_list
                ):
                    continue
                if node.name not in done and (is_abstract(node) or (protocol and _is_stub(node))):
                    yield node, home
                done.add(node.name)
            elif isinstance(node, ast.Assign):
                done.update(item.id for item in node.targets if isinstance(item, ast.Name))
    for name in _from_abc(lineage):
        if name not in done:
            done.add(name)
            yield name, lineage.homes[0]


def is_abstract(node: Function) -> bool:
    """Whether a method is declared abstract."""
    return any(_last(item).startswith("abstract") for item in node.decorator_list)


def _is_stub(node: Function) -> bool:
    return all(
        isinstance(item, ast.Pass)
        or (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
        for item in node.body
    )


def _from_abc(lineage: Lineage) -> list[str]:
    return [
        name
        for base in lineage.outer
        if base.startswith(("collections.abc.", "typing.", "_collections_abc."))
        for name in table("dunders.toml", "abstract").get(base.rpartition(".")[2], ())
    ]


def _last(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return _last(inner)
        case _:
            return ""


last_name: Final = _last
_MOST: Final = 24
_NEVER: Final = frozenset(
    {"__getattr__", "__setattr__", "__delattr__", "__getattribute__", "__init__"}
)
