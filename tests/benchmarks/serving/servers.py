"""The servers that are compared, how each is started, and how a conversation with each begins."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from client import Client, text_of

BARE, JEDI, PYLSP, PYRIGHT, OURS = (
    "bare pygls",
    "jedi-language-server",
    "python-lsp-server",
    "basedpyright",
    "blockguide",
)
NAMES = (BARE, JEDI, PYLSP, PYRIGHT, OURS)

_HERE = Path(__file__).parent
_BIN = Path(sys.executable).parent
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    BARE: (sys.executable, str(_HERE / "bare_pygls.py")),
    JEDI: (str(_BIN / "jedi-language-server"),),
    PYLSP: (str(_BIN / "pylsp"),),
    PYRIGHT: (str(_BIN / "basedpyright-langserver"), "--stdio"),
    OURS: (str(_BIN / "blockguide"), "serve"),
}
_PYRIGHT_SETTINGS = {
    "diagnosticMode": "openFilesOnly",
    "exclude": [],
    "pythonPath": sys.executable,
}
_CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "source"]}}
        },
    },
    "experimental": {"blockguide": {"stream": True}},
}


def package(name: str) -> Path:
    """The directory of an installed package."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@dataclass(frozen=True, slots=True)
class Place:
    """A definition in a real file.

    Attributes:
        path: the file.
        header: the 0-based line of its `def`.
        name: its name.
        used: the line and column of a name that is used in its body.
    """

    path: Path
    header: int
    name: str
    used: tuple[int, int]

    @property
    def uri(self) -> str:
        return self.path.as_uri()

    @property
    def at_name(self) -> dict[str, int]:
        """The position within its name."""
        line = text_of(self.path).split("\n")[self.header]
        return {"line": self.header, "character": line.index(self.name) + 1}


def place(path: Path, name: str, uses: str) -> Place:
    """Where a file defines `name`, and where its body first says `uses`."""
    lines = text_of(path).split("\n")
    header = next(n for n, line in enumerate(lines) if line.lstrip().startswith(f"def {name}("))
    used = next(n for n in range(header + 1, len(lines)) if uses in lines[n])
    return Place(path, header, name, (used, lines[used].index(uses) + 1))


SMALL = place(package("django") / "urls/base.py", "reverse", "get_resolver")
MIDDLE = place(package("django") / "db/models/query.py", "bulk_create", "Value(")
LARGE = place(package("pandas") / "core/series.py", "map", "callable(")
SIZES = {"200": SMALL, "2,700": MIDDLE, "10,000": LARGE}


@contextmanager
def caches() -> Iterator[dict[str, str]]:
    """An environment whose caches are empty at first, shared by all servers of a run."""
    with TemporaryDirectory() as directory:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("BLOCKGUIDE_")
        }
        yield {
            **kept,
            "XDG_CACHE_HOME": directory,
            "BLOCKGUIDE_CACHE_DIR": str(Path(directory) / "blockguide"),
        }


def start(
    name: str, environment: Mapping[str, str], command: tuple[str, ...] | None = None
) -> Client:
    """Starts a server; nothing was said yet."""
    settings = _PYRIGHT_SETTINGS if name == PYRIGHT else {}
    return Client(command or _COMMANDS[name], environment, settings)


def introduce(client: Client, folder: Path) -> float:
    """Says `initialize` and `initialized`; the seconds from the start to the answer."""
    answer = client.request("initialize", introduction(folder))
    client.notify("initialized", {})
    return answer.came - client.began


def introduction(folder: Path) -> dict[str, Any]:
    """The parameters of `initialize`."""
    return {
        "processId": os.getpid(),
        "rootUri": folder.as_uri(),
        "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
        "capabilities": _CAPABILITIES,
        "clientInfo": {"name": "benchmark", "version": "1"},
    }


@contextmanager
def conversation(
    name: str,
    environment: Mapping[str, str],
    *places: Place,
    command: tuple[str, ...] | None = None,
) -> Iterator[Client]:
    """A server that has been introduced to the first place's package and has the files open."""
    with start(name, environment, command) as client:
        introduce(client, folder_of(places[0]))
        for each in places:
            open_file(client, each)
        yield client


def folder_of(place: Place) -> Path:
    """The package that a place belongs to."""
    names = ("django", "pandas", "sqlalchemy")
    return next(parent for parent in place.path.parents if parent.name in names)


def open_file(client: Client, place: Place) -> None:
    """Opens a place's file, version 1."""
    document = {
        "uri": place.uri,
        "languageId": "python",
        "version": 1,
        "text": text_of(place.path),
    }
    client.notify("textDocument/didOpen", {"textDocument": document})


def hover_at(uri: str, position: Mapping[str, int]) -> dict[str, object]:
    """The parameters of a hover; of a definition, too."""
    return {"textDocument": {"uri": uri}, "position": position}


def action_at(uri: str, line: int) -> dict[str, object]:
    """The parameters of a code action with the cursor at the beginning of a line."""
    at = {"line": line, "character": 0}
    return {
        "textDocument": {"uri": uri},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": []},
    }


def marked(place: Place) -> dict[str, object]:
    """What is to be documented: the definition at a place, written anew."""
    return {
        "uri": place.uri,
        "range": {"start": place.at_name, "end": place.at_name},
        "fresh": True,
    }
