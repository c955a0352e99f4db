"""Asks the client for something and never waits for ever: some answer null, and some nothing at all."""

import asyncio
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from blockguide.lsp.session import Session


class Refused(Exception):  # noqa: N818 - it says what the client did
    """The client answered with an error, or with something that is no answer."""


async def ask(session: "Session", method: str, params: object, seconds: float) -> Any:  # noqa: ANN401 - whatever the client answers
    """The client's answer.

    Raises:
        Refused: the client does not do it.
        TimeoutError: no answer came within `seconds`.
    """
    answer = session.server.protocol.send_request_async(method, params)
    try:
        async with asyncio.timeout(seconds):
            return await answer
    except JsonRpcException as error:
        raise Refused(method) from error
