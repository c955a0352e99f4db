"""Where an endpoint's key comes from, and that it is shown nowhere."""

import asyncio
from time import perf_counter, sleep

import keyring
import keyring.backend
import pytest

from blockguide.commands.keys import key_for
from blockguide.commands.model import key_of
from blockguide.writers.model.values import Endpoint

OPENAI = "https://api.openai.com/v1"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self):
        self.secrets = {
            ("blockguide", "api.openai.com"): "sk-ring",
            ("blockguide", "[::1]:80"): "sk-6",
        }

    def get_password(self, service, username):
        return self.secrets.get((service, username))

    def set_password(self, service, username, password):
        raise NotImplementedError


class ShutRing(Ring):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked("shut")


class SlowRing(Ring):
    def get_password(self, service, username):
        sleep(0.3)
        return "sk-late"


@pytest.fixture
def ring():
    """Puts a keyring in the place of the machine's own."""
    own = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(own)


def test_the_editor_s_goes_first_then_the_environment_s_then_the_keyring_s(ring):
    ring(Ring())
    both = {"BLOCKGUIDE_API_KEY": "sk-ours", "OPENAI_API_KEY": "sk-openai"}
    found = [
        key_for(OPENAI, "sk-editor", both),
        key_for(OPENAI, "", both),
        key_for(OPENAI, "", {"BLOCKGUIDE_API_KEY": "", "OPENAI_API_KEY": "sk-openai"}),
        key_for(OPENAI, "", {}),
    ]
    assert [(key.secret, key.origin) for key in found] == [
        ("sk-editor", "the editor's secret store"),
        ("sk-ours", "BLOCKGUIDE_API_KEY"),
        ("sk-openai", "OPENAI_API_KEY"),
        ("sk-ring", "the keyring"),
    ]
    assert "sk-" not in repr(found)


@pytest.mark.parametrize("key", ["sk-a\n", "sk-a\r\n", " sk-a", "\tsk-a "])
def test_what_is_around_a_key_is_none_of_it(ring, key):
    class Careless(Ring):
        def get_password(self, service, username):
            return key

    ring(Careless())
    found = [
        key_for(OPENAI, key, {}),
        key_for(OPENAI, "", {"BLOCKGUIDE_API_KEY": key}),
        key_for(OPENAI, "", {"BLOCKGUIDE_API_KEY": " \n", "OPENAI_API_KEY": key}),
        key_for(OPENAI, " ", {}),
    ]
    assert [one.secret for one in found] == ["sk-a"] * 4
    assert [one.origin for one in found[-2:]] == ["OPENAI_API_KEY", "the keyring"]


@pytest.mark.parametrize("backend", [ShutRing, keyring.backends.fail.Keyring])
def test_spaces_are_no_key(ring, backend):
    ring(backend())
    assert key_for(OPENAI, " ", {"BLOCKGUIDE_API_KEY": "\n", "OPENAI_API_KEY": " "}) is None


def test_the_keyring_s_key_is_only_for_the_host_it_was_kept_for(ring):
    ring(Ring())
    assert key_for("http://[::1]:80/v1", "", {}).secret == "sk-6"
    assert key_for("https://openrouter.ai/api/v1", "", {}) is None
    assert key_for("https://api.openai.com.evil.example/v1", "", {}) is None


@pytest.mark.parametrize("backend", [ShutRing, keyring.backends.fail.Keyring])
def test_a_keyring_that_gives_nothing_holds_no_key(ring, backend):
    ring(backend())
    assert key_for(OPENAI, "", {}) is None


def test_without_the_package_there_is_no_keyring(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert key_for(OPENAI, "", {}) is None


def test_a_keyring_that_keeps_one_waiting_does_not_stop_the_guide(ring, monkeypatch):
    for name in ("BLOCKGUIDE_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    ring(SlowRing())

    async def found(seconds):
        began = perf_counter()
        key = await key_of(Endpoint(OPENAI, "m", first_token_seconds=seconds))
        return key.secret if key else None, perf_counter() - began

    async def both():
        return [await found(5.0), await found(0.01)]

    (patient, _), (hasty, seconds) = asyncio.run(both())
    assert patient == "sk-late"
    assert hasty is None
    assert seconds < 0.25
