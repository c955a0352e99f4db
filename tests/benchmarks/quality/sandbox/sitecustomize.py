"""Shuts the network for an example: loopback stays, anything else is told to a file and refused."""

import os
import sys

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0", "")


def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else ""
    elif event == "socket.getaddrinfo" or event in ("socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    host = host.decode(errors="replace") if isinstance(host, bytes) else str(host or "")
    if host and not any(
        host == one or (one.endswith(".") and host.startswith(one)) for one in _LOCAL
    ):
        with open(os.environ["NETWORK_TOLD"], "a") as told:  # noqa: PTH123 - pathlib costs every example 10 ms
            told.write(f"{event} {host}\n")
        raise PermissionError(f"the network is shut: {host}")


sys.addaudithook(_watch)
