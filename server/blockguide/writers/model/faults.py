"""Every way in which an endpoint fails, told in one plain sentence and one advice."""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import Final
from urllib.parse import urlsplit

from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind

LONGEST_WAIT: Final = 60.0
"""Seconds of `Retry-After` past which waiting is left to the person."""

_TOO_LONG = ("context", "too long", "maximum", "exceed", "tokens")


def fault_of(error: BaseException, endpoint: Endpoint) -> EndpointFault:
    """What `error`, raised by a request to `endpoint`, means for a person.

    The sentence carries no key, no code and nothing that the endpoint sent.
    """
    if isinstance(error, EndpointFault):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _fault_of_status(status, error, endpoint)
    for cause in _causes(error):
        fault = _fault_of_cause(cause, endpoint)
        if fault is not None:
            return fault
    # An event of the stream that tells an error has no status; its type is the library's own base class.
    if type(error).__name__ == "APIError":
        return EndpointFault(
            FaultKind.BROKEN,
            f"{host_of(endpoint)} broke off with an error of its own.",
            "Try again, or look at the server's own log.",
            retry_after=0.0,
        )
    return broken(endpoint, "broke the connection off")


def broken(endpoint: Endpoint, what: str) -> EndpointFault:
    """The endpoint does what no endpoint does: "broke the connection off"."""
    return EndpointFault(
        FaultKind.BROKEN,
        f"{host_of(endpoint)} {what}.",
        "Try again; if it stays so, look whether the address is that of an OpenAI-compatible server.",
        retry_after=0.0,
    )


def slow(endpoint: Endpoint, what: str, seconds: float) -> EndpointFault:
    """The endpoint let a deadline pass: "sent no word"."""
    return EndpointFault(
        FaultKind.SLOW,
        f"{host_of(endpoint)} {what} for {seconds:g} seconds.",
        "Try again, choose a faster model, or raise the timeout in the settings.",
    )


def host_of(endpoint: Endpoint) -> str:
    """The endpoint as people name it: `localhost:11434`."""
    parts = urlsplit(endpoint.base_url)
    host = parts.hostname or "The endpoint"
    try:
        return f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        return host


def _fault_of_status(status: int, error: BaseException, endpoint: Endpoint) -> EndpointFault:  # noqa: PLR0911 - one for each kind
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
                FaultKind.KEY, sentence, "Set OPENAI_API_KEY, or set the key in the editor."
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
                "`blockguide models` lists what the endpoint offers.",
            )
        case 400 | 413 | 422 if status == 413 or any(word in said for word in _TOO_LONG):
            return EndpointFault(
                FaultKind.TOO_LONG,
                f"The block and its context are longer than `{endpoint.model}` can read.",
                "Select a smaller block, or set the size of the model's window in the settings.",
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
    return EndpointFault(
        FaultKind.BROKEN,
        f"{host} refused the request (status {status}).",
        "Look whether the address and the model are right; `blockguide doctor` tries them.",
    )


def _fault_of_cause(error: BaseException, endpoint: Endpoint) -> EndpointFault | None:  # noqa: PLR0911 - one for each kind
    host, said = host_of(endpoint), str(error)
    if isinstance(error, UnicodeEncodeError):
        return EndpointFault(
            FaultKind.KEY,
            "The key holds a character that no key can have.",
            "Set the key again; copy it without quotes or spaces around it.",
        )
    if isinstance(error, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in said:
        return EndpointFault(
            FaultKind.TLS,
            f"The connection to {host} cannot be trusted: its certificate does not hold.",
            "Look whether the address is right and starts with http:// or https:// as it should.",
        )
    if isinstance(error, socket.gaierror) or "Name or service not known" in said:
        return EndpointFault(
            FaultKind.NAME,
            f"There is no host {host} to be found.",
            "Look at the address, and whether there is a network.",
        )
    if isinstance(error, ConnectionRefusedError) or "onnection refused" in said:
        return EndpointFault(
            FaultKind.REFUSED,
            f"Nothing answers at {host}.",
            "Start the server, or set another address.",
        )
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return slow(endpoint, "did not answer", endpoint.connect_seconds)
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return broken(endpoint, "sent what is no answer")
    if "UnsupportedProtocol" in type(error).__name__ or "InvalidURL" in type(error).__name__:
        return EndpointFault(
            FaultKind.ADDRESS,
            "The endpoint's address is none that can be called.",
            "Write it like http://localhost:11434/v1.",
        )
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, the deepest first: it knows best."""
    chain = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return reversed(chain)


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
