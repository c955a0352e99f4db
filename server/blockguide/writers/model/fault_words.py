"""The faults that several causes share, in the words of a person: what is wrong, and what can be done."""

from urllib.parse import urlsplit

from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind


def broken(endpoint: Endpoint, what: str) -> EndpointFault:
    """The endpoint does what no endpoint does: "broke the connection off"."""
    return EndpointFault(
        FaultKind.BROKEN,
        f"{host_of(endpoint)} {what}.",
        "Try again; if it stays so, look whether the address is that of an OpenAI-compatible server.",
        retry_after=0.0,
    )


def slow(endpoint: Endpoint, what: str, seconds: float, remedy: str) -> EndpointFault:
    """The endpoint let a deadline pass: it "sent no word".

    Args:
        endpoint: whose it is.
        what: it did or did not do.
        seconds: for how long.
        remedy: what a person can do: "choose a faster model, or raise `...`".
    """
    span = f"{seconds:g} second{'' if seconds == 1 else 's'}"
    sentence = f"{host_of(endpoint)} {what} for {span}."
    return EndpointFault(FaultKind.SLOW, sentence, f"Try again, {remedy}.")


def endless(endpoint: Endpoint, size: int) -> EndpointFault:
    """The endpoint sent `size` bytes, and would have sent more."""
    return EndpointFault(
        FaultKind.BROKEN,
        f"{host_of(endpoint)} sent {size // 1_000_000} MB without an end, so BlockGuide hung up.",
        "Look whether the address is that of an OpenAI-compatible server.",
    )


def unreadable_certificates() -> EndpointFault:
    """The certificates that the environment names cannot be read."""
    return EndpointFault(
        FaultKind.TLS,
        "The certificates that the environment names cannot be read.",
        "Look at SSL_CERT_FILE and SSL_CERT_DIR.",
    )


def host_of(endpoint: Endpoint) -> str:
    """The endpoint as people name it: `localhost:11434`."""
    return place_in(endpoint.base_url) or "The endpoint"


def place_in(address: str) -> str:
    """The host in an address, and its port where it has one, nothing else of it; empty where there is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    return f"{host}:{port}" if port else host
