"""What a story with a model is made of; light, so that a story without one imports nothing of a model."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from blockguide.settings import Settings, WriterChoice

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from blockguide.code.subject import Subject
    from blockguide.guide.entry import Finding, Usage
    from blockguide.guide.values import Guide
    from blockguide.holding.hold import Held
    from blockguide.writers.model.writer import Answered, Word


class Showing(StrEnum):
    """When a model's words are shown.

    WORDS: as they come, on an empty page. SECTIONS: each section when it is whole, over the offline guide.
    """

    WORDS = "words"
    SECTIONS = "sections"


def showing_of(settings: Settings) -> Showing:
    """When the settings want a model's words to be shown."""
    return Showing.WORDS if settings.writer is WriterChoice.MODEL else Showing.SECTIONS


class Model(Protocol):
    """A model as a writer; `writers.model.writer.ModelWriter` is one."""

    @property
    def name(self) -> str:
        """Always `model`."""
        ...

    @property
    def model(self) -> str:
        """The model's name."""
        ...

    @property
    def version(self) -> str:
        """Of its instructions."""
        ...

    @property
    def write(self) -> "Callable[[Subject], AsyncGenerator[Word, None]]":
        """Streams the words of a guide, `Answered` last; raises `EndpointFault`."""
        ...

    @property
    def repair(self) -> "Callable[[Subject, Guide, Sequence[Finding]], Awaitable[Answered | None]]":
        """Asks once for what is wrong; raises `EndpointFault`."""
        ...


@dataclass(frozen=True, slots=True)
class Improved:
    """How it ended.

    Attributes:
        held: the guide that stands; None where the model did not write, and the offline guide stands.
        usage: the tokens of all requests.
        cut: whether the answer, or that to the repair request, is not whole; such a guide is shown, not kept.
    """

    held: "Held | None"
    usage: "Usage | None"
    cut: bool
