"""Finds an endpoint's key: in the editor's secret store, the environment or the keyring, never in a setting."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

VARIABLES: Final = ("BLOCKGUIDE_API_KEY", "OPENAI_API_KEY")
"""The environment variables that may hold the key; the first that is set wins."""

SERVICE: Final = "blockguide"
"""What the keyring calls us: `keyring set blockguide api.openai.com`, the endpoint's host in second place."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and where it was found, for a person. The secret is in no `repr`."""

    secret: str = field(repr=False)
    origin: str


def key_for(base_url: str, client_key: str, environment: Mapping[str, str]) -> Key | None:
    """The key for an endpoint, from the first place that has one, without the spaces and line ends around it.

    The keyring may take its time.

    Args:
        base_url: the endpoint's address.
        client_key: the key of the editor's secret store, or empty.
        environment: the variables.
    """
    if secret := client_key.strip():
        return Key(secret, "the editor's secret store")
    for name in VARIABLES:
        if secret := environment.get(name, "").strip():
            return Key(secret, name)
    secret = _in_keyring(urlsplit(base_url).netloc).strip()
    return Key(secret, "the keyring") if secret else None


def _in_keyring(host: str) -> str:
    """What the keyring holds for a host; empty also where there is no keyring, or it stays shut."""
    try:
        keyring = importlib.import_module("keyring")
        secret = keyring.get_password(SERVICE, host)
    except Exception:  # noqa: BLE001 - backends raise what they like, and a shut keyring holds no key for us
        return ""
    return secret if isinstance(secret, str) else ""
