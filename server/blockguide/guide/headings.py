"""The headings of a page, by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from blockguide.guide.values import Section

DEFAULT_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class Headings:
    """The title of a page and the headings of its three sections, in one language."""

    title: str
    description: str
    steps: str
    example: str

    def of(self, section: Section) -> str:
        """The heading of `section`."""
        match section:
            case Section.DESCRIPTION:
                return self.description
            case Section.STEPS:
                return self.steps
            case Section.EXAMPLE:
                return self.example


# No two languages share a title: it tells a page's language.
HEADINGS: Final[Mapping[str, Headings]] = MappingProxyType(
    {
        "en": Headings(
            title="How to Use This Code Block",
            description="Description",
            steps="Execution Steps",
            example="Usage Example",
        ),
    }
)


def headings_for(language: str) -> Headings:
    """The headings in `language`, a BCP 47 tag; else in its main language; else in English."""
    primary = language.partition("-")[0].lower()
    return HEADINGS.get(language) or HEADINGS.get(primary) or HEADINGS[DEFAULT_LANGUAGE]
