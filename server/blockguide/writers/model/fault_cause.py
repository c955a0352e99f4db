"""What an error of the network, or of what came over it, means for a person."""

import json
import socket
import ssl

from blockguide.writers.model.fault_words import broken, host_of, slow
from blockguide.writers.model.proxies import proxy_for, refusing_proxy, unreachable_proxy
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind


def fault_of_cause(error: BaseException, endpoint: Endpoint) -> EndpointFault | None:
    """The fault that `error` is; None where it says too little."""
    if type(error).__name__ == "ProxyError":
        return refusing_proxy(endpoint, str(error))
    found = _unreached(error, endpoint)
    if found is not None:
        return unreachable_proxy(endpoint) if proxy_for(endpoint) else found
    if isinstance(error, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
        return _untrusted(error, endpoint)
    return _wrong(error, endpoint)


def _wrong(error: BaseException, endpoint: Endpoint) -> EndpointFault | None:
    """What of the request or of the answer is wrong; None where it is nothing known."""
    name = type(error).__name__
    # h11 refuses a header with a line end in it; the key's is the one that a person wrote.
    if isinstance(error, UnicodeEncodeError) or (
        name == "LocalProtocolError" and "header value" in str(error)
    ):
        return EndpointFault(
            FaultKind.KEY,
            "The key holds a character that no key can have.",
            "Set the key again; copy it without quotes or spaces around it.",
        )
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return broken(endpoint, "sent what is no answer")
    if name == "RemoteProtocolError" and "illegal" in str(error):
        return broken(endpoint, "does not speak HTTP")
    if "UnsupportedProtocol" in name or "InvalidURL" in name:
        return EndpointFault(
            FaultKind.ADDRESS,
            "The endpoint's address is none that can be called.",
            "Write it like http://localhost:11434/v1.",
        )
    return None


def _unreached(error: BaseException, endpoint: Endpoint) -> EndpointFault | None:
    """Why no connection came about; None where it is for no such reason."""
    host, said = host_of(endpoint), str(error)
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
        return slow(
            endpoint,
            "took no connection",
            endpoint.connect_seconds,
            "look whether the address is right, or raise `blockguide.endpoint.connectTimeout` "
            "(or BLOCKGUIDE_CONNECT_MS)",
        )
    return None


def _untrusted(error: BaseException, endpoint: Endpoint) -> EndpointFault:
    host, said = host_of(endpoint), str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return EndpointFault(
            FaultKind.TLS,
            f"The connection to {host} cannot be trusted: its certificate does not hold.",
            "Look whether the address is right; SSL_CERT_FILE names the file of a certificate that you trust.",
        )
    return EndpointFault(
        FaultKind.TLS,
        f"No encrypted connection to {host} comes about.",
        "Look at the port, and whether the address is to begin with http:// instead of https://.",
    )
