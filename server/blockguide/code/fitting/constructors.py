"""What a call of a class of the project may pass, where it is certain."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.fitting.ancestry import Ancestor, ancestry
from blockguide.code.fitting.definitions import defines, last_names, only
from blockguide.code.fitting.fields import dataclass_signature, makes_init, tuple_signature
from blockguide.code.fitting.members import CLASS_DECORATORS
from blockguide.code.fitting.outer import inherits_nothing, outer_signature
from blockguide.code.fitting.signatures import Signature, bound, signature_of
from blockguide.code.fitting.world import Found, World

_CONSTRUCTORS: Final = ("__new__", "__init__")


def constructor_signature(world: World, owner: Found) -> Signature | None:
    """What a call of a class may pass: what the nearest of its ancestors' constructors takes, if certain."""
    line = ancestry(world, owner)
    if line is None:
        return _own(world, owner)
    return _nearest(line) if _is_plain(line) else None


def _nearest(line: Sequence[Ancestor]) -> Signature | None:  # noqa: PLR0911 - one return for each kind of ancestor
    """What the first constructor takes of those that the ancestors have."""
    for place, each in enumerate(line):
        if isinstance(each, Signature):
            return each
        if isinstance(each, str):
            if inherits_nothing(each):
                continue
            return outer_signature(each)
        if place and defines(_class(each), "__init_subclass__"):
            return None
        if any(defines(_class(each), name) for name in _CONSTRUCTORS):
            return _declared(_class(each))
        if makes_init(_class(each)):
            above = [_class(one) for one in line[place:] if isinstance(one, Found)]
            return dataclass_signature(above)
        if "NamedTuple" in (last_names(_class(each).bases) or ()):
            return tuple_signature(_class(each))
    return Signature()


def is_made_plainly(world: World, owner: Found) -> bool:
    """Whether a call of a class surely makes an object of that class."""
    family = world.family(owner).members
    return bool(family) and not any(
        isinstance(each.node, ast.ClassDef)
        and (_is_made_otherwise(each.node) or defines(each.node, "__new__"))
        for each in family
    )


def _own(world: World, owner: Found) -> Signature | None:
    """What the class's own initialiser takes, where its bases are not all known but are no others' makers."""
    node = _class(owner)
    decorators = last_names(node.decorator_list)
    if decorators is None or not decorators <= CLASS_DECORATORS:
        return None
    if not is_made_plainly(world, owner) or not defines(node, "__init__"):
        return None
    return _declared(node)


def _is_plain(line: Sequence[Ancestor]) -> bool:
    """Whether no decorator, metaclass or kind of class changes what a call of the first one means."""
    classes = [_class(one) for one in line if isinstance(one, Found)]
    if "Protocol" in (last_names(classes[0].bases) or ()):
        return False
    if any(isinstance(one, str) and one in _OTHERWISE for one in line):
        return False
    decorators = [last_names(one.decorator_list) for one in classes]
    return all(
        names is not None and names <= CLASS_DECORATORS and not _is_made_otherwise(one)
        for names, one in zip(decorators, classes, strict=True)
    )


def _is_made_otherwise(owner: ast.ClassDef) -> bool:
    """Whether a metaclass or another keyword of the class statement may change how objects are made."""
    return any(
        keyword.arg != "metaclass" or last_names([keyword.value]) != frozenset({"ABCMeta"})
        for keyword in owner.keywords
    )


def _declared(owner: ast.ClassDef) -> Signature | None:
    """What the constructors that a class's body defines take: `__new__`, unless it takes anything."""
    signature = None
    for name in _CONSTRUCTORS:
        if not defines(owner, name):
            continue
        found = only(owner.body, name)
        if not isinstance(found, ast.FunctionDef) or found.decorator_list:
            return None
        signature = bound(signature_of(found.args))
        if not (signature.more_positions and signature.more_keywords):
            return signature
    return signature


def _class(one: Found) -> ast.ClassDef:
    assert isinstance(one.node, ast.ClassDef)
    return one.node


_OTHERWISE: Final = frozenset(
    f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum")
)
