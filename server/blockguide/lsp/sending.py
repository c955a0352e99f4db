"""What leaves the machine: the key that the client gives us, and what would be sent to a model for a block."""

from itertools import count
from typing import TYPE_CHECKING, Final

from blockguide.guide.form import fence_for
from blockguide.lsp import wire
from blockguide.lsp.delivery.manuscript import KeptPage
from blockguide.lsp.params import document_params, key_params
from blockguide.lsp.requests import order_for, read
from blockguide.lsp.wording import Words
from blockguide.settings import Settings, WriterChoice
from blockguide.workshop.values import Sent

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

_NUMBERS: Final = count(1)


def set_key(session: "Session", params: object) -> None:
    """Takes `blockguide/setKey`.

    Raises:
        JsonRpcException: InvalidParams.
    """
    session.workshop.set_key(read(key_params, params).key)


async def sent(session: "Session", params: object) -> wire.SentAnswer:
    """Answers `blockguide/sent`.

    Raises:
        BlockGuideError: what would keep it from being sent, or an expected failure.
        JsonRpcException: InvalidParams, ContentModified.
    """
    _, order = await order_for(session, read(document_params, params))
    told = await session.workshop.sent(order)
    return wire.SentAnswer(
        messages=[wire.SentMessage(role=each.role, text=each.text) for each in told.messages],
        tokens=told.tokens,
        dropped=[session.words.told(each) for each in told.dropped],
        secrets=told.secrets,
        model=chosen_model(order.settings),
    )


async def show_sent(session: "Session", argument: object) -> None:
    """Shows, as a page, what would be sent to a model for a block."""
    uri, order = await order_for(session, read(document_params, argument))
    told = await session.workshop.sent(order)
    name = f"sent-{order.source.path.stem}"
    page = sent_page(told, chosen_model(order.settings), session.words)
    session.delivery.begin(KeptPage(f"sent-{next(_NUMBERS)}", uri, name, "", page))


def chosen_model(settings: Settings) -> str:
    """The model that writes; empty where the offline writer does."""
    return "" if settings.writer is WriterChoice.OFFLINE else settings.model.name


def sent_page(told: Sent, model: str, words: Words) -> str:
    """What would be sent, as Markdown."""
    say = words.say
    first = (
        say("This is sent to `{model}` when it documents the block, and nothing else.", model=model)
        if model
        else say(
            "Nothing is sent: no model is chosen. To a model this would be sent, and nothing else."
        )
    )
    facts = [say("About {tokens} tokens.", tokens=told.tokens)]
    if told.secrets:
        facts.append(say("Replaced, as they look like secrets: {secrets}.", secrets=told.secrets))
    if told.dropped:
        facts.append(
            say(
                "Left out: {names}.",
                names=", ".join(map(words.told, told.dropped)),
            )
        )
    parts = [say("# What is sent to the model"), first, " ".join(facts)]
    for message in told.messages:
        fence = fence_for(message.text)
        parts += [f"## {message.role}", f"{fence}text\n{message.text.rstrip()}\n{fence}"]
    return "\n\n".join(parts) + "\n"
