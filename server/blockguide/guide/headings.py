"""The headings of a page, by language, and the other words that writers put in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from blockguide.guide.values import Section

DEFAULT_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class Headings:
    """The title of a page and the headings of its three sections, in one language.

    Attributes:
        title: the page's first line.
        description: heads its section, as `steps` and `example` do theirs.
        also: what people and models write instead of a heading, by section; in lower case.
    """

    title: str
    description: str
    steps: str
    example: str
    also: Mapping[Section, tuple[str, ...]] = field(default_factory=dict)

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
            also={
                Section.DESCRIPTION: (
                    "overview",
                    "summary",
                    "purpose",
                    "what it does",
                    "what this code does",
                    "what the code does",
                    "short description",
                    "brief description",
                    "detailed description",
                ),
                Section.STEPS: (
                    "steps",
                    "step-by-step guide",
                    "step-by-step",
                    "step by step",
                    "step-by-step execution",
                    "step by step execution",
                    "step-by-step explanation",
                    "step by step explanation",
                    "step-by-step breakdown",
                    "step by step breakdown",
                    "step-by-step walkthrough",
                    "step by step walkthrough",
                    "how it works",
                    "execution",
                    "execution flow",
                ),
                Section.EXAMPLE: (
                    "example",
                    "examples",
                    "usage",
                    "example usage",
                    "usage examples",
                    "sample usage",
                    "code example",
                    "example code",
                ),
            },
        ),
        "ru": Headings(
            title="Как использовать этот блок кода",
            description="Описание",
            steps="Шаги выполнения",
            example="Пример использования",
            also={
                Section.DESCRIPTION: ("обзор", "назначение"),
                Section.STEPS: ("шаги", "этапы выполнения", "порядок выполнения", "пошагово"),
                Section.EXAMPLE: ("пример", "примеры", "примеры использования"),
            },
        ),
        "de": Headings(
            title="So verwenden Sie diesen Codeblock",
            description="Beschreibung",
            steps="Ausführungsschritte",
            example="Anwendungsbeispiel",
            also={
                Section.DESCRIPTION: ("überblick", "zweck"),
                Section.STEPS: ("schritte", "ablauf"),
                Section.EXAMPLE: ("beispiel", "verwendungsbeispiel"),
            },
        ),
        "fr": Headings(
            title="Comment utiliser ce bloc de code",
            description="Description",
            steps="Étapes d'exécution",
            example="Exemple d'utilisation",
            also={
                Section.DESCRIPTION: ("aperçu", "résumé"),
                Section.STEPS: ("étapes", "étapes d’exécution", "déroulement"),
                Section.EXAMPLE: ("exemple", "exemple d’utilisation"),
            },
        ),
        "es": Headings(
            title="Cómo usar este bloque de código",
            description="Descripción",
            steps="Pasos de ejecución",
            example="Ejemplo de uso",
            also={
                Section.DESCRIPTION: ("resumen", "propósito"),
                Section.STEPS: ("pasos", "funcionamiento"),
                Section.EXAMPLE: ("ejemplo", "ejemplos"),
            },
        ),
    }
)


def headings_for(language: str) -> Headings:
    """The headings in `language`, a BCP 47 tag; else in its main language; else in English."""
    primary = language.partition("-")[0].lower()
    return HEADINGS.get(language) or HEADINGS.get(primary) or HEADINGS[DEFAULT_LANGUAGE]
