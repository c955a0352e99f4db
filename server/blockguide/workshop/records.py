"""Values as JSON types, and the strict way back, by the types that their classes declare."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from blockguide.errors import BlockGuideError, ErrorCode

_T = TypeVar("_T")


class BadRecordError(ValueError):
    """A record was not made from a value of the type that is asked for."""


def to_record(value: object) -> Any:  # noqa: ANN401 - JSON
    """A value as strings, numbers, lists and dictionaries.

    It is made of dataclasses, tuples, enumerations and paths; what is JSON already stays. An object's class is
    told where it may stand among others.
    """
    match value:
        case Enum():
            return value.value
        case Path():
            return str(value)
        case tuple():
            return [to_record(each) for each in value]
        case _ if is_dataclass(value):
            kind: Any = type(value)
            inner = {name: to_record(getattr(value, name)) for name in _types(kind)}
            return {_CLASS: kind.__name__, **inner}
        case _:
            return value


def from_record(kind: type[_T], record: object) -> _T:
    """The value of type `kind` that `to_record` made `record` from.

    Raises:
        BadRecordError: it was not made from one.
    """
    return cast("_T", _value(kind, record))


def error_to_record(error: BlockGuideError) -> dict[str, object]:
    """A failure as its stable name and its two sentences."""
    return {"code": error.code.value, "message": error.message, "advice": error.advice}


def error_from_record(record: object) -> BlockGuideError:
    """The failure that `error_to_record` made `record` from.

    Raises:
        BadRecordError: it was not made from one.
    """
    match record:
        case {"code": str(code), "message": str(message), "advice": str(advice)}:
            return BlockGuideError(cast("ErrorCode", _value(ErrorCode, code)), message, advice)
    raise BadRecordError("this is no failure")


_CLASS = "is"


def _value(kind: Any, record: object) -> object:  # noqa: ANN401 - any type
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(get_args(kind), record)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(inner, each) for each in _expected(list, record))
    if is_dataclass(kind):
        return _object(kind, _expected(dict, record))
    return _leaf(origin or kind, record)


def _leaf(kind: Any, record: object) -> object:  # noqa: ANN401 - any type
    if kind is Path:
        return Path(_expected(str, record))
    if issubclass(kind, Enum):
        try:
            return kind(record)
        except ValueError as error:
            raise BadRecordError(f"{record!r} is no {kind.__name__}") from error
    return _expected(kind, record)


def _one_of(kinds: tuple[Any, ...], record: object) -> object:
    if record is None and NoneType in kinds:
        return None
    if isinstance(record, Mapping) and _CLASS in record:
        for kind in kinds:
            if getattr(kind, "__name__", "") == record[_CLASS]:
                return _value(kind, record)
        raise BadRecordError(f"{record[_CLASS]!r} cannot stand here")
    for kind in kinds:
        if kind is not NoneType and not is_dataclass(kind):
            return _value(kind, record)
    raise BadRecordError(f"{type(record).__name__} cannot stand here")


def _object(kind: Any, record: Mapping[str, object]) -> object:  # noqa: ANN401 - any dataclass
    types = _types(kind)
    if record.keys() != {_CLASS, *types} or record[_CLASS] != kind.__name__:
        raise BadRecordError(f"this is no {kind.__name__}")
    return kind(**{name: _value(inner, record[name]) for name, inner in types.items()})


@cache
def _types(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _expected(kind: type[_T], record: object) -> _T:
    if type(record) is kind:
        return record
    if kind is float and type(record) is int:
        return cast("_T", float(record))
    raise BadRecordError(f"expected {kind.__name__}, found {type(record).__name__}")
