"""The settings' documentation, from their declaration."""

import json
from typing import Final

from blockguide.settings.declaration import SETTINGS, Setting
from blockguide.settings.kinds import Choice, Number

_INTRODUCTION: Final = """\
# Settings

Everything has a default: a person who sets nothing is served. A value that cannot be used costs that value
alone; it is told once, with what is used instead, and so is a name that nobody knows.

This page is made from the settings' own declaration by `python -m blockguide.settings > docs/settings.md`;
the same declaration as a JSON schema is printed by `python -m blockguide.settings --schema`.
"""
_WAYS: Final = """\
## Where they come from

For the **command line** the environment's variables count; there a list has commas between its values, and a
table is JSON. For an **editor** the later of these wins:

1. the defaults;
2. the environment's variables;
3. `initializationOptions`: the settings, or an object that holds them as `blockguide`;
4. `workspace/configuration`, section `blockguide`, asked for the window and for each folder of the workspace;
5. `workspace/didChangeConfiguration`, as far as it carries settings.

A name may be written in levels, `{"hover": {"offline": true}}`, or with dots, `{"hover.offline": true}`. `null`
chooses nothing. A document is served by the settings of the innermost folder that holds it; one that has no
file, or that lies outside every folder, by the window's.

## Who may choose them

| scope | may be chosen by |
|---|---|
| `resource` | every one of the ways, for each folder by itself |
| `window` | every one of the ways, but for all folders alike |
| `machine` | the person alone: never by a file that came with a project |
| `machine-overridable` | the person, and a project in a workspace that the person trusts |

The protocol does not tell whether a client took a value from the person's own configuration or from a file of
the workspace, such as a `.dir-locals.el`. So a setting for the machine is taken from the environment and from
`initializationOptions`, which belong to how the person starts the server, and is otherwise refused, and told. A
client that keeps the scopes apart itself, as VS Code does, says so with the capability
`experimental.blockguide.scopes: true`; then its answer for the window counts, too. One for a folder counts for
`machine-overridable` alone, which such a client keeps back until the workspace is trusted.
"""


def settings_page() -> str:
    """The page of all settings, in Markdown."""
    rows = "".join(map(_row, SETTINGS))
    table = f"| setting | default | scope | variable |\n|---|---|---|---|\n{rows}"
    return "\n".join([_INTRODUCTION, table, *map(_entry, SETTINGS), _WAYS])


def _row(setting: Setting) -> str:
    anchor = setting.full_name.replace(".", "").lower()
    variable = f"`{setting.variable}`" if setting.variable else ""
    return (
        f"| [`{setting.full_name}`](#{anchor}) | `{_default(setting)}` | {setting.scope} "
        f"| {variable} |\n"
    )


def _entry(setting: Setting) -> str:
    parts = [f"## {setting.full_name}", setting.description]
    match setting.kind:
        case Choice(words, meanings):
            items = zip(words, meanings, strict=True)
            parts.append("\n".join(f"- `{word}`: {meaning}" for word, meaning in items))
        case Number():
            parts.append(f"Fits: {setting.kind.wanted}.")
        case _:
            pass
    return "\n\n".join(parts) + "\n"


def _default(setting: Setting) -> str:
    return json.dumps(setting.kind.written(setting.default))
