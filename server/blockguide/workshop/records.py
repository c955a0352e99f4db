"""Values as JSON types, and the strict way back, by the types that their classes declare."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
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
    return cast("_T", _reader(cast("Any", kind))(record))


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
            return BlockGuideError(cast("ErrorCode", _member(ErrorCode, code)), message, advice)
    raise BadRecordError("this is no failure")


_CLASS = "is"


_Reader = Callable[[object], object]


@cache
def _reader(kind: Any) -> _Reader:  # noqa: ANN401 - any type
    """What reads a value of a type: its declaration is looked into once, not for each record."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(get_args(kind))
    if origin is tuple:
        inner = _reader(get_args(kind)[0])
        return lambda record: tuple(map(inner, _expected(list, record)))
    if is_dataclass(kind):
        return _object(kind)
    leaf: Any = origin or kind
    if leaf is Path:
        return lambda record: Path(_expected(str, record))
    if issubclass(leaf, Enum):
        return partial(_member, leaf)
    return partial(_expected, leaf)


def _member(kind: type[Enum], record: object) -> Enum:
    try:
        return kind(record)
    except ValueError as error:
        raise BadRecordError(f"{record!r} is no {kind.__name__}") from error


def _one_of(kinds: tuple[Any, ...]) -> _Reader:
    plain = [kind for kind in kinds if kind is not NoneType and not is_dataclass(kind)]
    classes = {kind.__name__: _reader(kind) for kind in kinds if kind not in (*plain, NoneType)}
    others = [_reader(kind) for kind in plain]
    is_optional = NoneType in kinds

    def read(record: object) -> object:
        if record is None and is_optional:
            return None
        if isinstance(record, dict) and _CLASS in record:
            if record[_CLASS] in classes:
                return classes[record[_CLASS]](record)
            raise BadRecordError(f"{record[_CLASS]!r} cannot stand here")
        if not others:
            raise BadRecordError(f"{type(record).__name__} cannot stand here")
        return others[0](record)

    return read


def _object(kind: Any) -> _Reader:  # noqa: ANN401 - any dataclass
    readers = {name: _reader(inner) for name, inner in _types(kind).items()}
    names = {_CLASS, *readers}

    def read(record: object) -> object:
        told = _expected(dict, record)
        if told.keys() != names or told[_CLASS] != kind.__name__:
            raise BadRecordError(f"this is no {kind.__name__}")
        return kind(**{name: inner(told[name]) for name, inner in readers.items()})

    return read


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
