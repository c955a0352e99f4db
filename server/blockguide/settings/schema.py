"""The settings as a JSON schema, for clients that complete and check what a person writes."""

from blockguide.settings.declaration import SETTINGS, Setting


def settings_schema() -> dict[str, object]:
    """A JSON schema (draft 7) of the settings by their full names, such as `blockguide.hover.offline`.

    Each property has, besides the usual words, `scope` as VS Code knows it.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "BlockGuide",
        "type": "object",
        "properties": {setting.full_name: _property(setting) for setting in SETTINGS},
    }


def _property(setting: Setting) -> dict[str, object]:
    return {
        **setting.kind.schema(),
        "default": setting.kind.written(setting.default),
        "scope": str(setting.scope),
        "markdownDescription": setting.description,
    }
