"""A guide in another language: its headings, its prose, and what becomes of prose in the wrong one."""

import asyncio

import pytest
from clipping_story import GOOD, events_of, selection_in
from scripted_endpoint import DONE, ScriptedEndpoint, finish, text, usage

from blockguide.cli import main
from blockguide.guide.headings import HEADINGS
from blockguide.guide.page import parse_page, render
from blockguide.settings import Deadlines, ModelSettings, Settings, WriterChoice

EXAMPLE = GOOD[GOOD.index("```python") :]
PROSE = {
    "ru": (
        "`clip` обрезает `text` до `width` знаков и возвращает остаток строки. Если `width` меньше 0, вызывает `ValueError`.",
        "**Проверить ширину**: Если `width` меньше 0, вызывает `ValueError` с этим `width`. *(3-4)*",
        "**Вернуть обрезанный текст**: Возвращает первые `width` знаков строки `text`. *(5)*",
    ),
    "de": (
        "`clip` kürzt `text` auf `width` Zeichen und gibt den Rest der Zeichenkette zurück. Ist `width` kleiner als 0, wird `ValueError` ausgelöst.",
        "**Die Breite prüfen**: Wenn `width` kleiner als 0 ist, wird `ValueError` mit der `width` ausgelöst. *(3-4)*",
        "**Den gekürzten Text zurückgeben**: Gibt die ersten `width` Zeichen von `text` zurück. *(5)*",
    ),
    "fr": (
        "`clip` coupe `text` à `width` caractères et renvoie le reste de la chaîne. Si `width` est négatif, elle lève `ValueError`.",
        "**Vérifier la largeur**: Si `width` est plus petit que 0, elle lève `ValueError` avec la valeur de `width`. *(3-4)*",
        "**Renvoyer le texte coupé**: Renvoie les `width` premiers caractères de `text`. *(5)*",
    ),
    "es": (
        "`clip` corta `text` a `width` caracteres y devuelve el resto de la cadena. Si `width` es negativo, se lanza `ValueError`.",
        "**Comprobar el ancho**: Si `width` es menor que 0, se lanza `ValueError` con el valor de `width`. *(3-4)*",
        "**Devolver el texto cortado**: Devuelve los primeros `width` caracteres de `text`. *(5)*",
    ),
}


def answer_in(language):
    """A right answer with the headings of its language."""
    headings = HEADINGS[language]
    about, first, second = PROSE[language]
    return (
        f"## {headings.description}\n{about}\n\n## {headings.steps}\n1. {first}\n2. {second}\n\n"
        f"## {headings.example}\n{EXAMPLE}"
    )


def told(tmp_path, language, *answers):
    async def run():
        async with ScriptedEndpoint() as server:
            for answer in answers:
                pieces = (answer[at : at + 5] for at in range(0, len(answer), 5))
                server.play(*map(text, pieces), finish(), usage(5, 5), DONE)
            model = ModelSettings("scripted", base_url=server.base_url, retries=0)
            settings = Settings(
                writer=WriterChoice.MODEL,
                model=model,
                language=language,
                deadlines=Deadlines(0, 0, 0),
                cache_directory=tmp_path / "kept",
            )
            events = await events_of(selection_in(tmp_path), settings)
            return events[-1].entry, server.requests

    return asyncio.run(run())


@pytest.mark.parametrize("language", PROSE)
def test_a_guide_has_the_headings_and_the_prose_of_its_language(tmp_path, language):
    entry, (request,) = told(tmp_path, language, answer_in(language))
    instruction = request.body["messages"][0]["content"]
    assert HEADINGS[language].steps in instruction
    assert entry.provenance.authors == ("model", "model", "model")
    page = render(entry.guide)
    assert page.startswith(f"{HEADINGS[language].title}\n")
    for heading in (HEADINGS[language].description, HEADINGS[language].example):
        assert f"\n{heading}\n" in page
    assert PROSE[language][0] in page
    assert parse_page(page) == entry.guide
    assert entry.verdict.findings == ()


@pytest.mark.parametrize("language", PROSE)
def test_prose_in_another_language_is_asked_for_once_more(tmp_path, language):
    entry, requests = told(tmp_path, language, GOOD, answer_in(language))
    assert len(requests) == 2
    assert f"not in the language {language!r}" in requests[1].body["messages"][-1]["content"]
    assert entry.guide.description == PROSE[language][0]
    assert "BG404" in {finding.code for finding in entry.provenance.before}
    assert entry.verdict.findings == ()


CHINESE = GOOD.replace(
    GOOD[GOOD.index("`clip` cuts") : GOOD.index("\n\n## Execution")],
    "`clip` 把 `text` 截取为 `width` 个字符，并以字符串形式返回其余部分。如果 `width` 为负，则引发 `ValueError`。",
)


@pytest.mark.parametrize("language", ["en", *PROSE])
def test_an_answer_in_a_language_without_spaces_is_asked_for_once_more(tmp_path, language):
    good = GOOD if language == "en" else answer_in(language)
    entry, requests = told(tmp_path, language, CHINESE, good)
    assert len(requests) == 2
    asked = requests[1].body["messages"][-1]["content"]
    assert f"The prose is not in the language {language!r}" in asked
    assert "截取" not in entry.guide.description
    assert entry.verdict.findings == ()


@pytest.mark.parametrize("language", ["zh", "ja", "zh-Hans", "pt-BR"])
def test_a_language_without_headings_is_refused_with_those_that_there_are(language, capsys):
    assert main(["document", "clip.py", "--language", language]) == 2
    told = capsys.readouterr().err
    assert f"--language is {language!r}, not " in told
    assert all(f'"{each}"' in told for each in HEADINGS)


@pytest.mark.parametrize("command", [("document",), ("batch", "--out", "guides")])
def test_that_the_offline_writer_writes_english_is_said(tmp_path, monkeypatch, capsys, command):
    selection_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("BLOCKGUIDE_MODEL", raising=False)
    name, *more = command
    for language, said in (("de-AT", True), ("en-GB", False)):
        assert main([name, "clipping.py", *more, "--no-cache", "--language", language]) == 0
        told = "Without a model the guide is in English, not in 'de-AT'." in capsys.readouterr().err
        assert told is said


def test_prose_that_stays_in_the_wrong_language_is_said(tmp_path):
    entry, requests = told(tmp_path, "ru", GOOD, GOOD)
    assert len(requests) == 2
    assert {finding.code for finding in entry.verdict.findings} == {"BG404"}
    assert entry.guide.description.startswith("`clip` cuts `text`")
    assert render(entry.guide).startswith(HEADINGS["ru"].title)
