"""Puts together all that is sent for a block, and nothing else is ever sent."""

from typing import Final

from blockguide.code.subject import Subject
from blockguide.writers.model.budget import fitting, tokens_in
from blockguide.writers.model.concealing import concealed
from blockguide.writers.model.ignoring import is_ignored
from blockguide.writers.model.material import (
    PREFACE,
    block_shown,
    portions,
    untold,
    uses,
    way,
)
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

    What is the same for every block comes first, so that an endpoint can keep it; the block comes last.

    Raises:
        EndpointFault: UNSAFE for a file that no model may see, TOO_LONG for a block that cannot fit, PACKAGES.
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
    subject, secrets = concealed(subject)
    reached, block = way(subject), block_shown(subject)
    room = (
        endpoint.context_tokens
        - endpoint.answer_tokens
        - _OVERHEAD
        - tokens_in(system)
        - tokens_in(f"{PREFACE}\n{reached}\n{block}")
    )
    if room < 0:
        raise EndpointFault(
            FaultKind.TOO_LONG,
            f"The block is longer than the window of `{endpoint.model}` allows.",
            "Select a smaller block, or set `blockguide.endpoint.contextTokens` "
            "(or BLOCKGUIDE_CONTEXT_TOKENS) to the model's window.",
        )
    known, unknown = fitting(tuple(portions(subject)), room)
    room -= sum(tokens_in(portion.text) for portion in known)
    used, unused = fitting(tuple(uses(subject)), room)
    parts = (PREFACE, *(each.text for each in known), reached, *(each.text for each in used), block)
    text = "\n".join(parts)
    placeholders = secrets.told_in(text)
    cramped = (*unknown, *unused)
    dropped = (*(f"{what} (no room)" for what in cramped), *untold(subject))
    messages = (Message("system", system), Message("user", text))
    tokens = sum(tokens_in(message.text) for message in messages)
    return Prompt(messages, dropped, placeholders, tokens, version, cramped)
