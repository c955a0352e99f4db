"""Hangs up on an endpoint that sends without an end, before what it sends fills the memory."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from types import ModuleType
from typing import Any, Final

from blockguide.writers.model.fault_words import endless
from blockguide.writers.model.values import Endpoint

MOST_BYTES: Final = 8_000_000
"""Unpacked bytes that may come in one piece: an event of a stream, or the whole of any other answer."""

_EVENT_ENDS: Final = (b"\n\n", b"\r\r", b"\n\r\n")


class OpenBody:
    """What came of an answer that is read as a whole.

    Attributes:
        size: its bytes.
    """

    def __init__(self) -> None:
        self.size = 0

    def add(self, chunk: bytes) -> None:
        """Counts what came."""
        self.size += len(chunk)


class OpenEvent(OpenBody):
    """What came of the event that a stream is in the middle of; an empty line ends it."""

    def __init__(self) -> None:
        super().__init__()
        self._tail = b""

    def add(self, chunk: bytes) -> None:
        """Counts what came; an end may be cut in two."""
        joined = self._tail + chunk
        end = max(map(joined.rfind, _EVENT_ENDS))
        self.size = self.size + len(chunk) if end < 0 else len(joined) - end
        self._tail = joined[-2:]


def bounded(
    http: ModuleType, endpoint: Endpoint, counting: Callable[[], OpenBody]
) -> Callable[[Any], Awaitable[None]]:
    """A hook for the responses of a client of `http`: to read one raises `EndpointFault` past `MOST_BYTES`.

    Args:
        http: the library, imported late.
        endpoint: whose responses they are.
        counting: makes what counts an answer; a refusal is counted as a whole.
    """
    kind = type("BoundedBody", (_Body, http.AsyncByteStream), {})

    async def bound(response: Any) -> None:  # noqa: ANN401 - http is not imported here
        packed = http.Response(200, headers=response.headers, stream=response.stream)
        response.headers.pop("content-encoding", None)
        count = counting() if response.is_success else OpenBody()
        response.stream = kind(packed, count, endpoint)

    return bound


class _Body:
    def __init__(self, packed: Any, count: OpenBody, endpoint: Endpoint) -> None:  # noqa: ANN401
        self._packed: Final = packed
        self._count: Final = count
        self._endpoint: Final = endpoint

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        async with aclosing(self._packed.aiter_bytes()) as chunks:
            async for chunk in chunks:
                self._count.add(chunk)
                if self._count.size > MOST_BYTES:
                    raise endless(self._endpoint, MOST_BYTES)
                yield chunk

    async def aclose(self) -> None:
        await self._packed.aclose()
