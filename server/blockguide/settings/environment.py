"""The settings that a person chose by environment variables."""

from collections.abc import Mapping
from pathlib import Path

from blockguide.settings.declaration import SETTINGS
from blockguide.settings.kinds import Misfit
from blockguide.settings.values import Settings


def settings_from(
    environment: Mapping[str, str], project: Path | None
) -> tuple[Settings, tuple[str, ...]]:
    """The settings that a person chose by environment variables.

    Args:
        environment: the variables; `declaration.SETTINGS` says which choose what. An empty one chooses nothing.
        project: the project's root, or None to find it.

    Returns:
        The settings, and a sentence for each value that cannot be used; its default stands instead.
    """
    settings = Settings(project=project)
    notices: list[str] = []
    for setting in SETTINGS:
        text = environment.get(setting.variable, "") if setting.variable else ""
        if not text:
            continue
        try:
            settings = setting.put(settings, setting.kind.parse(text))
        except Misfit:
            notices.append(
                f"{setting.variable} is {text!r}, not {setting.kind.wanted}; "
                f"{setting.told(settings)} is used."
            )
    return settings, tuple(notices)
