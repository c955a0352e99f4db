"""Where a model answers: presets by name, addresses checked before anything is sent to them."""

import ipaddress
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from blockguide.writers.model.values import EndpointFault, FaultKind


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of endpoint.

    Attributes:
        name: as it stands in the settings: `ollama`.
        title: as its makers write it.
        base_url: where it usually answers; empty where each person has an address of their own.
        key: whether it wants one: `required`, `optional`, `none`.
        context_tokens: the window to count on where nothing else is known.
        example: a model's name there.
    """

    name: str
    title: str
    base_url: str
    key: str
    context_tokens: int
    example: str


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, in the order of `presets.toml`."""
    text = resources.files(__package__).joinpath("presets.toml").read_text("utf-8")
    return tuple(Preset(**record) for record in tomllib.loads(text)["preset"])


def checked_address(base_url: str, plain_http_hosts: tuple[str, ...] = ()) -> str:
    """The address without a slash at its end.

    Args:
        base_url: as the person wrote it.
        plain_http_hosts: hosts that the person allows to be spoken to without encryption.

    Raises:
        EndpointFault: ADDRESS for no address, UNSAFE for plain http to another machine.
    """
    if not base_url.strip():
        raise EndpointFault(
            FaultKind.ADDRESS,
            "No address of an endpoint is set.",
            "Set OPENAI_BASE_URL, `--base-url` or `blockguide.endpoint.baseUrl`.",
        )
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise EndpointFault(
            FaultKind.ADDRESS,
            "The endpoint's address is none that can be called.",
            "Write it like http://localhost:11434/v1.",
        )
    if parts.username or parts.password:
        raise EndpointFault(
            FaultKind.UNSAFE,
            "The endpoint's address holds a password.",
            "Take it out of the address, and set it as the key.",
        )
    if (
        parts.scheme == "http"
        and not is_loopback(base_url)
        and parts.hostname not in plain_http_hosts
    ):
        raise EndpointFault(
            FaultKind.UNSAFE,
            f"Plain http to {parts.hostname} would show your code to the network.",
            f"Use https, or allow it: BLOCKGUIDE_PLAIN_HTTP_HOSTS={parts.hostname}, or the host in "
            "`blockguide.endpoint.plainHttpHosts`.",
        )
    return base_url.strip().rstrip("/")


def is_loopback(base_url: str) -> bool:
    """Whether the address is on this machine."""
    try:
        host = urlsplit(base_url.strip()).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
