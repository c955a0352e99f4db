"""Asks the client for its settings, takes those that it sends, and asks to be told of changes."""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.lsp.delivery.asking import Refused, ask
from blockguide.settings.declaration import SECTION

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

ANSWER_SECONDS: Final = 5.0
"""How long a client may take to answer; some never do."""

_WATCHED: Final = ("**/*.{py,pyi}", "**/{pyproject.toml,setup.cfg,setup.py}")

_log = logging.getLogger(__name__)


async def initialized(session: "Session", _: types.InitializedParams) -> None:
    """The client is ready: it is asked for its settings, and to tell of changes."""
    if session.client.offers("experimental.blockguide.scopes") is True:
        session.settings.trust_scopes()
    session.in_background(_register(session), "registration")
    await _pull(session)


async def changed(session: "Session", params: types.DidChangeConfigurationParams) -> None:
    """Settings changed; a client that keeps them for itself is asked for them."""
    session.settings.push(params.settings)
    await _pull(session)


async def refresh(session: "Session") -> None:
    """The workspace's folders changed: the new ones have settings, too."""
    await _pull(session)


async def settled(session: "Session") -> None:
    """Returns when every change of the settings that was told by now has taken effect, or is not answered."""
    if session.unsettled:
        await asyncio.wait(session.unsettled)


async def _pull(session: "Session") -> None:
    effect = asyncio.get_running_loop().create_future()
    session.unsettled.add(effect)
    try:
        await _ask_for_settings(session)
    finally:
        session.unsettled.discard(effect)
        effect.set_result(None)


async def _ask_for_settings(session: "Session") -> None:
    if _keeps_settings(session):
        folders = tuple(session.folders)
        items = [
            types.ConfigurationItem(section=SECTION),
            *(types.ConfigurationItem(scope_uri=uri, section=SECTION) for uri in folders),
        ]
        answer = await _answer(
            session, types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items)
        )
        if isinstance(answer, list | tuple) and answer:
            by_folder = dict(zip(folders, answer[1:], strict=False))
            session.settings.configure(answer[0], by_folder)
    _take_effect(session)


def _take_effect(session: "Session") -> None:
    logging.getLogger("blockguide").setLevel(session.settings.window.log_level.upper())
    notices = session.settings.take_notices()
    for notice in notices:
        _log.warning("%s", notice)
    if notices:
        told = "\n".join(map(session.words.told, notices))
        session.server.window_show_message(
            types.ShowMessageParams(types.MessageType.Warning, f"BlockGuide: {told}")
        )


def _keeps_settings(session: "Session") -> bool:
    """Whether a client answers `workspace/configuration`; Kate does, and does not say so."""
    offered = session.client.offers("workspace.configuration") is True
    return offered or session.client.name.lower().startswith("kate")


async def _register(session: "Session") -> None:
    registrations = []
    if session.client.offers("workspace.didChangeConfiguration.dynamicRegistration") is True:
        registrations.append(
            types.Registration(
                "blockguide-settings",
                types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                types.DidChangeConfigurationRegistrationOptions(section=SECTION),
            )
        )
    if session.client.offers("workspace.didChangeWatchedFiles.dynamicRegistration") is True:
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
        registrations.append(
            types.Registration(
                "blockguide-files",
                types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
        )
    if registrations:
        params = types.RegistrationParams(registrations)
        await _answer(session, types.CLIENT_REGISTER_CAPABILITY, params)


async def _answer(session: "Session", method: str, params: object) -> object:
    """The client's answer; None where it refuses, or does not answer in time."""
    try:
        return await ask(session, method, params, ANSWER_SECONDS)
    except TimeoutError:
        _log.warning("%s was not answered", method)
    except Refused:
        _log.warning("%s was refused", method)
    return None
