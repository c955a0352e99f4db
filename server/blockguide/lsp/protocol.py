"""JSON-RPC over pygls 2.1.1, its faults mended: every request is answered once, and nothing ends the process.

What is taken from pygls: the types, their converter, and all that sends. What is done here
anew, because pygls 2.1.1 does it in a way that breaks under real clients, says each method's docstring.
"""

import asyncio
import inspect
import json
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from enum import Enum, auto
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

from blockguide.errors import BlockGuideError
from blockguide.lsp import capabilities
from blockguide.lsp.codes import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
    REQUEST_CANCELLED,
    REQUEST_FAILED,
    SERVER_NOT_INITIALIZED,
)
from blockguide.lsp.logging import frames_of

if TYPE_CHECKING:
    from cattrs import Converter

    from blockguide.lsp.server import BlockGuideServer
    from blockguide.lsp.transport import Outgoing

logger = logging.getLogger(__name__)

Identifier = int | str


class Stage(Enum):
    """How far a connection is."""

    NEW = auto()
    SERVING = auto()
    SHUT = auto()
    GONE = auto()


class Protocol(LanguageServerProtocol):
    """The protocol of one connection."""

    _server: "BlockGuideServer"

    def __init__(self, server: "BlockGuideServer", converter: "Converter") -> None:
        super().__init__(server, converter)
        self.requests: dict[str, Callable[[Any], Coroutine[Any, Any, object]]] = {}
        self.notifications: dict[str, Callable[[Any], Coroutine[Any, Any, None] | None]] = {}
        self.stage = Stage.NEW
        self.outgoing: Outgoing | None = None
        self._running: dict[Identifier, asyncio.Task[Any]] = {}

    def _register_builtin_features(self) -> None:
        """Registers nothing: server.py says in one place what is served, and by what."""

    def begin(self, params: object) -> dict[str, Any]:
        """Takes the parameters of `initialize` and gives its result.

        They are read as JSON: pygls refuses the whole message for one capability of a wrong type.
        """
        self.stage = Stage.SERVING
        result = capabilities.answer(params)
        encoding = result["capabilities"]["positionEncoding"]
        self._server.introduce(params, encoding)
        client = self._server.session.client
        logger.info(
            "serving %s %s, columns in %s", client.name or "a client", client.version, encoding
        )
        return result

    def receive(self, body: bytes) -> None:
        """Takes one message as it came, and answers it or sees to it that it will be answered.

        pygls reads every nested object that holds the key `jsonrpc` as a message of its own, drops what it
        cannot read, and leaves the sender waiting.
        """
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            self.refuse(None, PARSE_ERROR, "The message is not JSON.")
            return
        if not isinstance(message, dict):
            self.refuse(None, INVALID_REQUEST, "The message is not an object.")
            return
        identifier = _identifier(message.get("id"))
        if "method" not in message:
            self._take_answer(identifier, message)
            return
        method = message["method"]
        if not isinstance(method, str) or message.get("jsonrpc") != "2.0":
            self.refuse(identifier, INVALID_REQUEST, "The message is no JSON-RPC 2.0.")
        elif "id" not in message:
            self._take_notification(method, message.get("params"))
        elif identifier is None:
            self.refuse(None, INVALID_REQUEST, "The request's id is neither a number nor a string.")
        else:
            self._take_request(identifier, method, message.get("params"))

    def refuse(
        self, identifier: Identifier | None, code: int, sentence: str, data: object = None
    ) -> None:
        """Answers a request with an error."""
        error: dict[str, Any] = {"code": code, "message": sentence}
        if data is not None:
            error["data"] = data
        self._send_data({"jsonrpc": "2.0", "id": identifier, "error": error})

    def end(self) -> None:
        """Lets go of everything: what is running is cancelled, who waits for the client is woken."""
        self.stage = Stage.GONE
        for task in tuple(self._running.values()):
            task.cancel()
        for future in tuple(self._request_futures.values()):
            future.cancel()

    @property
    def code_without_exit(self) -> int:
        """The exit code for a client that is gone without `exit`."""
        return 0 if self.stage is Stage.SHUT else 1

    @property
    def running(self) -> tuple[asyncio.Task[Any], ...]:
        """The requests that are being answered."""
        return tuple(self._running.values())

    def send_request(
        self,
        method: str,
        params: Any | None = None,  # noqa: ANN401 - pygls's own signature
        callback: Callable[[Any], None] | None = None,
        msg_id: Identifier | None = None,
    ) -> Future[Any]:
        """Sends a request to the client.

        pygls keeps the future of a request that the client never answers, for ever.
        """
        future = super().send_request(method, params, callback, msg_id)
        for identifier, waiting in reversed(self._request_futures.items()):
            if waiting is future:
                future.add_done_callback(partial(self._let_go, identifier, method, perf_counter()))
                break
        if self.stage is Stage.GONE:
            future.cancel()
        return future

    def _let_go(self, identifier: Identifier, method: str, began: float, done: Future[Any]) -> None:
        self._forget(identifier)
        how = "not answered" if done.cancelled() else "answered"
        logger.debug("asked of the client, %s: %s, %.1f ms", method, how, _since(began))

    def _forget(self, identifier: Identifier) -> None:
        self._request_futures.pop(identifier, None)
        self._result_types.pop(identifier, None)

    def _take_request(self, identifier: Identifier, method: str, params: object) -> None:
        if method == types.INITIALIZE:
            if self.stage is Stage.NEW:
                self._respond(identifier, self.begin(params))
            else:
                self.refuse(identifier, INVALID_REQUEST, "The server is initialized already.")
        elif self.stage is Stage.NEW:
            self.refuse(identifier, SERVER_NOT_INITIALIZED, "The server is not initialized yet.")
        elif self.stage is not Stage.SERVING:
            self.refuse(identifier, INVALID_REQUEST, "The server is shutting down.")
        elif method == types.SHUTDOWN:
            self._shut_down(identifier)
        elif (handler := self.requests.get(method)) is None:
            self.refuse(identifier, METHOD_NOT_FOUND, f"There is no method `{method[:100]}`.")
        else:
            try:
                value = self._read(method, params)
            except Exception as error:  # noqa: BLE001 - the converter raises what it likes
                logger.info("parameters of %s cannot be read: %s", method, type(error).__name__)
                self.refuse(identifier, INVALID_PARAMS, "The parameters cannot be read.")
                return
            token = self._ctx_msg_id.set(identifier)
            task = asyncio.ensure_future(handler(value))
            self._ctx_msg_id.reset(token)
            self._running[identifier] = task
            task.add_done_callback(partial(self._answer, identifier, method, perf_counter()))

    def _take_notification(self, method: str, params: object) -> None:
        if method == types.EXIT:
            self._server.leave(0 if self.stage is Stage.SHUT else 1)
        elif self.stage is not Stage.SERVING:
            logger.debug("notification %s before or after its time", method)
        elif method == types.CANCEL_REQUEST:
            self._cancel(params)
        elif (handler := self.notifications.get(method)) is not None:
            try:
                value = self._read(method, params)
            except Exception as error:  # noqa: BLE001 - the converter raises what it likes
                logger.info("parameters of %s cannot be read: %s", method, type(error).__name__)
                return
            began = perf_counter()
            try:
                done = handler(value)
            except Exception as error:  # noqa: BLE001 - no notification may end the connection
                expected = isinstance(error, BlockGuideError | JsonRpcException)
                level = logging.INFO if expected else logging.ERROR
                logger.log(level, "notification %s failed: %s", method, frames_of(error))
                return
            if inspect.iscoroutine(done):
                self._server.in_background(done, method)
            logger.debug("notification %s: %.1f ms", method, _since(began))

    def _shut_down(self, identifier: Identifier) -> None:
        """Answers `shutdown` and cancels what is running.

        pygls walks over the futures while their callbacks remove them: a RuntimeError whenever a request runs.
        """
        self.stage = Stage.SHUT
        for task in tuple(self._running.values()):
            task.cancel()
        self._respond(identifier, None)

    def _cancel(self, params: object) -> None:
        """Cancels a request of the client's, a command as well.

        In pygls a command runs on when it is cancelled, and is never answered if the cancellation leaves it.
        """
        identifier = _identifier(params.get("id")) if isinstance(params, dict) else None
        task = None if identifier is None else self._running.get(identifier)
        if task is not None:
            task.cancel()

    def _take_answer(self, identifier: Identifier | None, message: dict[str, Any]) -> None:
        """Wakes the one who waits for an answer of the client's.

        pygls drops an answer that it cannot read and lets its waiter wait for ever.
        """
        future = None if identifier is None else self._request_futures.get(identifier)
        if future is None or identifier is None:
            if "result" not in message and "error" not in message:
                self.refuse(None, INVALID_REQUEST, "The message has neither method nor result.")
            return
        response_type = self._result_types.get(identifier)
        self._forget(identifier)
        if not future.set_running_or_notify_cancel():
            return
        if "error" in message:
            future.set_exception(_client_error(message["error"]))
            return
        try:
            if response_type is None:
                future.set_result(message.get("result"))
            else:
                future.set_result(self._converter.structure(message, response_type).result)
        except Exception as error:  # noqa: BLE001 - the converter raises what it likes
            logger.info("an answer of the client cannot be read: %s", type(error).__name__)
            future.set_exception(
                JsonRpcException("The client's answer cannot be read.", INTERNAL_ERROR)
            )

    def _read(self, method: str, params: object) -> Any:  # noqa: ANN401 - the method's own type
        """The parameters in the method's type; JSON as it came for methods that are not the protocol's own.

        pygls makes named tuples of unknown methods' parameters and renames the keys that are no identifiers.
        """
        request_type = self.get_message_type(method)
        if request_type is None:
            return params
        message = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
        return self._converter.structure(message, request_type).params

    def _answer(
        self, identifier: Identifier, method: str, began: float, done: asyncio.Task[Any]
    ) -> None:
        """Sends what a handler came to. pygls sends tracebacks, with lines of code, to the client."""
        if self._running.get(identifier) is done:
            del self._running[identifier]
        logger.debug("request %s, %s: %.1f ms", identifier, method, _since(began))
        if done.cancelled():
            self.refuse(identifier, REQUEST_CANCELLED, "The request was cancelled.")
            return
        match done.exception():
            case None:
                self._respond(identifier, done.result())
            case JsonRpcException() as error:
                self.refuse(identifier, error.code, error.message, error.data)
            case BlockGuideError() as error:
                told = self._server.session.words.told
                data = {"code": error.code.value, "advice": told(error.advice)}
                self.refuse(identifier, REQUEST_FAILED, told(error.message), data)
            case error:
                logger.error("request %s failed: %s", identifier, frames_of(error))
                self.refuse(identifier, INTERNAL_ERROR, "BlockGuide failed; its log says where.")

    def _respond(self, identifier: Identifier, result: object) -> None:
        self._send_data({"jsonrpc": "2.0", "id": identifier, "result": result})

    def _send_data(self, data: Any) -> None:  # noqa: ANN401 - pygls's own signature
        """Sends one message.

        pygls logs every body, code included, reports an error by sending a message, which fails again, and
        sends after `exit` to a closed stream.
        """
        if self.stage is Stage.GONE or self.outgoing is None:
            return
        try:
            body = json.dumps(data, default=self._plain, separators=(",", ":")).encode("ascii")
        except Exception as error:  # noqa: BLE001 - what cannot be told must not end the connection
            logger.error("a message cannot be written: %s", frames_of(error))  # noqa: TRY400 - it would log code
            if isinstance(data, dict) and "result" in data:
                self.refuse(data["id"], INTERNAL_ERROR, "BlockGuide failed; its log says where.")
            return
        self.outgoing.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def _plain(self, value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        return self._converter.unstructure(value)


def _identifier(value: object) -> Identifier | None:
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None


def _since(began: float) -> float:
    """The milliseconds since a time of `perf_counter`."""
    return (perf_counter() - began) * 1000


def _client_error(error: object) -> JsonRpcException:
    if not isinstance(error, dict):
        return JsonRpcException("The client answered with an error.", INTERNAL_ERROR)
    code = error.get("code")
    return JsonRpcException(
        str(error.get("message", "")), code if isinstance(code, int) else INTERNAL_ERROR
    )
