"""Opens a document in the editor, and says things to the person."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.lsp.delivery.asking import Refused, ask

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

# Some clients read `selection` unguarded.
_TOP: Final = types.Range(types.Position(0, 0), types.Position(0, 0))


def shows(session: "Session") -> bool:
    """Whether the client can be asked to open a document."""
    return session.delivery.profile.shows and not session.delivery.never_answers_shows


async def show(session: "Session", uri: str) -> bool:
    """Whether the client says that it opened a document.

    A client that never answers is not asked a second time.
    """
    if not shows(session):
        return False
    params = types.ShowDocumentParams(uri=uri, take_focus=True, selection=_TOP)
    try:
        answer = await ask(
            session, types.WINDOW_SHOW_DOCUMENT, params, session.delivery.pace.answer
        )
    except TimeoutError:
        session.delivery.never_answers_shows = True
        return False
    except Refused:
        return False
    return getattr(answer, "success", None) is True


def say(
    session: "Session", sentence: str, kind: types.MessageType = types.MessageType.Info
) -> None:
    """Tells the person something."""
    session.server.window_show_message(types.ShowMessageParams(kind, sentence))


def say_where(session: "Session", name: str, path: Path) -> None:
    """Tells the person in which file a guide is."""
    say(session, session.words.say("The guide to {name} is in {path}", name=name, path=path))


def say_failure(session: "Session", failure: BlockGuideError) -> None:
    """Tells the person what went wrong, and what to do about it."""
    own = failure.code is ErrorCode.INTERNAL
    kind = types.MessageType.Error if own else types.MessageType.Warning
    told = session.words.told
    say(session, f"{told(failure.message)} {told(failure.advice)}", kind)
