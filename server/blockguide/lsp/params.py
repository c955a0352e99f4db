"""Reads what a client sent with our own methods: whole, or refused with one sentence."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from blockguide.lsp.wire import (
    DocumentParams,
    GuideParams,
    JobParams,
    KeyParams,
    Position,
    Range,
    ShowParams,
)

_T = TypeVar("_T")


class BadParams(ValueError):  # noqa: N818 - it says what the parameters are
    """Parameters that are not what their method carries; the message is one sentence."""


def document_params(value: object) -> DocumentParams:
    """The parameters of `blockguide.document` and `blockguide/document`.

    Raises:
        BadParams: `value` is not them.
    """
    places = _field(value, "range", _anything)
    return DocumentParams(
        _field(value, "uri", _text),
        Range(_position(places, "start"), _position(places, "end")),
        _optional(value, "version", _number),
        bool(_optional(value, "fresh", _truth)),
        _token(value, "partialResultToken"),
        _token(value, "workDoneToken"),
    )


def guide_params(value: object) -> GuideParams:
    """The parameters of `blockguide.forget`.

    Raises:
        BadParams: `value` is not them.
    """
    return GuideParams(_field(value, "key", _text))


def show_params(value: object) -> ShowParams:
    """The parameters of `blockguide.show`.

    Raises:
        BadParams: `value` is not them.
    """
    return ShowParams(
        _field(value, "key", _text),
        _optional(value, "uri", _text) or "",
        _optional(value, "name", _text) or "",
    )


def job_params(value: object) -> JobParams:
    """The parameters of `blockguide.cancel`.

    Raises:
        BadParams: `value` is not them.
    """
    return JobParams(_field(value, "job", _text))


def document_uri(value: object) -> str:
    """The document of `blockguide/guides`.

    Raises:
        BadParams: `value` names none.
    """
    return _field(value, "uri", _text)


def key_params(value: object) -> KeyParams:
    """The parameters of `blockguide/setKey`.

    Raises:
        BadParams: `value` is not them; the sentence does not hold it.
    """
    return KeyParams(_field(value, "key", _text_or_none).strip())


def _position(places: object, name: str) -> Position:
    position = _field(places, name, _anything)
    return Position(_field(position, "line", _number), _field(position, "character", _number))


def _field(value: object, name: str, of: Callable[[object], _T | None]) -> _T:
    field = of(_raw(value, name))
    if field is None:
        raise BadParams(f"`{name}` is missing, or not what it must be.")
    return field


def _optional(value: object, name: str, of: Callable[[object], _T | None]) -> _T | None:
    return None if _raw(value, name) is None else _field(value, name, of)


def _raw(value: object, name: str) -> object:
    # A request that is not LSP's own arrives as nested named tuples, a command's argument as a mapping.
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _anything(value: object) -> Any:  # noqa: ANN401 - JSON
    return value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if whole else None  # type: ignore[return-value]


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _token(value: object, name: str) -> str | int | None:
    token = _raw(value, name)
    if isinstance(token, str | int) and not isinstance(token, bool):
        return token
    if token is None:
        return None
    raise BadParams(f"`{name}` is not what it must be.")
