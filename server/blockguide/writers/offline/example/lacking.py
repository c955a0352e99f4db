"""What an object still lacks, once made, for one of its methods to run: stubs to define, attributes to set."""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.home import Function, Home
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.lineage import (
    Lineage,
    abstract_methods,
    is_abstract,
    last_name,
    lineage_of,
)
from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.shape import failure_of
from blockguide.writers.offline.example.uses import class_uses, function_uses
from blockguide.writers.offline.example.value import Certainty, Value
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing.

    Attributes:
        methods: stubs that raise `NotImplementedError`, or are abstract, with their files.
        attributes: names that are read from the object and that nothing sets.
    """

    methods: tuple[tuple[Function | str, Home], ...]
    attributes: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether the object is incomplete."""
        return bool(self.methods or self.attributes)


def lacking(lineage: Lineage, function: Function, maker: "Maker") -> Lacking:
    """What an object of this class lacks for a call of `function`."""
    reached = _reached(lineage, function, maker)
    stubs: dict[str, tuple[Function | str, Home]] = {
        node.name: (node, lineage.home(owner))
        for node, owner in reached
        if node is not function and failure_of(node) == "NotImplementedError"
    }
    for item, home in abstract_methods(lineage):
        stubs.setdefault(item if isinstance(item, str) else item.name, (item, home))
    return Lacking(tuple(stubs.values()), tuple(_unset(lineage, function, reached, maker)))


def always_fails(lineage: Lineage, function: Function, maker: "Maker") -> bool:
    """Whether the method, or one that it calls on `self`, does nothing but raise."""
    return any(
        failure_of(node) and not is_abstract(node) for node, _ in _reached(lineage, function, maker)
    )


def concrete_subclass(
    owner: ast.ClassDef, function: Function | None, maker: "Maker"
) -> ast.ClassDef | None:
    """The first class of the same file that completes `owner` and leaves `function` as it is."""
    for node in maker.home.classes.values():
        if node is owner or node.name in maker.home.hidden or not node.bases:
            continue
        lineage = lineage_of(node, maker.home)
        if owner not in lineage.classes or any(True for _ in abstract_methods(lineage)):
            continue
        if function is None:
            return node
        found = lineage.method(function.name)
        if (
            found is not None
            and found[0] is function
            and not lacking(lineage, function, maker).anything
        ):
            return node
    return None


def attribute_value(name: str, lineage: Lineage, maker: "Maker") -> Value:
    """A value for an attribute, by its annotation in the class, else by how the methods use it."""
    for owner in lineage.classes:
        its_maker = maker.at(lineage.home(owner))
        wish = Wish(name, f"self.{name}", class_uses(owner, its_maker), owner, 1)
        annotation = _annotation(owner, name)
        if annotation is not None:
            value = its_maker.typed(annotation, wish)
            if value is not None and value.certainty > Certainty.STAND_IN:
                return value
    owner = lineage.classes[0]
    return used_value(Wish(name, f"self.{name}", class_uses(owner, maker), owner, 1), maker)


def _annotation(owner: ast.ClassDef, name: str) -> ast.expr | None:
    for node in ast.walk(owner):
        if isinstance(node, ast.AnnAssign):
            target = node.target
            if isinstance(target, ast.Name) and target.id == name:
                return node.annotation
            if isinstance(target, ast.Attribute) and target.attr == name:
                return node.annotation
    return None


def _reached(
    lineage: Lineage, function: Function, maker: "Maker"
) -> list[tuple[Function, ast.ClassDef]]:
    """The method itself and those that it calls on `self`, three calls deep."""
    start = next((owner for owner in lineage.classes if function in owner.body), lineage.classes[0])
    found: dict[Function, ast.ClassDef] = {function: start}
    level = [function]
    for _ in range(_DEEPEST):
        following = []
        for node in level:
            for name in _read_from_self(node, maker):
                method = lineage.method(name)
                if method is not None and method[0] not in found:
                    found[method[0]] = method[1]
                    following.append(method[0])
        level = following
    return list(found.items())


def _read_from_self(function: Function, maker: "Maker") -> Iterator[str]:
    for use in function_uses(function, maker).get("self", ()):
        if use.kind is UseKind.ATTRIBUTE:
            yield use.detail


def _unset(
    lineage: Lineage,
    function: Function,
    reached: list[tuple[Function, ast.ClassDef]],
    maker: "Maker",
) -> Iterator[str]:
    if (
        any(not _is_harmless(base) for base in lineage.outer)
        or lineage.method("__getattr__") is not None
    ):
        return
    made = lineage.method("__init__")
    made_by = _reached(lineage, made[0], maker) if made is not None else []
    entered = lineage.method("__enter__")
    made_by += _reached(lineage, entered[0], maker) if entered is not None else []
    supered = [(node, owner) for owner in lineage.classes for node in _inits(owner)]
    active = {node for node, _ in (*reached, *made_by, *supered)}
    provided = {name for owner in lineage.classes for name in _class_level(owner)}
    provided |= {name for node in active for name in _stored(node)}
    provided |= {name for base in lineage.outer for name in dir(getattr(builtins, base, object))}
    seen: set[str] = set()
    for node, _ in reached:
        if _guards_attributes(node):
            continue
        for name in _read_from_self(node, maker):
            if name not in provided and name not in seen and not name.startswith("__"):
                seen.add(name)
                yield name
    for use in function_uses(function, maker).get("self", ()):
        path = f"self.{use.detail}"
        followed = function_uses(function, maker).get(path, ())
        if (
            use.detail in seen
            or use.detail.startswith("_")
            or not any(item.kind is UseKind.ATTRIBUTE for item in followed)
        ):
            continue
        if _only_none(use.detail, lineage) and not _tested(path, function):
            seen.add(use.detail)
            yield use.detail


def _inits(owner: ast.ClassDef) -> Iterator[Function]:
    for node in owner.body:
        if isinstance(node, ast.FunctionDef) and node.name in (
            "__init__",
            "__new__",
            "__post_init__",
        ):
            yield node


def _class_level(owner: ast.ClassDef) -> Iterator[str]:
    """Names that the class statement itself binds; an annotation alone binds only in a record class."""
    record = bool(owner.decorator_list) or any(last_name(base) in _RECORDS for base in owner.bases)
    for node in owner.body:
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if (
                value is not None or record
            ):
                yield name
            case ast.AnnAssign():
                pass
            case _:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                        yield inner.id
                    elif isinstance(inner, ast.FunctionDef | ast.ClassDef):
                        yield inner.name
                    elif isinstance(inner, ast.alias):
                        yield inner.asname or inner.name


def _stored(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.Call(
                func=ast.Attribute(attr="__setattr__") | ast.Name(id="setattr"), args=args
            ):
                yield from (
                    item.value
                    for item in args
                    if isinstance(item, ast.Constant) and isinstance(item.value, str)
                )
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="__dict__"), attr="update"),
                keywords=keywords,
            ):
                yield from (item.arg for item in keywords if item.arg)
            case _:
                pass


def _only_none(name: str, lineage: Lineage) -> bool:
    """Whether every value that the class gives to the attribute, until other code sets it, is None."""
    values: list[ast.expr] = []
    for owner in lineage.classes:
        for node in (*owner.body, *(inner for made in _inits(owner) for inner in ast.walk(made))):
            match node:
                case ast.Assign(
                    targets=[ast.Name(id=found) | ast.Attribute(attr=found)], value=value
                ) if found == name:
                    values.append(value)
                case ast.AnnAssign(
                    target=ast.Name(id=found) | ast.Attribute(attr=found), value=value
                ) if found == name:
                    values += [value] if value is not None else []
                case _:
                    pass
    return bool(values) and all(
        isinstance(value, ast.Constant) and value.value is None for value in values
    )


def _tested(path: str, function: Function) -> bool:
    return any(
        isinstance(node, ast.If | ast.IfExp | ast.Assert | ast.While | ast.BoolOp)
        and path in ast.unparse(node.values[0] if isinstance(node, ast.BoolOp) else node.test)
        for node in ast.walk(function)
    )


def _guards_attributes(function: Function) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id in ("AttributeError", "hasattr", "getattr")
        for node in ast.walk(function)
    )


def _is_harmless(base: str) -> bool:
    return base.startswith(
        ("typing.", "abc.", "collections.abc.", "typing_extensions.")
    ) or hasattr(builtins, base)


_DEEPEST: Final = 3
_RECORDS: Final = frozenset({"NamedTuple", "TypedDict", "BaseModel", "Struct"})
