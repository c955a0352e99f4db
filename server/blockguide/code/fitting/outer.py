"""What the constructors of the language's own classes take, as far as a subclass inherits them."""

import builtins
from typing import Final

from blockguide.code.fitting.signatures import Signature

_ONE: Final = Signature(("iterable",), 1, 0)
_CLASS: Final = Signature(("name", "bases", "namespace"), 3, 3, more_keywords=True)
_VIEW: Final = Signature(("mapping",), 0, 1)
_TAKING: Final = {
    "builtins.list": _ONE,
    "builtins.set": _ONE,
    "builtins.frozenset": _ONE,
    "builtins.tuple": _ONE,
    "builtins.dict": Signature(("iterable",), 1, 0, more_keywords=True),
    "builtins.type": Signature(("object", "bases", "namespace"), 3, 1, more_keywords=True),
    "abc.ABCMeta": _CLASS,
    "enum.EnumMeta": _CLASS,
    "enum.EnumType": _CLASS,
    "collections.abc.MappingView": _VIEW,
    "collections.abc.KeysView": _VIEW,
    "collections.abc.ItemsView": _VIEW,
    "collections.abc.ValuesView": _VIEW,
    "typing.MappingView": _VIEW,
    "typing.KeysView": _VIEW,
    "typing.ItemsView": _VIEW,
    "typing.ValuesView": _VIEW,
}
_UNCERTAIN: Final = frozenset(
    {"NamedTuple", "TypedDict", "Text", "Any", "List", "Dict", "Set", "FrozenSet", "Tuple", "Type"}
    | {"Deque", "DefaultDict", "OrderedDict", "Counter", "ChainMap"}
)
"""Of `typing` and the like, what has a constructor: its own, or that of the builtin class it stands for."""
_OWN_KEYWORDS: Final = (ImportError, AttributeError, NameError, UnicodeError, StopIteration)


def inherits_nothing(name: str) -> bool:
    """Whether a class of the language, by its dotted name, has no constructor of its own."""
    module, _, last = name.rpartition(".")
    plain = module in {"typing", "typing_extensions", "abc", "collections.abc"}
    return name == "builtins.object" or (plain and name not in _TAKING and last not in _UNCERTAIN)


def outer_signature(name: str) -> Signature | None:
    """What a call of a subclass of it may pass; None where that is not certain."""
    if name in _TAKING:
        return _TAKING[name]
    module, _, last = name.rpartition(".")
    kind = getattr(builtins, last, None) if module == "builtins" else None
    if isinstance(kind, type) and issubclass(kind, BaseException):
        return None if issubclass(kind, _OWN_KEYWORDS) else Signature(more_positions=True)
    return None
