"""What kind of class a class is: an enumeration, an exception."""

import ast
from typing import Final

from blockguide.writers.offline.example.lineage import Lineage, last_name


def first_member(lineage: Lineage) -> str:
    """The first member of an enumeration; empty for any other class."""
    if not is_enum(lineage):
        return ""
    for node in lineage.classes[0].body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name) | ast.Tuple(elts=[ast.Name(id=name), *_]), *_]
            ) if not name.startswith("_"):
                return name
            case _:
                pass
    return ""


def is_enum(lineage: Lineage) -> bool:
    """Whether the class is an enumeration."""
    made = any(last_name(item) == "_simple_enum" for item in lineage.classes[0].decorator_list)
    return made or any(name in _ENUMS for name in lineage.outer_names)


def is_exception(lineage: Lineage) -> bool:
    """Whether the class is an exception, by the names of its bases."""
    return any(
        name.endswith(("Error", "Exception", "Warning", "Exit", "Interrupt"))
        for name in lineage.outer_names
    )


def is_metaclass(lineage: Lineage) -> bool:
    """Whether the class makes classes."""
    return any(base.rpartition(".")[2] in _METACLASSES for base in lineage.outer)


_METACLASSES: Final = frozenset({"type", "ABCMeta", "EnumMeta", "EnumType"})
_ENUMS: Final = frozenset(
    {
        "Enum",
        "IntEnum",
        "StrEnum",
        "Flag",
        "IntFlag",
        "ReprEnum",
        "Choices",
        "TextChoices",
        "IntegerChoices",
    }
)
