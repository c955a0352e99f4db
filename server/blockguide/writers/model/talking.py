"""Asks an endpoint and gives its answer as it streams in; the only file that imports openai."""

import asyncio
import importlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from blockguide.guide.entry import Usage, sum_of
from blockguide.writers.model.bounding import OpenBody, OpenEvent, bounded
from blockguide.writers.model.endpoint import is_loopback
from blockguide.writers.model.fault_words import broken, slow, unreadable_certificates
from blockguide.writers.model.faults import fault_of
from blockguide.writers.model.heard import Heard
from blockguide.writers.model.packages import needing_packages
from blockguide.writers.model.proxies import unusable_proxy
from blockguide.writers.model.values import (
    Answer,
    Ended,
    Endpoint,
    EndpointFault,
    Piece,
    Prompt,
    Waiting,
)

if TYPE_CHECKING:
    from tenacity import RetryCallState

_OTHER_LIMITS: Final = {
    "max_tokens": "max_completion_tokens",
    "max_completion_tokens": "max_tokens",
}
"""Two names of one limit: newer models refuse the first, older servers the second."""
_NO_KEY: Final = "none"
_TIME_IS_UP: Final = object()
_LATE: Final = "or raise `blockguide.endpoint.firstTokenTimeout` (or BLOCKGUIDE_FIRST_TOKEN_MS)"
_TOO_LATE: Final = "or raise `blockguide.endpoint.wholeTimeout` (or BLOCKGUIDE_WHOLE_MS)"
_OPENAI: Final = "api.openai.com"


async def ask(endpoint: Endpoint, prompt: Prompt) -> AsyncGenerator[Answer, None]:
    """The answer to `prompt` as it comes, `Ended` last.

    A request that fails before a word of its answer came is made again, and `Waiting` says so. To close the
    iteration closes the connection, so that the endpoint stops.

    Raises:
        EndpointFault: no answer comes, or it broke off.
    """
    openai = await _openai()
    with needing_packages():
        tenacity = await asyncio.to_thread(importlib.import_module, "tenacity")
    back_off = tenacity.wait_random_exponential(multiplier=0.5, max=20)
    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(endpoint.retries + 1),
        wait=lambda state: max(back_off(state), _fault_in(state).retry_after or 0.0),
        retry=_is_worth_it,
        reraise=True,
    )
    retrying.begin()
    state = tenacity.RetryCallState(retrying, None, (), {})
    lost: Usage | None = None
    while True:
        action = retrying.iter(state)
        if not isinstance(action, tenacity.DoAttempt):
            fault = _fault_in(state)
            state.prepare_for_next_attempt()
            yield Waiting(fault.sentence, float(action))
            await asyncio.sleep(float(action))
            continue
        spoke = False
        try:
            async with aclosing(_once(openai, endpoint, prompt)) as answer:
                async for one in answer:
                    spoke = True
                    yield _with(one, lost)
        except EndpointFault as fault:
            lost = fault.usage = sum_of((lost, fault.usage))
            if spoke:
                raise
            state.set_exception((type(fault), fault, fault.__traceback__))
        else:
            return


async def models_of(endpoint: Endpoint) -> tuple[str, ...]:
    """The names of the models that the endpoint offers, sorted.

    Raises:
        EndpointFault: it does not say.
    """
    openai = await _openai()
    async with _client(openai, endpoint, OpenBody) as client:
        try:
            async with asyncio.timeout(endpoint.first_token_seconds):
                names = [getattr(model, "id", None) async for model in client.models.list()]
                return tuple(sorted(name for name in names if isinstance(name, str)))
        except TimeoutError as error:
            seconds = endpoint.first_token_seconds
            raise slow(endpoint, "did not answer", seconds, _LATE) from error
        except Exception as error:
            raise fault_of(error, endpoint) from error


def _with(one: Answer, lost: Usage | None) -> Answer:
    """What is told, with the tokens of the tries that came before it."""
    if not isinstance(one, Ended) or lost is None:
        return one
    return replace(one, usage=sum_of((lost, one.usage)) or lost)


async def _once(
    openai: ModuleType, endpoint: Endpoint, prompt: Prompt
) -> AsyncGenerator[Answer, None]:
    async with _client(openai, endpoint, OpenEvent) as client:
        first = asyncio.get_running_loop().time() + endpoint.first_token_seconds
        try:
            async with asyncio.timeout_at(first):
                stream = await _opened(client, endpoint, prompt)
        except TimeoutError as error:
            raise _wordless(endpoint) from error
        except Exception as error:
            raise fault_of(error, endpoint) from error
        async with stream, aclosing(_read(stream, endpoint, prompt, first)) as answer:
            async for one in answer:
                yield one


async def _read(
    stream: Any,  # noqa: ANN401 - openai is not imported here
    endpoint: Endpoint,
    prompt: Prompt,
    first: float,
) -> AsyncGenerator[Answer, None]:
    """Reads a stream; a fault in it knows the tokens that were used. `first` is as `_chunks` has it."""
    kind = stream.response.headers.get("content-type", "text/event-stream")
    if "event-stream" not in kind:
        what = "all at once" if "json" in kind else "with a page"
        raise broken(endpoint, f"answered {what} instead of in a stream")
    heard = Heard(prompt)
    try:
        async with aclosing(_chunks(stream, endpoint, first)) as chunks:
            async for chunk in chunks:
                if chunk is _TIME_IS_UP:
                    if heard.is_empty:
                        raise _late(endpoint)
                    heard.expire()
                elif text := heard.take(chunk):
                    yield Piece(text)
                if heard.is_too_long:
                    break
        if heard.is_empty:
            raise broken(endpoint, "sent an empty answer")
    except EndpointFault as fault:
        fault.usage = heard.usage
        raise
    assert heard.usage is not None
    yield Ended(heard.usage, heard.cut)


async def _chunks(
    stream: Any,  # noqa: ANN401
    endpoint: Endpoint,
    first: float,
) -> AsyncGenerator[Any, None]:
    """A stream's chunks under three deadlines: for the first, between two, for all.

    `first` is that of the first one, by the loop's clock; past that for all comes `_TIME_IS_UP`, the last.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + endpoint.whole_seconds
    chunks = aiter(stream)
    heard = False
    while True:
        limit = endpoint.silence_seconds if heard else endpoint.first_token_seconds
        try:
            async with asyncio.timeout_at(min(loop.time() + limit if heard else first, until)):
                chunk = await anext(chunks, None)
        except TimeoutError as error:
            if loop.time() >= until:
                yield _TIME_IS_UP
                return
            raise (_silent if heard else _wordless)(endpoint) from error
        except Exception as error:
            raise fault_of(error, endpoint) from error
        if chunk is None:
            return
        heard = True
        yield chunk


async def _opened(client: Any, endpoint: Endpoint, prompt: Prompt) -> Any:  # noqa: ANN401
    """The stream of a request; what an older server does not know of is left out and asked again."""
    limit = "max_tokens" if not endpoint.api_version else "max_completion_tokens"
    if urlsplit(endpoint.base_url).hostname == _OPENAI:
        limit = "max_completion_tokens"
    options: dict[str, object] = {
        "stream_options": {"include_usage": True},
        limit: endpoint.answer_tokens,
    }
    messages = [{"role": message.role, "content": message.text} for message in prompt.messages]
    refused: set[str] = set()
    while True:
        try:
            return await client.chat.completions.create(
                model=endpoint.model, messages=messages, stream=True, **options
            )
        except Exception as error:
            unknown = _unknown(error, options)
            if not unknown or unknown in refused:
                raise
            refused.add(unknown)
            value = options.pop(unknown)
            if unknown in _OTHER_LIMITS:
                options[_OTHER_LIMITS[unknown]] = value


def _wordless(endpoint: Endpoint) -> EndpointFault:
    seconds = endpoint.first_token_seconds
    return slow(endpoint, "sent no word", seconds, f"choose a faster model, {_LATE}")


def _late(endpoint: Endpoint) -> EndpointFault:
    remedy = f"choose a faster model, {_TOO_LATE}"
    return slow(endpoint, "sent no word", endpoint.whole_seconds, remedy)


def _silent(endpoint: Endpoint) -> EndpointFault:
    remedy = "or raise `blockguide.endpoint.silenceTimeout` (or BLOCKGUIDE_SILENCE_MS)"
    return slow(endpoint, "fell silent in the middle", endpoint.silence_seconds, remedy)


def _unknown(error: Exception, options: dict[str, object]) -> str:
    """Which of the options an endpoint says that it does not take; empty for another error."""
    if getattr(error, "status_code", None) not in {400, 422}:
        return ""
    # "max_tokens" alone is also said of a value that is too large; the other name says what is meant.
    signs = {name: name for name in options} | {"max_tokens": "max_completion_tokens"}
    return next((name for name in options if signs[name] in str(error)), "")


@asynccontextmanager
async def _client(
    openai: ModuleType, endpoint: Endpoint, counting: Callable[[], OpenBody]
) -> AsyncIterator[Any]:
    with needing_packages():
        http = importlib.import_module("httpx2")
    try:
        # A proxy from the environment would carry off what is meant for this machine.
        transport = http.AsyncClient(
            verify=http.create_ssl_context(),
            trust_env=not is_loopback(endpoint.base_url),
            timeout=http.Timeout(None, connect=endpoint.connect_seconds),
            event_hooks={
                "request": [_without_telemetry],
                "response": [bounded(http, endpoint, counting)],
            },
        )
    except OSError as error:
        raise unreadable_certificates() from error
    except (ImportError, ValueError, http.InvalidURL) as error:
        raise unusable_proxy(endpoint) from error
    common = {"api_key": endpoint.key or _NO_KEY, "max_retries": 0, "http_client": transport}
    try:
        if endpoint.api_version:
            client = openai.AsyncAzureOpenAI(
                azure_endpoint=endpoint.base_url,
                azure_deployment=endpoint.model,
                api_version=endpoint.api_version,
                **common,
            )
        else:
            client = openai.AsyncOpenAI(base_url=endpoint.base_url, **common)
        if urlsplit(endpoint.base_url).hostname != _OPENAI:
            # The library takes these from the environment, whomever it speaks to.
            client.organization = client.project = None
    except BaseException:
        await transport.aclose()
        raise
    async with client:
        yield client


async def _without_telemetry(request: Any) -> None:  # noqa: ANN401
    """Takes off what the library tells of this machine: its system, its processor, its Python."""
    for name in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
        del request.headers[name]


async def _openai() -> ModuleType:
    """The library; it takes half a second to import, which is not spent on the event loop."""
    with needing_packages():
        return await asyncio.to_thread(importlib.import_module, "openai")


def _is_worth_it(state: "RetryCallState") -> bool:
    return (
        state.outcome is not None
        and state.outcome.failed
        and (_fault_in(state).retry_after is not None)
    )


def _fault_in(state: "RetryCallState") -> EndpointFault:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, EndpointFault)
    return error
