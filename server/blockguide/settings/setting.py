"""What a setting is: its name for clients, what fits, who may choose it, what it is for."""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from blockguide.settings.kinds import Kind
from blockguide.settings.values import Settings

SECTION: Final = "blockguide"
"""What clients call the settings as a whole."""


class Scope(StrEnum):
    """Who may choose a setting's value.

    Attributes:
        MACHINE: the person alone, never a file of a workspace: what starts programs, opens connections or
            names places on the disk.
        TRUSTED: the person, or a workspace that the person told the client to trust.
        WINDOW: once for a serving process.
        RESOURCE: for each folder by itself.
    """

    MACHINE = "machine"
    TRUSTED = "machine-overridable"
    WINDOW = "window"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        name: what clients call it inside the section, such as `deadlines.names`.
        field: where its value stands in `Settings`, one attribute name a level.
        kind: what its value may be.
        scope: who may choose it.
        description: what it is for, Markdown in one paragraph.
        variable: the environment variable that chooses it as well, or empty.
    """

    name: str
    field: tuple[str, ...]
    kind: Kind
    scope: Scope
    description: str
    variable: str = ""

    @property
    def full_name(self) -> str:
        """Its name with the section's."""
        return f"{SECTION}.{self.name}"

    @property
    def default(self) -> object:
        """Its value where nobody chose one."""
        return self.of(Settings())

    def of(self, settings: Settings) -> object:
        """Its value in `settings`."""
        value: object = settings
        for name in self.field:
            value = getattr(value, name)
        return value

    def put(self, settings: Settings, value: object) -> Settings:
        """`settings` with this one's value replaced; `value` is what `kind.read` gave."""
        if len(self.field) == 1:
            return replace(settings, **{self.field[0]: value})  # type: ignore[arg-type] # fields by name
        group, name = self.field
        inner = replace(getattr(settings, group), **{name: value})
        return replace(settings, **{group: inner})

    def told(self, settings: Settings) -> str:
        """Its value in `settings`, as a sentence shows it."""
        value = self.kind.written(self.of(settings))
        if value == "":
            return "the usual one"
        return value if isinstance(value, str) else json.dumps(value)
