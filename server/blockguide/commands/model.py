"""Puts the model writer together: endpoint, key and daily limit, as the person chose them."""

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from blockguide.cache.spending import Spending
from blockguide.code.subject import Subject
from blockguide.commands.keys import Key, key_for
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.entry import Finding
from blockguide.guide.values import Guide
from blockguide.settings import Settings
from blockguide.writers.model import talking
from blockguide.writers.model.budget import tokens_in
from blockguide.writers.model.endpoint import Preset, checked_address, presets
from blockguide.writers.model.values import (
    Answer,
    Ended,
    Endpoint,
    EndpointFault,
    FaultKind,
    Piece,
    Prompt,
    Wish,
)
from blockguide.writers.model.writer import Answered, ModelWriter, Word, model_writer


def model_for(settings: Settings, client_key: str) -> ModelWriter:
    """The model that the settings choose; what is wrong with the choice is told when it is to write."""
    try:
        endpoint = endpoint_of(settings)
        ask = partial(_asked, _Budget(settings), _Patience(), client_key)
        return model_writer(endpoint, wish_of(settings), ask)
    except EndpointFault as fault:
        return _mute(settings, fault)
    except BlockGuideError as error:
        return _mute(settings, EndpointFault(FaultKind.MISSING, error.message, error.advice))


def wish_of(settings: Settings) -> Wish:
    """How the settings want a guide to be written."""
    return Wish(settings.language, settings.model.detail, settings.model.template)


def endpoint_of(settings: Settings) -> Endpoint:
    """The endpoint that the settings mean, its key not looked up yet.

    Raises:
        EndpointFault: MISSING for no model, ADDRESS or UNSAFE for an address that will not do.
    """
    chosen = settings.model
    if not chosen.name:
        raise EndpointFault(
            FaultKind.MISSING,
            "No model is chosen.",
            "Set BLOCKGUIDE_MODEL or `blockguide.model`; `blockguide models` lists what there is.",
        )
    preset = _preset(chosen.preset)
    return Endpoint(
        checked_address(chosen.base_url or preset.base_url, chosen.plain_http_hosts),
        chosen.name,
        None,
        chosen.api_version,
        chosen.connect / 1000,
        chosen.first_token / 1000,
        chosen.silence / 1000,
        chosen.whole / 1000,
        chosen.retries,
        chosen.context_tokens or preset.context_tokens,
        chosen.answer_tokens,
    )


def told(fault: EndpointFault) -> BlockGuideError:
    """What a person who asked for a model's answer alone is told of a fault: NO_ANSWER, or NO_PACKAGES."""
    is_missing = fault.kind is FaultKind.PACKAGES
    code = ErrorCode.NO_PACKAGES if is_missing else ErrorCode.NO_ANSWER
    return BlockGuideError(code, fault.sentence, fault.advice)


def with_any_model(settings: Settings) -> Settings:
    """The settings with a name for the model, for what is the same whichever it is."""
    if settings.model.name:
        return settings
    return replace(settings, model=replace(settings.model, name="any"))


async def key_of(endpoint: Endpoint, client_key: str = "") -> Key | None:
    """The key for an endpoint; a keyring that keeps one waiting holds none."""
    try:
        async with asyncio.timeout(endpoint.first_token_seconds):
            return await asyncio.to_thread(key_for, endpoint.base_url, client_key, os.environ)
    except TimeoutError:
        return None


def _preset(name: str) -> Preset:
    for preset in presets():
        if preset.name == name:
            return preset
    known = ", ".join(preset.name for preset in presets())
    raise EndpointFault(FaultKind.ADDRESS, f"There is no preset `{name}`.", f"There are {known}.")


_MOST_FAULTS: Final = 3


class _Budget:
    """The tokens of the day, and how many there may be."""

    def __init__(self, settings: Settings) -> None:
        self._spending = Spending(settings.cache_directory)
        self._daily = settings.model.daily_tokens

    def check(self) -> None:
        """Raises `EndpointFault` BUDGET where the day's tokens are used up."""
        if self._daily and self._spending.today() >= self._daily:
            raise EndpointFault(
                FaultKind.BUDGET,
                f"The day's limit of {self._daily} tokens is used up.",
                "Raise `blockguide.budget.dailyTokens`, or go on tomorrow.",
            )

    def add(self, tokens: int) -> None:
        self._spending.add(tokens)


class _Patience:
    """How often an endpoint failed in a row; one that fails on and on is not asked for each of many blocks."""

    def __init__(self) -> None:
        self._faults = 0

    def check(self) -> None:
        """Raises `EndpointFault` where the endpoint is not worth another request."""
        if self._faults >= _MOST_FAULTS:
            raise EndpointFault(
                FaultKind.SERVER,
                f"The endpoint failed {_MOST_FAULTS} times in a row, and is not asked any more.",
                "Run again when it is well: `blockguide doctor` tells.",
            )

    def failed(self) -> None:
        self._faults += 1

    def answered(self) -> None:
        self._faults = 0


async def _asked(
    budget: _Budget, patience: _Patience, client_key: str, endpoint: Endpoint, prompt: Prompt
) -> AsyncGenerator[Answer, None]:
    """`talking.ask` with the key, within the day's tokens; what is left early counts as far as it came."""
    patience.check()
    await asyncio.to_thread(budget.check)
    key = await key_of(endpoint, client_key)
    usage, texts = None, list[str]()
    try:
        async with aclosing(
            talking.ask(replace(endpoint, key=key.secret if key else None), prompt)
        ) as answer:
            async for one in answer:
                if isinstance(one, Piece):
                    texts.append(one.text)
                elif isinstance(one, Ended):
                    usage = one.usage
                    patience.answered()
                yield one
    except EndpointFault as fault:
        usage = fault.usage
        if fault.kind is not FaultKind.PACKAGES:
            patience.failed()
        raise
    finally:
        if usage:
            budget.add(usage.total)
        elif texts:
            budget.add(prompt.tokens + tokens_in("".join(texts)))


@dataclass(frozen=True, slots=True)
class _Mute:
    """A model that cannot write, and why."""

    fault: EndpointFault

    async def write(self, _: Subject) -> AsyncGenerator[Word, None]:
        for word in tuple[Word, ...]():
            yield word
        raise self.fault

    async def repair(self, _: Subject, __: Guide, ___: Sequence[Finding]) -> Answered | None:
        raise self.fault


def _mute(settings: Settings, fault: EndpointFault) -> ModelWriter:
    mute = _Mute(fault)
    return ModelWriter("model", settings.model.name, "", settings.language, mute.write, mute.repair)
