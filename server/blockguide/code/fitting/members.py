"""Whether an object of a class has an attribute."""

import ast
import re
from types import FunctionType
from typing import Final

from blockguide.code.fitting.definitions import defines, last_names
from blockguide.code.fitting.world import Found, World

CLASS_DECORATORS: Final = frozenset({"dataclass", "final", "total_ordering", "runtime_checkable"})
"""Decorators after which a class has the attributes that its body shows."""

_OF_TYPES: Final = frozenset(dir(type))
_OF_FUNCTIONS: Final = frozenset(dir(FunctionType))
_MANGLED: Final = re.compile(r"_[^\W_]\w*?__\w")
_DYNAMIC: Final = ("__getattr__", "__getattribute__", "__init_subclass__")
_WRITING: Final = ("__dict__", "vars(self", "locals()")


def has_member(world: World, owner: Found, name: str) -> bool | None:
    """Whether an object of the class `owner` has the attribute `name`; None unless it is certain.

    An attribute that is named anywhere in the files of the class and its bases may be the object's;
    what has a class's name before its own is taken to be there.
    """
    if name in _OF_TYPES or _MANGLED.match(name):
        return True
    family = world.family(owner)
    if not family.complete:
        return None
    classes = [each.node for each in family.members if isinstance(each.node, ast.ClassDef)]
    if any(defines(each, name) for each in classes):
        return True
    texts = {each.file.path: world.text_of(each.file) for each in family.members}
    if any(f"{mark}{name}" in text for text in texts.values() for mark in ".'\""):
        return True
    written = any("setattr(" in text for text in texts.values()) or any(map(_writes, classes))
    return False if not written and all(map(_shows_all, classes)) else None


def lacks_attribute(world: World, function: Found, name: str) -> bool:
    """Whether a function that no decorator touches surely has no such attribute, as no file of it sets one."""
    if isinstance(function.node, ast.ClassDef) or function.node.decorator_list:
        return False
    text = world.text_of(function.file)
    return name not in _OF_FUNCTIONS and f".{name}" not in text and "setattr(" not in text


def _writes(owner: ast.ClassDef) -> bool:
    """Whether the methods of a class may give attributes to its objects that its text does not name."""
    text = ast.unparse(owner)
    return any(sign in text for sign in _WRITING)


def _shows_all(owner: ast.ClassDef) -> bool:
    """Whether a class shows all its attributes in its text."""
    decorators = last_names(owner.decorator_list)
    return (
        decorators is not None
        and decorators <= CLASS_DECORATORS
        and not any(defines(owner, name) for name in _DYNAMIC)
    )
