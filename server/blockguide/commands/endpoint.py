"""The commands `models`, `doctor`, `prompt`: what an endpoint offers, what ails it, what it would get."""

import os
from argparse import Namespace
from collections.abc import Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

from blockguide.code.context.analyst import Analyst
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.commands.model import endpoint_of
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.settings import Detail, Settings, WriterChoice
from blockguide.terminal.printing import print_notice, say
from blockguide.terminal.targets import parse_target, select
from blockguide.writers.model.prompt import prompt_for
from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import (
    Endpoint,
    EndpointFault,
    Message,
    Piece,
    Prompt,
    Waiting,
    Wish,
)

WISHES: Final = ("writer", "model", "preset", "base_url", "language", "detail")
"""The options of the command line that choose who writes."""

_LIST: Final = "the list of models"


def chosen(settings: Settings, options: Namespace) -> Settings:
    """The settings with what the command line chose in their place."""
    wishes = {name: getattr(options, name, None) for name in WISHES}
    model = settings.model
    if wishes["model"] is not None:
        model = replace(model, name=wishes["model"])
    if wishes["preset"] is not None:
        model = replace(model, preset=wishes["preset"])
    if wishes["base_url"] is not None:
        model = replace(model, base_url=wishes["base_url"])
    if wishes["detail"] is not None:
        model = replace(model, detail=Detail(wishes["detail"]))
    if wishes["writer"] is not None:
        settings = replace(settings, writer=WriterChoice(wishes["writer"]))
    if wishes["language"] is not None:
        settings = replace(settings, language=wishes["language"])
    return replace(settings, model=model)


async def _models(settings: Settings, _: Namespace) -> int:
    try:
        for name in await models_of(_endpoint(settings)):
            say(name)
    except EndpointFault as fault:
        return _tell(fault)
    return 0


async def _doctor(settings: Settings, _: Namespace) -> int:
    try:
        endpoint = replace(endpoint_of(settings, os.environ), answer_tokens=1, retries=0)
        say(f"address  {endpoint.base_url}")
        say(f"model    {endpoint.model}")
        say(f"key      {'set' if endpoint.key else 'none'}")
        began = perf_counter()
        message = Message("user", "Say yes.")
        async with aclosing(ask(endpoint, Prompt((message,), (), (), 4, "doctor"))) as answer:
            async for one in answer:
                if isinstance(one, Piece):
                    say(f"answer   the first word came after {perf_counter() - began:.1f} s")
                    break
                if isinstance(one, Waiting):
                    print_notice(one.sentence)
    except EndpointFault as fault:
        return _tell(fault)
    say("All is well: this model can write.")
    return 0


async def _prompt(settings: Settings, options: Namespace) -> int:
    target = parse_target(options.target, options.symbol)
    block = block_at(select(target, read_source(Path(target.path))))
    facts = read_facts(block)
    async with Analyst(settings) as analyst:
        subject = Subject(block, facts, await analyst.context(block, facts))
    wish = Wish(settings.language, settings.model.detail, settings.model.template)
    try:
        prompt = prompt_for(subject, wish, _endpoint(settings))
    except EndpointFault as fault:
        return _tell(fault)
    for message in prompt.messages:
        say(f"----- {message.role} -----\n{message.text}")
    for what in prompt.dropped:
        print_notice(f"Left out, for want of room: {what}.")
    print_notice(f"About {prompt.tokens} tokens; {len(prompt.placeholders)} secrets replaced.")
    return 0


def _endpoint(settings: Settings) -> Endpoint:
    """The endpoint, for what needs no model as well."""
    named = replace(settings, model=replace(settings.model, name=settings.model.name or _LIST))
    return endpoint_of(named, os.environ)


def _tell(fault: EndpointFault) -> int:
    raise BlockGuideError(ErrorCode.NO_ANSWER, fault.sentence, fault.advice) from fault


ENDPOINT_COMMANDS: Final[
    Mapping[str, Callable[[Settings, Namespace], Coroutine[object, object, int]]]
] = {
    "models": _models,
    "doctor": _doctor,
    "prompt": _prompt,
}
