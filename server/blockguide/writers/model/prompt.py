"""Puts together all that is sent for a block, and nothing else is ever sent."""

from typing import Final

from blockguide.code.subject import Subject
from blockguide.writers.model.budget import fitting, tokens_in
from blockguide.writers.model.ignoring import is_ignored
from blockguide.writers.model.material import opening, portions, untold
from blockguide.writers.model.redaction import redacted
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import (
    Endpoint,
    EndpointFault,
    FaultKind,
    Message,
    Prompt,
    Wish,
)

_OVERHEAD: Final = 64
"""Tokens that an endpoint adds around messages, on the safe side."""


def prompt_for(subject: Subject, wish: Wish, endpoint: Endpoint) -> Prompt:
    """The prompt for a block, fitted to the endpoint's window, its secrets replaced.

    The instructions come first and are the same for every block, so that an endpoint can keep them.

    Raises:
        EndpointFault: UNSAFE for a file that no model may see, TOO_LONG for a block that cannot fit.
        BlockGuideError: BAD_TEMPLATE.
    """
    path = subject.block.source.path
    if is_ignored(path, subject.context.project):
        raise EndpointFault(
            FaultKind.UNSAFE,
            f"`{path.name}` is among the files that no model may see.",
            "Rename it, or allow it in `.blockguideignore` with a line that begins with !.",
        )
    system, version = instructions(wish)
    block = opening(subject)
    room = (
        endpoint.context_tokens
        - endpoint.answer_tokens
        - _OVERHEAD
        - tokens_in(system)
        - tokens_in(block)
    )
    if room < 0:
        raise EndpointFault(
            FaultKind.TOO_LONG,
            f"The block is longer than the window of `{endpoint.model}` allows.",
            "Select a smaller block, or set the size of the model's window in the settings.",
        )
    kept, dropped = fitting(tuple(portions(subject)), room)
    whole = "\n".join((block, *(portion.text for portion in kept)))
    text, placeholders = redacted(whole)
    messages = (Message("system", system), Message("user", text))
    tokens = sum(tokens_in(message.text) for message in messages)
    return Prompt(messages, (*dropped, *untold(subject)), placeholders, tokens, version)
