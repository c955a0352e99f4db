"""Where a model may be asked: addresses are looked at before anything is sent to them."""

import pytest

from blockguide.commands.model import endpoint_of
from blockguide.settings import ModelSettings, Settings
from blockguide.writers.model.endpoint import checked_address
from blockguide.writers.model.values import EndpointFault, FaultKind

BOX = "http://box.lan:8000/v1/"


def fault_of(address, hosts=()):
    with pytest.raises(EndpointFault) as caught:
        checked_address(address, hosts)
    return caught.value


def test_plain_http_is_spoken_to_hosts_that_the_person_allows_and_to_no_others():
    assert checked_address(BOX, ("box.lan",)) == "http://box.lan:8000/v1"
    assert fault_of(BOX).kind is FaultKind.UNSAFE
    assert fault_of(BOX, ("lan", "box.lan.evil.example")).kind is FaultKind.UNSAFE
    chosen = ModelSettings("m", base_url=BOX, plain_http_hosts=("box.lan",))
    assert endpoint_of(Settings(model=chosen)).base_url == "http://box.lan:8000/v1"


def test_a_person_is_told_how_to_allow_a_host_and_where_an_address_is_set():
    assert fault_of(BOX).advice == (
        "Use https, or allow it: BLOCKGUIDE_PLAIN_HTTP_HOSTS=box.lan, or the host in "
        "`blockguide.endpoint.plainHttpHosts`."
    )
    nothing = fault_of(" ")
    assert nothing.sentence == "No address of an endpoint is set."
    assert nothing.advice == "Set OPENAI_BASE_URL, `--base-url` or `blockguide.endpoint.baseUrl`."


@pytest.mark.parametrize("who", ["me:hunter2", "me", ":hunter2"])
def test_a_password_in_the_address_is_refused_and_not_told(who):
    fault = fault_of(f"https://{who}@api.example/v1")
    assert fault.kind is FaultKind.UNSAFE
    assert "hunter2" not in f"{fault.sentence} {fault.advice}"


@pytest.mark.parametrize("address", ["", "api.example/v1", "ftp://a/v1", "http://", "https://a:0/"])
def test_what_is_no_address_is_told(address):
    assert fault_of(address).kind is FaultKind.ADDRESS
