"""The commands `models`, `doctor`, `prompt`: what an endpoint offers, what ails it, what it would get."""

from argparse import Namespace
from collections.abc import Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

from blockguide.code.context.analyst import Analyst
from blockguide.code.source import read_source
from blockguide.commands.model import endpoint_of, key_of, told, with_any_model
from blockguide.commands.sending import what_is_sent
from blockguide.guide.form import one_line
from blockguide.guide.safe import with_hidden_named
from blockguide.settings import Settings
from blockguide.terminal.printing import print_notice, say
from blockguide.terminal.targets import parse_target, select
from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import (
    EndpointFault,
    Message,
    Piece,
    Prompt,
)


async def _models(settings: Settings, _: Namespace) -> int:
    try:
        endpoint = endpoint_of(with_any_model(settings))
        key = await key_of(endpoint)
        for name in await models_of(replace(endpoint, key=key.secret if key else None)):
            say(one_line(with_hidden_named(name)))
    except EndpointFault as fault:
        raise told(fault) from fault
    return 0


async def _doctor(settings: Settings, _: Namespace) -> int:
    try:
        endpoint = endpoint_of(settings)
        key = await key_of(endpoint)
        say(f"address  {endpoint.base_url}")
        say(f"model    {endpoint.model}")
        say(f"key      {f'from {key.origin}' if key else 'none'}")
        began = perf_counter()
        prompt = Prompt((Message("user", "Say yes."),), (), (), 4, "doctor")
        secret = key.secret if key else None
        tried = replace(endpoint, key=secret, answer_tokens=1, retries=0)
        async with aclosing(ask(tried, prompt)) as answer:
            first = await anext(answer)
        what = "the first word" if isinstance(first, Piece) else "it, without a word,"
        say(f"answer   {what} came after {perf_counter() - began:.1f} s")
    except EndpointFault as fault:
        raise told(fault) from fault
    say("All is well: this model can write.")
    return 0


async def _prompt(settings: Settings, options: Namespace) -> int:
    target = parse_target(options.target, options.symbol)
    selection = select(target, read_source(Path(target.path)))
    async with Analyst(settings) as analyst:
        sent = await what_is_sent(selection, analyst, settings)
    for message in sent.messages:
        say(f"----- {message.role} -----\n{message.text}")
    for what in sent.dropped:
        print_notice(f"Left out: {what}.")
    replaced = f"{sent.secrets} secret{'' if sent.secrets == 1 else 's'} replaced"
    print_notice(f"About {sent.tokens} tokens; {replaced}.")
    return 0


ENDPOINT_COMMANDS: Final[
    Mapping[str, Callable[[Settings, Namespace], Coroutine[object, object, int]]]
] = {
    "models": _models,
    "doctor": _doctor,
    "prompt": _prompt,
}
"""What runs each of these commands; its exit code."""
