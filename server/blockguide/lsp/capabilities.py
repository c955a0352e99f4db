"""What the server says of itself in the answer to `initialize`, from the client's words alone.

It imports next to nothing: it answers before anything else of the server is imported.
"""

from typing import Any, Final

from blockguide import __version__

NAME: Final = "BlockGuide"
ACTION_KIND: Final = "source.blockguide"
CONTENT_SCHEME: Final = "blockguide"
COMMANDS: Final = (
    "blockguide.document",
    "blockguide.show",
    "blockguide.cancel",
    "blockguide.forget",
    "blockguide.clearCache",
    "blockguide.showSent",
)
DEFAULT_ENCODING: Final = "utf-16"

# Ours are code points: UTF-32 costs nothing, UTF-16 differs beyond U+FFFF alone, UTF-8 beyond ASCII.
_CHEAPEST_FIRST: Final = ("utf-32", "utf-16", "utf-8")


def answer(params: object) -> dict[str, Any]:
    """The result of `initialize`, as JSON, for its parameters, whatever they are."""
    capabilities: dict[str, Any] = {
        "positionEncoding": encoding_for(params),
        "textDocumentSync": {
            "openClose": True,
            "change": 2,
            "willSave": False,
            "willSaveWaitUntil": False,
            "save": {"includeText": False},
        },
        "hoverProvider": True,
        "codeActionProvider": {"codeActionKinds": [ACTION_KIND], "resolveProvider": False},
        "executeCommandProvider": {"commands": list(COMMANDS)},
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": {},
            "textDocumentContent": {"schemes": [CONTENT_SCHEME]},
        },
    }
    if _at(params, "capabilities", "notebookDocument") is not None:
        capabilities["notebookDocumentSync"] = {
            "notebookSelector": [{"cells": [{"language": "python"}]}],
            "save": False,
        }
    return {"capabilities": capabilities, "serverInfo": {"name": NAME, "version": __version__}}


def encoding_for(params: object) -> str:
    """How columns are counted with a client: the cheapest way that it offers; UTF-16 if it offers none."""
    offered = _at(params, "capabilities", "general", "positionEncodings")
    if isinstance(offered, list):
        for encoding in _CHEAPEST_FIRST:
            if encoding in offered:
                return encoding
    return DEFAULT_ENCODING


def _at(value: Any, *path: str) -> Any:  # noqa: ANN401 - JSON of the client
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
