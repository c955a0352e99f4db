"""Every setting, total: each has a value, and the defaults serve a person who sets nothing."""

from blockguide.settings.environment import settings_from
from blockguide.settings.values import (
    Deadlines,
    Detail,
    LogLevel,
    ModelSettings,
    PageDelivery,
    Price,
    Settings,
    WriterChoice,
)

__all__ = [
    "Deadlines",
    "Detail",
    "LogLevel",
    "ModelSettings",
    "PageDelivery",
    "Price",
    "Settings",
    "WriterChoice",
    "settings_from",
]
