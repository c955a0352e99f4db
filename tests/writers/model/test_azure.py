"""Azure's two addresses, with the real client against a real socket: what stands in the request."""

import asyncio

import pytest
from scripted_endpoint import DONE, ScriptedEndpoint, finish, status, text
from test_talking import KEY, PATIENT, PROMPT, endpoint_at, words

from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import EndpointFault, FaultKind

VERSION = "2024-10-21"


@pytest.fixture(autouse=True)
def other_choices(monkeypatch):
    """What a person may have set for the library itself, none of which is ours to use."""
    monkeypatch.setenv("AZURE_OPENAI_AD_TOKEN", "entra-token")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "sk-azure")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_VERSION", "2020-01-01")


def asked(api_version, path, *script):
    async def run():
        async with ScriptedEndpoint() as server:
            server.play(*script)
            root = server.base_url.removesuffix("/v1")
            endpoint = endpoint_at(f"{root}{path}", api_version=api_version, **PATIENT)
            answer = [one async for one in ask(endpoint, PROMPT)]
            (request,) = server.requests
            return answer, request

    return asyncio.run(run())


def headers_of(request):
    lines = (line.partition(": ") for line in request.head.split("\r\n")[1:])
    return {name.lower(): value for name, _, value in lines if name}


def test_with_a_version_the_deployment_is_asked_and_the_key_has_a_header_of_its_own():
    answer, request = asked(VERSION, "", text("ok"), finish(), DONE)
    assert words(answer) == "ok"
    line = request.head.split("\r\n")[0]
    assert line == (
        f"POST /openai/deployments/scripted/chat/completions?api-version={VERSION} HTTP/1.1"
    )
    headers = headers_of(request)
    assert headers["api-key"] == KEY
    assert "entra-token" not in request.head
    assert "sk-azure" not in request.head
    assert request.body["max_completion_tokens"] == 2_048
    assert request.body["stream"] is True


def test_with_v1_the_key_is_a_bearer_token():
    answer, request = asked("", "/openai/v1", text("ok"), finish(), DONE)
    assert words(answer) == "ok"
    assert request.head.startswith("POST /openai/v1/chat/completions HTTP/1.1\r\n")
    assert headers_of(request)["authorization"] == f"Bearer {KEY}"
    assert "entra-token" not in request.head


def test_azure_s_content_filter_is_told():
    answer, _ = asked(VERSION, "", text("half"), finish("content_filter"), DONE)
    assert answer[-1].cut == "filter"


@pytest.mark.parametrize(
    ("script", "kind"), [(status(401), FaultKind.KEY), (status(404), FaultKind.MODEL)], ids=str
)
def test_azure_s_refusals_have_their_sentences(script, kind):
    with pytest.raises(EndpointFault) as caught:
        asked(VERSION, "", script)
    assert caught.value.kind is kind


def test_the_models_of_a_resource_are_listed():
    async def run():
        async with ScriptedEndpoint() as server:
            root = server.base_url.removesuffix("/v1")
            names = await models_of(endpoint_at(root, api_version=VERSION))
            return names, server.requests[0]

    names, request = asyncio.run(run())
    assert names == ("large", "small")
    assert request.head.startswith(f"GET /openai/models?api-version={VERSION} HTTP/1.1\r\n")
