"""Writes what the extension takes over from the server: `protocol.ts`, the settings and the headings.

`python client-vscode/scripts/from_server.py` writes; with `--check` it only says, by its exit code, whether
what stands is what it would write. It runs with a Python that has the server's package.
"""
# ruff: noqa: INP001 - a script, not a package

import json
import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

from blockguide.commands.choice import WISHES
from blockguide.guide.headings import HEADINGS
from blockguide.lsp import wire
from blockguide.settings.declaration import SETTINGS
from blockguide.settings.schema import settings_schema

CLIENT: Final = Path(__file__).parent.parent
_NOTE: Final = "// Made by scripts/from_server.py from the server's declarations; a test holds them together.\n"
_NAMES: Final = {str: "string", int: "number", bool: "boolean", NoneType: "null", object: "unknown"}
_ATTRIBUTES: Final = "\nAttributes:\n"
_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.*(?:\n        .*)*)", re.MULTILINE)
_SECTION: Final = "blockguide"
_EXAMPLES: Final[dict[str, list[object]]] = {
    "language": ["en", "ru", "de"],
    "work.limit": [1, 8],
    "deadlines.names": [200, 1000],
    "deadlines.callSites": [2000, 10_000],
    "deadlines.start": [5000, 20_000],
    "cache.directory": ["~/.cache/guides"],
    "cache.megabytes": [200, 1000],
    "model": ["gpt-5-mini", "qwen2.5-coder:7b"],
    "endpoint.preset": ["openai", "ollama"],
    "endpoint.baseUrl": ["http://127.0.0.1:11434/v1"],
    "endpoint.apiVersion": ["2024-10-21"],
    "endpoint.plainHttpHosts": [["models.lan"]],
    "endpoint.contextTokens": [8192, 131_072],
    "endpoint.answerTokens": [2048, 4096],
    "endpoint.connectTimeout": [5000, 20_000],
    "endpoint.firstTokenTimeout": [60_000, 300_000],
    "endpoint.silenceTimeout": [30_000, 120_000],
    "endpoint.wholeTimeout": [300_000, 900_000],
    "endpoint.retries": [0, 5],
    "template": ["~/guides/instructions.md"],
    "budget.dailyTokens": [100_000, 1_000_000],
    "prices.models": [{"gpt-4.1-mini": [0.4, 1.6]}],
    "prices.prompt": [0.25, 2.5],
    "prices.answer": [2, 10],
}
"""For completion in `settings.json`, where a description alone leaves the form open."""


def made() -> dict[Path, str]:
    """Every file that is made from the server, with its text."""
    package, words = _package()
    return {
        CLIENT / "src/protocol.ts": protocol(),
        CLIENT / "src/settings.ts": _settings(),
        CLIENT / "src/page/headings.json": _json(
            {
                language: {
                    "title": each.title,
                    "description": each.description,
                    "steps": each.steps,
                    "example": each.example,
                }
                for language, each in HEADINGS.items()
            }
        ),
        CLIENT / "package.json": package,
        CLIENT / "package.nls.json": words,
    }


def protocol() -> str:
    """`protocol.ts`: the names on the wire, and what each carries."""
    names = {
        "COMMAND": "commands",
        "REQUEST": "requests",
        "NOTIFY": "notifications",
    }
    parts = ["/** The server's own commands, requests and notifications. */\n", _NOTE, "\n"]
    for prefix in names:
        for name, value in vars(wire).items():
            if name.startswith(f"{prefix}_"):
                parts.append(f"export const {name} = {_quoted(value)};\n")
    kinds: list[type] = []
    for method in wire.METHODS:
        for each in (method.carries, *method.streams, method.answers):
            _gather(each, kinds)
    _gather(wire.ErrorData, kinds)
    parts += [f"\n{_interface(kind)}" for kind in kinds]
    streamed = next(method.streams for method in wire.METHODS if method.streams)
    parts.append(f"\nexport type ProgressValue = {' | '.join(k.__name__ for k in streamed)};\n")
    return "".join(parts)


def _gather(kind: Any, seen: list[type]) -> None:  # noqa: ANN401 - any annotation
    for inner in (kind, *get_args(kind)):
        if isinstance(inner, type) and inner.__module__ == wire.__name__ and inner not in seen:
            seen.append(inner)
            for hint in get_type_hints(inner).values():
                _gather(hint, seen)


def _interface(kind: type) -> str:
    summary, _, attributes = cleandoc(kind.__doc__ or "").partition(_ATTRIBUTES)
    says = {name: re.sub(r"\s+", " ", text) for name, text in _ATTRIBUTE.findall(attributes)}
    lines = [f"/** {summary.strip()} */", f"export interface {kind.__name__} {{"]
    for name, hint in get_type_hints(kind, include_extras=True).items():
        optional = get_origin(hint) is NotRequired or name in getattr(kind, "_field_defaults", ())
        lines += [f"  /** {says[name]} */", f"  {name}{'?' if optional else ''}: {_type(hint)};"]
    return "\n".join([*lines, "}\n"])


def _type(hint: Any) -> str:  # noqa: ANN401 - any annotation
    origin, inner = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _type(inner[0])
    if origin is Literal:
        return " | ".join(map(_quoted, inner))
    if origin in (Union, UnionType):
        return " | ".join(_type(each) for each in inner if each is not NoneType)
    if origin in (list, tuple):
        return f"{_type(inner[0])}[]"
    if origin is dict:
        return f"Record<string, {_type(inner[1])}>"
    return hint.__name__ if hint.__module__ == wire.__name__ else _NAMES[hint]


def _settings() -> str:
    names = [name.removeprefix(f"{_SECTION}.") for name in _properties()]
    listed = "".join(f"  {_quoted(name)},\n" for name in names)
    options = {name: f"--{option.replace('_', '-')}" for option, name in WISHES.items()}
    variables = {
        each.name: each.variable for each in SETTINGS if each.variable and each.name not in options
    }
    return (
        f"/** The settings that the server knows; the others are the extension's own. */\n{_NOTE}\n"
        f"export const SERVER_SETTINGS: readonly string[] = [\n{listed}];\n"
        f"\n/** The options of the command line that choose some of them. */\n{_table('OPTIONS', options)}"
        "\n/** The variables of the environment that choose others of them. */\n"
        f"{_table('VARIABLES', variables)}"
    )


def _table(name: str, entries: dict[str, str]) -> str:
    lines = "".join(
        f"  {key if key.isidentifier() else _quoted(key)}: {_quoted(value)},\n"
        for key, value in entries.items()
    )
    return f"export const {name}: Readonly<Record<string, string>> = {{\n{lines}}};\n"


def _properties() -> dict[str, dict[str, Any]]:
    return settings_schema()["properties"]  # type: ignore[return-value]


def _package() -> tuple[str, str]:
    """`package.json` and its words, the server's settings in them."""
    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    words = json.loads((CLIENT / "package.nls.json").read_text(encoding="utf-8"))
    sections = package["contributes"]["configuration"]
    settings = dict(_worded())
    sections[-1]["properties"] = settings
    restricted = package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    own = {name for section in sections[:-1] for name in section["properties"]}
    package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = sorted(
        {name for name in restricted if name in own}
        | {name for name, each in settings.items() if each["scope"].startswith("machine")}
    )
    kept = {
        name: text
        for name, text in words.items()
        if not name.startswith("server.") or name in _server_words()
    }
    return _json(package), _json({**kept, **_server_words()})


def _worded() -> Iterator[tuple[str, dict[str, Any]]]:
    for order, (name, schema) in enumerate(_properties().items()):
        key = f"server.{name.removeprefix(_SECTION + '.')}"
        setting = dict(schema)
        setting["markdownDescription"] = f"%{key}%"
        for word in ("markdownEnumDescriptions", "enumDescriptions"):
            if word in setting:
                setting[word] = [f"%{key}.{value}%" for value in setting["enum"]]
        examples = _EXAMPLES.get(name.removeprefix(f"{_SECTION}."))
        if examples:
            setting["examples"] = examples
        yield name, {**setting, "order": order}


def _server_words() -> dict[str, str]:
    words = {}
    for name, schema in _properties().items():
        key = f"server.{name.removeprefix(_SECTION + '.')}"
        words[key] = schema["markdownDescription"]
        for word in ("markdownEnumDescriptions", "enumDescriptions"):
            for value, text in zip(schema.get("enum", ()), schema.get(word, ()), strict=False):
                words[f"{key}.{value}"] = text
    return words


def _quoted(value: str) -> str:
    return f"'{value}'"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Writes, or with `--check` compares; gives the exit code."""
    stale = [
        path
        for path, text in made().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        if "--check" in sys.argv:
            sys.stderr.write(f"{path} is not what the server declares\n")
        else:
            path.write_text(made()[path], encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
