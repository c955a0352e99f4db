"""Puts the model writer together: endpoint, key and daily limit, as the person chose them."""

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

from blockguide.cache.spending import Spending
from blockguide.code.subject import Subject
from blockguide.guide.entry import Finding
from blockguide.guide.values import Guide
from blockguide.settings import Settings, WriterChoice
from blockguide.writers.model.endpoint import Preset, checked_address, presets
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind, Usage, Wish
from blockguide.writers.model.writer import Answered, ModelWriter, Word, model_writer

KEYS = ("BLOCKGUIDE_API_KEY", "OPENAI_API_KEY")
"""The environment variables that may hold the key, the first that is set wins."""

client_keys: dict[str, str] = {}
"""Keys that an editor handed over from its secret store, by the endpoint's address; in memory alone."""


def chosen_model(settings: Settings) -> ModelWriter | None:
    """The model that is to write; None where the person chose none, so that nothing is sent anywhere.

    What is wrong with the choice is told when it is to write, so that there is an offline guide at least.
    """
    if settings.writer is WriterChoice.OFFLINE:
        return None
    if not settings.model.name and settings.writer is WriterChoice.AUTO:
        return None
    wish = Wish(settings.language, settings.model.detail, settings.model.template)
    try:
        endpoint = endpoint_of(settings, os.environ)
    except EndpointFault as fault:
        placeholder = Endpoint("http://localhost/v1", settings.model.name or "none")
        return replace(model_writer(placeholder, wish), write=partial(_fail, fault))
    return _limited(model_writer(endpoint, wish), settings)


def endpoint_of(settings: Settings, environment: Mapping[str, str]) -> Endpoint:
    """The endpoint that the settings mean.

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
    base_url = checked_address(chosen.base_url or preset.base_url, chosen.plain_http_hosts)
    return Endpoint(
        base_url,
        chosen.name,
        client_keys.get(base_url) or key_in(environment),
        chosen.api_version,
        chosen.connect / 1000,
        chosen.first_token / 1000,
        chosen.silence / 1000,
        chosen.whole / 1000,
        chosen.retries,
        chosen.context_tokens or preset.context_tokens,
        chosen.answer_tokens,
    )


def key_in(environment: Mapping[str, str]) -> str | None:
    """The key that the environment holds."""
    return next((environment[name] for name in KEYS if environment.get(name)), None)


def _preset(name: str) -> Preset:
    for preset in presets():
        if preset.name == name:
            return preset
    known = ", ".join(preset.name for preset in presets())
    raise EndpointFault(FaultKind.ADDRESS, f"There is no preset `{name}`.", f"There are {known}.")


@dataclass(frozen=True, slots=True)
class _Budget:
    spending: Spending
    daily: int

    def check(self) -> None:
        if self.daily and self.spending.today() >= self.daily:
            raise EndpointFault(
                FaultKind.BUDGET,
                f"The day's limit of {self.daily} tokens is used up.",
                "Raise `blockguide.budget.dailyTokens`, or go on tomorrow.",
            )

    def add(self, usage: Usage) -> None:
        self.spending.add(usage.prompt + usage.answer)


def _limited(writer: ModelWriter, settings: Settings) -> ModelWriter:
    budget = _Budget(Spending(settings.cache_directory), settings.model.daily_tokens)

    async def write(subject: Subject) -> AsyncGenerator[Word, None]:
        budget.check()
        async with aclosing(writer.write(subject)) as words:
            async for word in words:
                if isinstance(word, Answered):
                    budget.add(word.usage)
                yield word

    async def repair(
        subject: Subject, guide: Guide, findings: Sequence[Finding]
    ) -> Answered | None:
        budget.check()
        answered = await writer.repair(subject, guide, findings)
        if answered:
            budget.add(answered.usage)
        return answered

    return replace(writer, write=write, repair=repair)


async def _fail(fault: EndpointFault, _: Subject) -> AsyncGenerator[Word, None]:
    for word in tuple[Word, ...]():
        yield word
    raise fault
