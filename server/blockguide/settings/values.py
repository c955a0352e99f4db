"""What a person can choose, as values; their defaults are the settings' defaults."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

MOST_GUIDES_AT_ONCE: Final = 16
"""The most that `Settings.work_limit` can be."""


class PageDelivery(StrEnum):
    """How an editor is shown a page.

    AUTO takes the first of the others that the editor is able to show.
    """

    AUTO = "auto"
    CONTENT = "content"
    LIVE = "live"
    FILE = "file"


class LogLevel(StrEnum):
    """From which weight on something is logged."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"


class WriterChoice(StrEnum):
    """Who writes.

    AUTO shows the offline guide at once and lets a model's replace it, where a model is chosen.
    """

    AUTO = "auto"
    OFFLINE = "offline"
    MODEL = "model"


class Detail(StrEnum):
    """How much a model is to say."""

    BRIEF = "brief"
    STANDARD = "standard"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens of a model's prompts and of its answers cost, in whatever currency."""

    model: str
    prompt: float
    answer: float


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The model that writes, and how its endpoint is spoken to. No key stands here, ever.

    Attributes:
        name: the model's; empty: no model writes, and nothing is sent anywhere.
        preset: the kind of endpoint, a name of `presets.toml`; it says what the rest leaves open.
        base_url: the endpoint's address; empty: the preset's.
        api_version: Azure's; empty for the others.
        plain_http_hosts: hosts that may be spoken to without encryption; loopback always may.
        context_tokens: the model's window; 0: the preset's.
        answer_tokens: the most that an answer may have.
        connect: milliseconds until a connection stands.
        first_token: milliseconds until the first token.
        silence: milliseconds between two tokens.
        whole: milliseconds for a whole answer.
        retries: how often a failed request is made again.
        detail: how much is to be said.
        template: the person's own instructions; None: ours.
        daily_tokens: the most that may be used a day; 0: no limit.
        model_prices: the prices of models, by their names.
        prompt_price: of a million tokens of the prompts of every other model; 0: not known.
        answer_price: of a million tokens of its answers.
    """

    name: str = ""
    preset: str = "openai"
    base_url: str = ""
    api_version: str = ""
    plain_http_hosts: tuple[str, ...] = ()
    context_tokens: int = 0
    answer_tokens: int = 2_048
    connect: int = 5_000
    first_token: int = 60_000
    silence: int = 30_000
    whole: int = 300_000
    retries: int = 2
    detail: Detail = Detail.STANDARD
    template: Path | None = None
    daily_tokens: int = 0
    model_prices: tuple[Price, ...] = ()
    prompt_price: float = 0.0
    answer_price: float = 0.0

    @property
    def prices(self) -> tuple[float, float]:
        """Of a million tokens of the chosen model's prompts and of its answers; zeros where nobody said."""
        for price in self.model_prices:
            if price.model == self.name:
                return price.prompt, price.answer
        return self.prompt_price, self.answer_price


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long the analysis may take, in milliseconds.

    Attributes:
        start: for a new worker to say that it is ready.
        names: for what the block's names stand for.
        call_sites: for the block's uses in the project.
    """

    start: int = 5_000
    names: int = 200
    call_sites: int = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can choose; `declaration.SETTINGS` names and describes each for clients.

    Attributes:
        project: the project's root; None finds it from the file.
        deadlines: the analysis's limits.
        cache_directory: where guides are kept; None is the platform's cache directory.
        cache_megabytes: the cache's budget; the least recently used guides go first.
        language: of the prose, a BCP 47 tag.
        hover_offline: whether a hover writes the offline guide where none was asked for.
        delivery: how an editor is shown a page.
        work_limit: how many guides are written at once; the others wait in order.
        log_level: from which weight on something is logged.
        writer: who writes.
        model: the model that writes, where one is chosen.
    """

    project: Path | None = None
    deadlines: Deadlines = field(default_factory=Deadlines)
    cache_directory: Path | None = None
    cache_megabytes: int = 200
    language: str = "en"
    hover_offline: bool = False
    delivery: PageDelivery = PageDelivery.AUTO
    work_limit: int = 4
    log_level: LogLevel = LogLevel.INFO
    writer: WriterChoice = WriterChoice.AUTO
    model: ModelSettings = field(default_factory=ModelSettings)
