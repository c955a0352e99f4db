"""Works out expressions over literals, without running anything of the file."""

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final


class _Unknown:
    """The one value that says: this cannot be told."""


UNKNOWN: Final = _Unknown()


@dataclass(frozen=True, slots=True)
class Symbol:
    """An object of which only the name is known: it is itself, and nothing else can be told."""

    name: str

    def __bool__(self) -> bool:
        raise TypeError(self.name)


def evaluated(node: ast.expr, known: dict[str, object]) -> Any:  # noqa: ANN401 - any literal can come out
    """The value of an expression where its names have these values, or `UNKNOWN`."""
    try:
        return _value(node, known)
    except (
        _Untold,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        RecursionError,
        MemoryError,
    ):
        return UNKNOWN


class _Untold(Exception):  # noqa: N818 - a signal inside this file, no error
    pass


def _value(node: ast.expr, known: dict[str, object]) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            found = known.get(name, UNKNOWN)
            if found is UNKNOWN:
                raise _Untold
            return found
        case ast.List(elts=items):
            return [_value(item, known) for item in items]
        case ast.Tuple(elts=items):
            return tuple(_value(item, known) for item in items)
        case ast.Set(elts=items):
            return {_value(item, known) for item in items}
        case ast.Dict(keys=keys, values=values):
            if None in keys:
                raise _Untold
            return {
                _value(key, known): _value(value, known)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            }
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, known)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, known)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_value(left, known), _value(right, known))
        case ast.BoolOp(op=op, values=values):
            return _boolean(isinstance(op, ast.Or), values, known)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            nearest = _value(left, known)
            for comparison, item in zip(ops, comparators, strict=True):
                other = _value(item, known)
                if not _COMPARE[type(comparison)](nearest, other):
                    return False
                nearest = other
            return True
        case ast.Call(func=ast.Name(id="isinstance"), args=[item, kinds], keywords=[]):
            value = _value(item, known)
            return value is not None and isinstance(value, _types(kinds, value))
        case ast.Call(
            func=ast.Name(id="hasattr"), args=[item, ast.Constant(value=str(name))], keywords=[]
        ):
            return hasattr(_value(item, known), name)
        case ast.Call(func=ast.Name(id="callable"), args=[item], keywords=[]):
            _value(item, known)
            return False
        case ast.Call(func=ast.Name(id=name), args=[item], keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_value(item, known))
        case ast.Call(func=ast.Attribute(value=base, attr=attr), args=items, keywords=[]) if (
            attr in _METHODS
        ):
            owner = _value(base, known)
            if isinstance(owner, str | bytes):
                return getattr(owner, attr)(*(_value(item, known) for item in items))
            raise _Untold
        case ast.Subscript(value=base, slice=index) if not isinstance(index, ast.Slice):
            return _value(base, known)[_value(index, known)]
        case _:
            raise _Untold


def _boolean(either: bool, values: list[ast.expr], known: dict[str, object]) -> Any:  # noqa: ANN401, FBT001
    """`and` and `or`: told as soon as one part decides, even where another cannot be told."""
    untold = False
    value: Any = not either
    for item in values:
        value = evaluated(item, known)
        if value is UNKNOWN:
            untold = True
        elif bool(value) is either:
            return value
    if untold:
        raise _Untold
    return value


def _types(node: ast.expr, value: object) -> tuple[type, ...]:
    """The types that are known; all of them must be, unless one already fits."""
    names = node.elts if isinstance(node, ast.Tuple) else [node]
    found = tuple(
        _TYPES[name.id] for name in names if isinstance(name, ast.Name) and name.id in _TYPES
    )
    if len(found) != len(names) and not isinstance(value, found):
        raise _Untold
    return found


_BINARY: Final[dict[type, Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mod: operator.mod,
    ast.FloorDiv: operator.floordiv,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
}
_COMPARE: Final[dict[type, Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "len": len,
    "int": int,
    "str": str,
    "bool": bool,
    "abs": abs,
    "any": any,
    "all": all,
    "set": set,
    "tuple": tuple,
}
_METHODS: Final = frozenset(
    {
        "startswith",
        "endswith",
        "isdigit",
        "isidentifier",
        "isalpha",
        "lower",
        "upper",
        "strip",
        "isalnum",
        "isspace",
    }
)
_TYPES: Final[dict[str, type]] = {
    kind.__name__: kind
    for kind in (int, str, bytes, float, bool, list, dict, tuple, set, complex, bytearray)
}
