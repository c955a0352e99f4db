"""Finds secrets before anything leaves the machine, and puts placeholders in their place."""

import re
from collections.abc import Iterator
from math import log2
from threading import Lock
from typing import Final

from blockguide.writers.model.packages import needing_packages

_TOKEN = re.compile(r"[^\s\"'`,;()\[\]{}<>|]+")
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<value>[A-Za-z0-9+/=_.~-]{20,})(?P=quote)")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL
)
_ENTROPY_DETECTORS: Final = ("Base64HighEntropyString", "HexHighEntropyString")
_UNUSED: Final = (*_ENTROPY_DETECTORS, "IPPublicDetector")
_ALLOWS: Final = "detect_secrets.filters.allowlist.is_line_allowlisted"
"""A secret that a comment allows to be in the repository is not allowed to leave the machine."""

_LEAST_ENTROPY: Final = {"hex": 3.0, "base64": 4.5}
"""Bits a character above which a quoted token counts as random: detect-secrets' own defaults."""

_HEX = re.compile(r"[0-9a-fA-F]+")
_SHORTEST: Final = 4
_one_at_a_time: Final = Lock()
"""detect-secrets keeps its settings in the process: a second thread would take its detectors from the first."""


def redacted(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """`text` with a placeholder for each secret, and what the placeholders stand for.

    The detectors are those of detect-secrets: known shapes of keys, passwords beside their names, private
    keys, random quoted strings.

    Raises:
        EndpointFault: PACKAGES where detect-secrets is not installed.
    """
    secrets = dict.fromkeys(_secrets_in(text))
    placeholders = []
    for number, secret in enumerate(sorted(secrets, key=len, reverse=True), start=1):
        placeholder = f"REDACTED_SECRET_{number}"
        if secret in text:
            text = text.replace(secret, placeholder)
            placeholders.append((placeholder, secret))
    return text, tuple(placeholders)


def restored(text: str, placeholders: tuple[tuple[str, str], ...]) -> str:
    """`text` with the secrets back in the places of their placeholders."""
    for placeholder, secret in reversed(placeholders):
        text = re.sub(rf"{placeholder}(?!\d)", secret.replace("\\", r"\\"), text)
    return text


def _secrets_in(text: str) -> Iterator[str]:
    for key in _PRIVATE_KEY.finditer(text):
        yield key[0]
    for quoted in _QUOTED.finditer(text):
        if _is_random(quoted["value"]):
            yield quoted["value"]
    yield from _known_shapes(text)


def _known_shapes(text: str) -> Iterator[str]:
    # Half a second to import, and only for those who have a model write.
    with needing_packages():
        from detect_secrets.core.plugins.util import (  # noqa: PLC0415
            get_mapping_from_secret_type_to_class,
        )
        from detect_secrets.core.scan import scan_line  # noqa: PLC0415
        from detect_secrets.settings import transient_settings  # noqa: PLC0415

    kinds: dict[str, type] = get_mapping_from_secret_type_to_class()
    names = {kind.__name__ for kind in kinds.values()}
    plugins = [{"name": name} for name in sorted(names - set(_UNUSED))]
    with _one_at_a_time, transient_settings({"plugins_used": plugins}) as settings:
        settings.disable_filters(_ALLOWS)
        for line in text.splitlines():
            for found in scan_line(line):
                value = found.secret_value
                if value and len(value) >= _SHORTEST - 1 and "PRIVATE KEY" not in value:
                    yield from _whole(line, value)


def _whole(line: str, value: str) -> Iterator[str]:
    """The whole tokens around a value: some detectors find only how a key begins."""
    for token in _TOKEN.finditer(line):
        if value in token[0] and "://" not in token[0]:
            begins = token[0].find(value)
            whole = token[0][begins:] if "=" in token[0][:begins] else token[0]
            if len(whole) >= _SHORTEST:
                yield whole
        elif value in token[0] and len(value) >= _SHORTEST:
            yield value


def _is_random(value: str) -> bool:
    counts = [value.count(sign) for sign in set(value)]
    entropy = -sum(count / len(value) * log2(count / len(value)) for count in counts)
    if _HEX.fullmatch(value):
        return entropy > _LEAST_ENTROPY["hex"]
    has_all = any(map(str.isdigit, value)) and any(map(str.isupper, value))
    return has_all and entropy > _LEAST_ENTROPY["base64"]
