"""Finds secrets by their shape in any text: keys that are known, random tokens, `name=value` in words."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Final

from blockguide.writers.model.packages import needing_packages
from blockguide.writers.model.randomness import is_random
from blockguide.writers.model.secret_names import SHORTEST, Kind, is_secret, kind_of

_TOKEN = re.compile(r"[^\s\"'`,;()\[\]{}<>|]+")
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<value>[A-Za-z0-9+/=_.~-]{20,})(?P=quote)")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL
)
_ENTROPY_DETECTORS: Final = ("Base64HighEntropyString", "HexHighEntropyString")
_UNUSED: Final = (*_ENTROPY_DETECTORS, "IPPublicDetector")
_BY_NAME: Final = ("Secret Keyword", "Basic Auth Credentials")
_ALLOWS: Final = "detect_secrets.filters.allowlist.is_line_allowlisted"
"""A secret that a comment allows to be in the repository is not allowed to leave the machine."""

_one_at_a_time: Final = Lock()
"""detect-secrets keeps its settings in the process: a second thread would take its detectors from the first."""

_AUTHORIZATION = re.compile(
    r"\b(?P<scheme>bearer|basic|token)\s+(?P<value>[A-Za-z0-9._~+/-]{8,200}=*)", re.IGNORECASE
)
_NAME = re.compile(r"(?<![\w-])(?P<name>\w[\w -]{2,40}?)[\"']?\s{0,3}(?P<sign>[:=])\s{0,3}")
_VALUE = re.compile(r"([\"'])(?P<quoted>[^\"'\n]+)\1|(?P<bare>[^\s\"'`&;,<>(){}\[\]]{4,})")
_LONG = re.compile(r"(?<![\w/.+=-])[A-Za-z0-9_-]{32,}(?![\w/.+-])")
_LEAST_BEARER: Final = 16


def shaped_secrets(text: str) -> Iterator[str]:
    """What has the shape of a secret in code or prose, by detect-secrets and by its randomness.

    Raises:
        EndpointFault: PACKAGES where detect-secrets is not installed.
    """
    for key in _PRIVATE_KEY.finditer(text):
        yield key[0]
    for quoted in _QUOTED.finditer(text):
        if is_random(quoted["value"]):
            yield quoted["value"]
    yield from _known_shapes(text.splitlines())


def told_secrets(text: str) -> Iterator[str]:
    """The secrets inside a string or a comment: of a header, an address, a connection, or told by name."""
    for header in _AUTHORIZATION.finditer(text):
        if _is_credential(header["scheme"], header["value"]):
            yield header["value"]
    for name in _NAME.finditer(text):
        kind = kind_of(name["name"])
        told = _VALUE.match(text, name.end()) if kind else None
        if kind and told:
            value = told["quoted"] or told["bare"]
            is_told = told["quoted"] or name["sign"] == "=" or not value.isalpha()
            if is_random(value) or (is_told and is_secret(value, kind, name["name"])):
                yield value
    for long in _LONG.finditer(text):
        if is_random(long[0]) and not _is_hex(long[0]):
            yield long[0]


def _known_shapes(lines: Iterable[str]) -> Iterator[str]:
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
        for line in lines:
            for found in scan_line(line):
                value = found.secret_value
                if not value or "PRIVATE KEY" in value:
                    continue
                if found.type not in _BY_NAME:
                    yield from _whole(line, value)
                elif is_secret(value, Kind.PASSWORD):
                    yield value


def _whole(line: str, value: str) -> Iterator[str]:
    """The whole tokens around a value: some detectors find only how a key begins."""
    if len(value) < SHORTEST - 1:
        return
    for token in _TOKEN.finditer(line):
        if value in token[0] and "://" not in token[0]:
            begins = token[0].find(value)
            whole = token[0][begins:] if "=" in token[0][:begins] else token[0]
            if len(whole) >= SHORTEST:
                yield whole
        elif value in token[0] and len(value) >= SHORTEST:
            yield value


def _is_credential(scheme: str, value: str) -> bool:
    if scheme.lower() == "basic":
        try:
            return b":" in base64.b64decode(value, validate=True) or is_random(value)
        except binascii.Error:
            return is_random(value)
    if len(value) < _LEAST_BEARER:
        return any(map(str.isdigit, value)) and is_secret(value, Kind.KEY)
    return is_random(value) or is_secret(value, Kind.KEY)


def _is_hex(value: str) -> bool:
    return set(value) <= set("0123456789abcdefABCDEF-")
