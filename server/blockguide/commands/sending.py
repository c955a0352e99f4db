"""Tells what would be sent to a model for a selection, by the same code that sends it."""

import asyncio

from blockguide.code.block import Selection
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.subject import Subject
from blockguide.commands.model import endpoint_of, told, wish_of, with_any_model
from blockguide.document import Analyst
from blockguide.settings import Settings
from blockguide.workshop.values import Sent, SentMessage
from blockguide.writers.model.prompt import prompt_for
from blockguide.writers.model.values import EndpointFault


async def what_is_sent(selection: Selection, analyst: Analyst, settings: Settings) -> Sent:
    """What would be sent for a selection to the model that the settings choose, or to any; nothing is sent.

    Raises:
        BlockGuideError: NO_ANSWER or NO_PACKAGES for what would keep it from being sent, BAD_TEMPLATE, or what
            is wrong with the selection.
    """
    block = block_at(selection)
    facts = read_facts(block)
    subject = Subject(block, facts, await analyst.context(block, facts))
    try:
        endpoint = endpoint_of(with_any_model(settings))
        prompt = await asyncio.to_thread(prompt_for, subject, wish_of(settings), endpoint)
    except EndpointFault as fault:
        raise told(fault) from fault
    messages = tuple(SentMessage(message.role, message.text) for message in prompt.messages)
    return Sent(messages, prompt.tokens, prompt.dropped, len(prompt.placeholders))
