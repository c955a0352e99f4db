"""What an endpoint's status means for a person."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

from blockguide.writers.model.fault_words import host_of
from blockguide.writers.model.proxies import refusing_proxy
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind

LONGEST_WAIT: Final = 60.0
"""Seconds of `Retry-After` past which waiting is left to the person."""

_TOO_LONG = ("context", "too long", "maximum", "exceed", "tokens")


def fault_of_status(status: int, error: BaseException, endpoint: Endpoint) -> EndpointFault:  # noqa: PLR0911 - one for each kind
    """The fault that an answer with `status` is; `error` is what the library made of it."""
    host = host_of(endpoint)
    said = str(error).casefold()
    match status:
        case 401:
            sentence = (
                f"{host} does not accept the key."
                if endpoint.key
                else f"{host} wants a key, and none is set."
            )
            return EndpointFault(
                FaultKind.KEY,
                sentence,
                "Set BLOCKGUIDE_API_KEY or OPENAI_API_KEY, or set the key in the editor.",
            )
        case 403:
            return EndpointFault(
                FaultKind.FORBIDDEN,
                f"{host} does not allow this key to use `{endpoint.model}`.",
                "Choose another model, or ask whoever gave out the key.",
            )
        case 404:
            return EndpointFault(
                FaultKind.MODEL,
                f"{host} knows no model `{endpoint.model}`, or nothing is served at this address.",
                "`blockguide models` lists what the endpoint offers; most addresses end in /v1.",
            )
        case 407:
            return refusing_proxy(endpoint, str(status))
        case 400 | 413 | 422 if status == 413 or any(word in said for word in _TOO_LONG):
            return EndpointFault(
                FaultKind.TOO_LONG,
                f"The block and its context are longer than `{endpoint.model}` can read.",
                "Select a smaller block, or set `blockguide.endpoint.contextTokens` "
                "(or BLOCKGUIDE_CONTEXT_TOKENS) to the model's window.",
            )
        case 408 | 409 | 425 | 429:
            return EndpointFault(
                FaultKind.LIMIT,
                f"{host} asks to wait: too many requests.",
                "Try again later, or choose another endpoint.",
                _wait_after(error),
            )
        case _ if status >= 500:
            return EndpointFault(
                FaultKind.SERVER,
                f"{host} failed (status {status}).",
                "Try again later, or look at the server's own log.",
                _wait_after(error),
            )
        case _ if status < 400:
            return EndpointFault(
                FaultKind.BROKEN,
                f"{host} sends the request on to another address (status {status}).",
                "Set the address that it is served at; most end in /v1, and some networks want a log-in first.",
            )
    return EndpointFault(
        FaultKind.BROKEN,
        f"{host} refused the request (status {status}).",
        "Look whether the address and the model are right; `blockguide doctor` tries them.",
    )


def _wait_after(error: BaseException) -> float | None:
    """Seconds after which another try is worth it; None where the endpoint wants too many."""
    wait = _retry_after(error) or 0.0
    return wait if wait <= LONGEST_WAIT else None


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after", "") if isinstance(headers, Mapping) else ""
    try:
        return max(float(value), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(value).timestamp() - time(), 0.0)
    except (TypeError, ValueError):
        return None
