"""What a person reads of each fault, word for word: what is wrong, and what can be done about it."""

import asyncio
import contextlib
import socket
import ssl
from pathlib import Path

import pytest
from scripted_endpoint import (
    DONE,
    END,
    RESET,
    ScriptedEndpoint,
    finish,
    page,
    raw,
    sleep,
    status,
    text,
)

from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind, Message, Prompt

PROMPT = Prompt((Message("user", "x = 1"),), (), (), 10, "1")
TLS = Path(__file__).parent / "tls"
SECRET = "sk-very-secret"
PATIENT = {"connect_seconds": 20.0, "first_token_seconds": 60.0, "silence_seconds": 60.0}
AGAIN = (
    "Try again; if it stays so, look whether the address is that of an OpenAI-compatible server."
)
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in (*PROXIES, *map(str.lower, PROXIES), "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


async def fault_at(address, key=SECRET, limits=PATIENT, call=None):
    """The fault of a request to an address, in words; its host is HOST in them."""
    endpoint = Endpoint(address, "tiny", key, retries=0, **limits)
    try:
        if call is None:
            answer = [one async for one in ask(endpoint, PROMPT)]
        else:
            answer = await call(endpoint)
    except EndpointFault as fault:
        assert SECRET not in f"{fault.sentence}{fault.advice}{fault!r}"
        host = address.split("//")[1].removesuffix("/v1")
        return fault.kind, fault.sentence.replace(host, "HOST"), fault.advice.replace(host, "HOST")
    raise AssertionError(f"there is no fault but {answer}")


async def fault_of(*script, **how):
    async with ScriptedEndpoint() as server:
        server.play(*script)
        return await fault_at(server.base_url, **how)


@contextlib.asynccontextmanager
async def answering(data, tls=None):
    """A server that sends these bytes to whoever speaks to it; gives its host and port."""

    async def serve(reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(data)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def with_certificate():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.crt", TLS / "localhost.key")
    return context


@pytest.mark.parametrize(
    ("code", "key", "kind", "sentence", "advice"),
    [
        (
            *(401, SECRET, FaultKind.KEY, "HOST does not accept the key."),
            "Set BLOCKGUIDE_API_KEY or OPENAI_API_KEY, or set the key in the editor.",
        ),
        (
            *(401, None, FaultKind.KEY, "HOST wants a key, and none is set."),
            "Set BLOCKGUIDE_API_KEY or OPENAI_API_KEY, or set the key in the editor.",
        ),
        (
            *(403, SECRET, FaultKind.FORBIDDEN, "HOST does not allow this key to use `tiny`."),
            "Choose another model, or ask whoever gave out the key.",
        ),
        (
            *(404, SECRET, FaultKind.MODEL),
            "HOST knows no model `tiny`, or nothing is served at this address.",
            "`blockguide models` lists what the endpoint offers; most addresses end in /v1.",
        ),
        (
            *(413, SECRET, FaultKind.TOO_LONG),
            "The block and its context are longer than `tiny` can read.",
            "Select a smaller block, or set `blockguide.endpoint.contextTokens` (or BLOCKGUIDE_CONTEXT_TOKENS) to the model's window.",
        ),
        (
            *(418, SECRET, FaultKind.BROKEN, "HOST refused the request (status 418)."),
            "Look whether the address and the model are right; `blockguide doctor` tries them.",
        ),
        (
            *(429, SECRET, FaultKind.LIMIT, "HOST asks to wait: too many requests."),
            "Try again later, or choose another endpoint.",
        ),
        (
            *(500, SECRET, FaultKind.SERVER, "HOST failed (status 500)."),
            "Try again later, or look at the server's own log.",
        ),
        (
            *(503, SECRET, FaultKind.SERVER, "HOST failed (status 503)."),
            "Try again later, or look at the server's own log.",
        ),
        (
            *(302, SECRET, FaultKind.BROKEN),
            "HOST sends the request on to another address (status 302).",
            "Set the address that it is served at; most end in /v1, and some networks want a log-in first.",
        ),
    ],
)
def test_a_status_is_told_in_words(code, key, kind, sentence, advice):
    assert asyncio.run(fault_of(status(code), key=key)) == (kind, sentence, advice)


def test_a_prompt_that_is_too_long_is_no_broken_request():
    told = status(
        400, {"error": {"message": "This model's maximum context length is 8192 tokens."}}
    )
    kind, sentence, _ = asyncio.run(fault_of(told))
    assert (kind, sentence) == (
        FaultKind.TOO_LONG,
        "The block and its context are longer than `tiny` can read.",
    )


@pytest.mark.parametrize(
    ("script", "sentence", "advice"),
    [
        (
            (page("<html>Log in.</html>"),),
            "HOST answered with a page instead of in a stream.",
            AGAIN,
        ),
        (
            (page("{}", "application/json"),),
            "HOST answered all at once instead of in a stream.",
            AGAIN,
        ),
        ((DONE,), "HOST sent an empty answer.", AGAIN),
        ((RESET,), "HOST broke the connection off.", AGAIN),
        ((END,), "HOST broke the connection off.", AGAIN),
        ((text("a"), RESET), "HOST broke the connection off.", AGAIN),
        ((raw(b"data: {bad\n\n"),), "HOST sent what is no answer.", AGAIN),
        ((raw(b"data: \xff\xfe\n\n"),), "HOST sent what is no answer.", AGAIN),
        (
            (raw(b'data: {"error": {"message": "out of memory"}}\n\n'),),
            "HOST broke off with an error of its own.",
            "Try again, or look at the server's own log.",
        ),
    ],
    ids=str,
)
def test_an_answer_that_is_none_is_told_in_words(script, sentence, advice):
    assert asyncio.run(fault_of(*script)) == (FaultKind.BROKEN, sentence, advice)


@pytest.mark.parametrize("data", [b"\x00\x01garbage\r\n\r\n", b"220 mail.example ESMTP\r\n\r\n"])
def test_a_server_that_speaks_something_else_is_told_in_words(data):
    async def run():
        async with answering(data) as host:
            return await fault_at(f"http://{host}/v1")

    assert asyncio.run(run()) == (FaultKind.BROKEN, "HOST does not speak HTTP.", AGAIN)


FASTER = "choose a faster model, or raise `blockguide.endpoint.firstTokenTimeout` (or BLOCKGUIDE_FIRST_TOKEN_MS)."
WHOLE = (
    "choose a faster model, or raise `blockguide.endpoint.wholeTimeout` (or BLOCKGUIDE_WHOLE_MS)."
)
THOUGHT = raw(b'data: {"choices": [{"delta": {"reasoning": "Well."}}]}\n\n')


@pytest.mark.parametrize(
    ("script", "limit", "sentence", "advice"),
    [
        (
            (sleep(9),),
            {"first_token_seconds": 1.0},
            "HOST sent no word for 1 second.",
            f"Try again, {FASTER}",
        ),
        (
            (raw(b": wait\n\n"), sleep(9)),
            {"first_token_seconds": 1.0},
            "HOST sent no word for 1 second.",
            f"Try again, {FASTER}",
        ),
        (
            (text("a"), sleep(9)),
            {"silence_seconds": 0.5},
            "HOST fell silent in the middle for 0.5 seconds.",
            "Try again, or raise `blockguide.endpoint.silenceTimeout` (or BLOCKGUIDE_SILENCE_MS).",
        ),
        (
            (raw(b": wait\n\n"), sleep(9)),
            {"whole_seconds": 1.0},
            "HOST sent no word for 1 second.",
            f"Try again, {WHOLE}",
        ),
        (
            [step for _ in range(99) for step in (THOUGHT, sleep(0.1))],
            {"whole_seconds": 1.0},
            "HOST sent no word for 1 second.",
            f"Try again, {WHOLE}",
        ),
    ],
    ids=["nothing", "headers", "a word", "all the time", "thoughts"],
)
def test_what_is_slow_is_told_with_the_setting_that_allows_more(script, limit, sentence, advice):
    told = asyncio.run(fault_of(*script, limits={**PATIENT, **limit}))
    assert told == (FaultKind.SLOW, sentence, advice)


def test_a_list_of_models_that_does_not_come_is_told_in_words():
    async def run():
        async with answering(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n") as host:
            return await fault_at(f"http://{host}/v1", call=models_of)

    kind, sentence, _ = asyncio.run(run())
    assert (kind, sentence) == (FaultKind.BROKEN, "HOST broke the connection off.")


def test_a_connection_that_is_not_taken_is_told_in_words():
    with contextlib.ExitStack() as open_sockets:
        full = open_sockets.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            waiting = open_sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect(full.getsockname())
        address = f"http://127.0.0.1:{full.getsockname()[1]}/v1"
        told = asyncio.run(fault_at(address, limits={**PATIENT, "connect_seconds": 0.5}))
    assert told == (
        FaultKind.SLOW,
        "HOST took no connection for 0.5 seconds.",
        "Try again, look whether the address is right, or raise `blockguide.endpoint.connectTimeout` (or BLOCKGUIDE_CONNECT_MS).",
    )


def test_a_host_that_nobody_knows_and_one_where_nothing_answers_are_told_in_words():
    assert asyncio.run(fault_at("https://no-such-host.invalid/v1")) == (
        FaultKind.NAME,
        "There is no host HOST to be found.",
        "Look at the address, and whether there is a network.",
    )
    assert asyncio.run(fault_at("http://127.0.0.1:9/v1")) == (
        FaultKind.REFUSED,
        "Nothing answers at HOST.",
        "Start the server, or set another address.",
    )


def test_a_certificate_that_nobody_vouches_for_is_told_in_words():
    async def run():
        async with answering(b"", with_certificate()) as host:
            return await fault_at(f"https://{host}/v1")

    assert asyncio.run(run()) == (
        FaultKind.TLS,
        "The connection to HOST cannot be trusted: its certificate does not hold.",
        "Look whether the address is right; SSL_CERT_FILE names the file of a certificate that you trust.",
    )


def test_a_certificate_that_the_person_trusts_is_one(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "localhost.crt"))

    async def run():
        refusal = b"HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n"
        async with answering(refusal, with_certificate()) as host:
            return await fault_at(f"https://{host}/v1")

    assert asyncio.run(run())[0] is FaultKind.KEY


def test_certificates_that_cannot_be_read_are_told_in_words(monkeypatch, tmp_path):
    (tmp_path / "mine.pem").write_text("no certificate")
    for name in ("mine.pem", "nothing.pem"):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
        assert asyncio.run(fault_at("https://127.0.0.1:9/v1")) == (
            FaultKind.TLS,
            "The certificates that the environment names cannot be read.",
            "Look at SSL_CERT_FILE and SSL_CERT_DIR.",
        )


def test_a_server_without_encryption_is_told_in_words():
    async def plain(reader, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def run():
        async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await fault_at(f"https://127.0.0.1:{port}/v1")

    assert asyncio.run(run()) == (
        FaultKind.TLS,
        "No encrypted connection to HOST comes about.",
        "Look at the port, and whether the address is to begin with http:// instead of https://.",
    )


SEE = "See HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY=HOST goes past it."


@pytest.mark.parametrize(
    ("proxy", "sentence", "advice"),
    [
        (
            "http://me:hunter2@127.0.0.1:9",
            "The proxy 127.0.0.1:9 cannot be reached.",
            f"Look whether it runs. {SEE}",
        ),
        (
            "http://no-such-proxy.invalid:3128",
            "The proxy no-such-proxy.invalid:3128 cannot be reached.",
            f"Look whether it runs. {SEE}",
        ),
        (
            "odd://proxy.lan",
            "The proxy proxy.lan has an address that cannot be used here.",
            f"Write it as http://HOST:PORT; for socks5:// install `socksio`. {SEE}",
        ),
        (
            "http://[odd",
            "The proxy that the environment names cannot be reached.",
            f"Look whether it runs. {SEE}",
        ),
    ],
)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_a_proxy_that_does_not_work_is_told_and_not_the_endpoint_blamed(
    monkeypatch, name, proxy, sentence, advice
):
    monkeypatch.setenv(name, proxy)
    told = asyncio.run(fault_at("https://models.example/v1"))
    assert told == (FaultKind.PROXY, sentence, advice)


@pytest.mark.parametrize(
    ("code", "sentence", "advice"),
    [
        (407, "wants a name and a password.", f"Add them to its address. {SEE}"),
        (
            403,
            "does not let the request through (status 403).",
            f"Ask whoever runs it. {SEE}",
        ),
    ],
)
def test_a_proxy_that_lets_nothing_through_is_told(monkeypatch, code, sentence, advice):
    async def run():
        async with answering(b"HTTP/1.1 %d No\r\ncontent-length: 0\r\n\r\n" % code) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
            kind, *words = await fault_at("https://models.example/v1")
            return kind, *(each.replace(proxy, "IT") for each in words)

    assert asyncio.run(run()) == (FaultKind.PROXY, f"The proxy IT {sentence}", advice)


def test_past_a_proxy_the_endpoint_itself_is_told(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "no-such-host.invalid")
    assert asyncio.run(fault_at("https://no-such-host.invalid/v1"))[0] is FaultKind.NAME


def test_a_proxy_of_any_kind_is_not_asked_for_what_is_on_this_machine(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "odd://proxy.lan")

    async def run():
        async with ScriptedEndpoint() as server:
            server.play(text("ok"), finish(), DONE)
            endpoint = Endpoint(server.base_url, "tiny", retries=0, **PATIENT)
            return [one async for one in ask(endpoint, PROMPT)]

    assert asyncio.run(run())[0].text == "ok"
