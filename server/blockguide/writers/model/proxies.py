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
    return _fault(endpoint, f"{_proxy(endpoint)} cannot be reached.", "Look whether it runs.")


def refusing_proxy(endpoint: Endpoint, why: str) -> EndpointFault:
    """The proxy lets nothing through; `why` is its status, with what it says."""
    proxy, status = _proxy(endpoint), why.partition(" ")[0]
    if status == _WANTS_A_NAME:
        return _fault(endpoint, f"{proxy} wants a name and a password.", "Add them to its address.")
    told = f" (status {status})" if status.isdecimal() else ""
    return _fault(
        endpoint, f"{proxy} does not let the request through{told}.", "Ask whoever runs it."
    )


def unusable_proxy(endpoint: Endpoint) -> EndpointFault:
    """The proxy's address is of a kind that cannot be used."""
    return _fault(
        endpoint,
        f"{_proxy(endpoint)} has an address that cannot be used here.",
        "Write it as http://HOST:PORT; for socks5:// install `socksio`.",
    )


def _proxy(endpoint: Endpoint) -> str:
    return f"The proxy {proxy_for(endpoint) or _UNKNOWN}"


def _fault(endpoint: Endpoint, sentence: str, remedy: str) -> EndpointFault:
    host = urlsplit(endpoint.base_url).hostname or host_of(endpoint)
    where = f"See HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY={host} goes past it."
    return EndpointFault(FaultKind.PROXY, sentence, f"{remedy} {where}")
