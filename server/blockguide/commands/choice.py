"""Who writes, as a person chose it; nothing of a model is imported where none is chosen."""

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.settings import Settings, WriterChoice
from blockguide.settings.declaration import SETTINGS
from blockguide.settings.kinds import Misfit

if TYPE_CHECKING:
    from blockguide.writers.model.writer import ModelWriter

WISHES: Final = {
    "writer": "writer",
    "model": "model",
    "preset": "endpoint.preset",
    "base_url": "endpoint.baseUrl",
    "language": "language",
    "detail": "detail",
}
"""The options of the command line that choose who writes, and the settings that they stand for."""


def chosen(settings: Settings, options: Namespace) -> Settings:
    """The settings with what the command line chose in their place.

    Raises:
        BlockGuideError: BAD_TARGET for a value that its setting cannot take.
    """
    declared = {setting.name: setting for setting in SETTINGS}
    for option, name in WISHES.items():
        text = getattr(options, option, None)
        if text is None:
            continue
        setting = declared[name]
        try:
            settings = setting.put(settings, setting.kind.parse(text))
        except Misfit as error:
            raise BlockGuideError(
                ErrorCode.BAD_TARGET,
                f"--{option.replace('_', '-')} is {text!r}, not {setting.kind.wanted}.",
                "`blockguide document --help` tells what each option takes.",
            ) from error
    return settings


def chosen_model(settings: Settings, client_key: str = "") -> "ModelWriter | None":
    """The model that is to write; None where the person chose none, so that nothing is sent anywhere.

    What is wrong with the choice is told when it is to write, so that there is an offline guide at least.

    Args:
        settings: the person's choice.
        client_key: the key of the editor's secret store, or empty.
    """
    if settings.writer is WriterChoice.OFFLINE:
        return None
    if not settings.model.name and settings.writer is WriterChoice.AUTO:
        return None
    from blockguide.commands.model import model_for  # noqa: PLC0415 - 50 ms, only for who chose a model

    return model_for(settings, client_key)
