"""The proxy between this machine and an endpoint, as the environment names one, and what is wrong with it."""

from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from blockguide.writers.model.endpoint import is_loopback
from blockguide.writers.model.fault_words import host_of, place_in
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind

_UNKNOWN: Final = "that the environment names"
_WANTS_A_NAME: Final = "407"


def proxy_for(endpoint: Endpoint) -> str:
    """The proxy, as its host and port; empty where none is between, as for what is on this machine."""
    parts = urlsplit(endpoint.base_url)
    host = parts.hostname or ""
    if is_loopback(endpoint.base_url) or proxy_bypass(host):
        return ""
    proxies = getproxies()
    address = proxies.get(parts.scheme) or proxies.get("all") or ""
    if not address:
        return ""
    return place_in(address if "://" in address else f"//{address}") or _UNKNOWN


def unreachable_proxy(endpoint: Endpoint) -> EndpointFault:
    """Nothing answers where the proxy is to be."""
    return _fault(endpoint, "cannot be reached", "look whether it runs, and")


def refusing_proxy(endpoint: Endpoint, why: str) -> EndpointFault:
    """The proxy lets nothing through; `why` is its status, with what it says."""
    status = why.partition(" ")[0]
    if status == _WANTS_A_NAME:
        return _fault(endpoint, "wants a name and a password", "add them to the address, and")
    told = f" (status {status})" if status.isdecimal() else ""
    return _fault(endpoint, f"does not let the request through{told}", "ask whoever runs it, and")


def unusable_proxy(endpoint: Endpoint) -> EndpointFault:
    """The proxy's address is of a kind that cannot be used."""
    return _fault(
        endpoint,
        "has an address that cannot be used here",
        "write it as http://HOST:PORT (for socks5:// install `socksio`), and",
    )


def _fault(endpoint: Endpoint, what: str, remedy: str) -> EndpointFault:
    advice = f"{remedy[0].upper()}{remedy[1:]} see HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; "
    host = urlsplit(endpoint.base_url).hostname or host_of(endpoint)
    return EndpointFault(
        FaultKind.PROXY,
        f"The proxy {proxy_for(endpoint) or _UNKNOWN} {what}.",
        f"{advice}NO_PROXY={host} goes past it.",
    )
