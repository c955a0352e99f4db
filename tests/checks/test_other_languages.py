"""What is checked of a guide in another language than English: all that needs no word of it."""

from dataclasses import replace

import pytest

from blockguide.checks.frame import run_checks
from blockguide.checks.grounding.prose import without_unsupported
from blockguide.checks.grounding.sentences import sentences
from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.values import Section, make_guide, make_step, numbered
from blockguide.text import Lines

CODE = '''\
from pathlib import Path


def read_settings(path: Path, *, strict: bool = False) -> dict[str, str]:
    """Read key=value pairs from a file."""
    settings = {}
    if not path.exists():
        if strict:
            raise FileNotFoundError(path)
        return settings
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        line = line.strip()[:80]
        # Comments and blank lines carry no setting.
        if not line or line.startswith("#"):
            continue
        key, sep, value = line.partition("=")
        if not sep:
            raise ValueError(f"{path}:{number}: expected key=value")
        settings[key.strip()] = value.strip()
    return settings
'''
EXAMPLE = 'from pathlib import Path\n\nfrom app import read_settings\n\nprint(read_settings(Path("a.txt")))\n'
PLACES = ((6, 6), (7, 10), (11, 19), (20, 20))
INNER = ((12, 12), (13, 15), (16, 18), (19, 19))
GOOD = {
    "ru": (
        (
            "`read_settings` читает пары «ключ=значение» из файла `path` и возвращает их словарём.\n\n"
            "Если файла нет, возвращается пустой словарь. С флагом `strict` вместо этого возникает "
            "`FileNotFoundError`. Строка без знака `=` приводит к `ValueError` с путём и номером строки. "
            "Больше ничего функция не меняет."
        ),
        (
            ("Начать с пустых настроек", "Связывает `settings` с пустым словарём."),
            (
                "Проверить, есть ли файл",
                (
                    "Если пути `path` нет, вызывает `FileNotFoundError` при истинном `strict`. "
                    "Иначе сразу возвращает пустой `settings`."
                ),
            ),
            ("Прочитать файл построчно", "Для каждой строки `line` с номером от `1`:"),
            ("Вернуть настройки", "Возвращает `settings`."),
        ),
        (
            ("Обрезать строку", "Убирает пробелы по краям и оставляет не больше `80` знаков."),
            (
                "Пропустить комментарии",
                "Переходит к следующей строке, если эта пуста или начинается с `#`.",
            ),
            (
                "Разделить строку",
                "Делит `line` на `key`, `sep` и `value`. Если разделителя нет, вызывает `ValueError`.",
            ),
            ("Сохранить настройку", "Кладёт `value` без пробелов в `settings` под именем `key`."),
        ),
    ),
    "de": (
        (
            "`read_settings` liest Paare aus Schlüssel und Wert aus der Datei `path` und gibt sie als `dict` zurück.\n\n"
            "Fehlt die Datei, kommt ein leeres Wörterbuch zurück. Ist `strict` gesetzt, wird stattdessen "
            "`FileNotFoundError` ausgelöst. Eine Zeile ohne `=` führt zu einem `ValueError` mit Pfad und "
            "Zeilennummer. Sonst wird nichts verändert."
        ),
        (
            ("Leer beginnen", "Bindet `settings` an ein leeres Wörterbuch."),
            (
                "Prüfen, ob die Datei da ist",
                (
                    "Wenn `path` nicht existiert und `strict` wahr ist, wird `FileNotFoundError` ausgelöst. "
                    "Andernfalls werden die leeren `settings` zurückgegeben."
                ),
            ),
            ("Die Datei zeilenweise lesen", "Für jede Zeile `line`, gezählt ab `1`:"),
            ("Die Einstellungen zurückgeben", "Gibt `settings` zurück."),
        ),
        (
            (
                "Die Zeile kürzen",
                "Entfernt Leerraum an beiden Enden und behält höchstens `80` Zeichen.",
            ),
            (
                "Kommentare überspringen",
                "Geht zur nächsten Zeile weiter, wenn diese leer ist oder mit `#` beginnt.",
            ),
            (
                "Die Zeile teilen",
                "Teilt `line` in `key`, `sep` und `value`. Ohne Trennzeichen wird `ValueError` ausgelöst.",
            ),
            ("Den Wert ablegen", "Legt den Wert ohne Leerraum unter `key` in `settings` ab."),
        ),
    ),
}


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    root = tmp_path_factory.mktemp("app")
    (root / "pyproject.toml").write_text("[project]\nname = 'app'\n")
    (root / "app.py").write_text(CODE)
    block = block_at(select_symbol(read_source(root / "app.py"), "read_settings"))
    way = reach(block, find_project(block.source.path, None))
    return Subject(block, read_facts(block), Context(way, root, (), (), (), ()))


def guide_in(language):
    description, outer, inner = GOOD[language]
    children = tuple(
        make_step(title, text, Lines(*lines))
        for (title, text), lines in zip(inner, INNER, strict=True)
    )
    steps = tuple(
        make_step(title, text, Lines(*lines), children if at == 2 else ())
        for at, ((title, text), lines) in enumerate(zip(outer, PLACES, strict=True))
    )
    return make_guide(description, steps, EXAMPLE, language)


def codes(guide, subject):
    return {(each.code, each.place) for each in run_checks(guide, subject).findings}


@pytest.mark.parametrize("language", GOOD)
def test_good_prose_of_another_language_is_left_alone(language, subject):
    guide = guide_in(language)
    told = [guide.description, *(step.text for _, step in numbered(guide.steps))]
    assert sum(len(sentences(text)) for text in told) >= 14
    assert run_checks(guide, subject).findings == ()


def with_step(guide, at, **changes):
    steps = list(guide.steps)
    steps[at] = replace(steps[at], **changes)
    return replace(guide, steps=tuple(steps))


def with_child(guide, at, **changes):
    children = list(guide.steps[2].children)
    children[at] = replace(children[at], **changes)
    return with_step(guide, 2, children=tuple(children))


PLANTED = {
    "a name that there is not": lambda guide: with_step(
        guide, 0, text=guide.steps[0].text.replace("settings", "options")
    ),
    "a number that there is not": lambda guide: with_child(
        guide, 0, text=guide.steps[2].children[0].text.replace("80", "120")
    ),
    "the lines of another step": lambda guide: with_step(
        guide, 3, text=guide.steps[2].children[2].text
    ),
    "the number of other lines": lambda guide: with_child(
        guide, 1, text=guide.steps[2].children[0].text
    ),
    "a step told twice": lambda guide: with_step(guide, 3, text=guide.steps[1].text),
    "a text cut off": lambda guide: with_step(guide, 3, text=guide.steps[3].text.rstrip(".")),
    "talk to who asked": lambda guide: replace(
        guide, description=f"Sure! Here is the guide. {guide.description}"
    ),
}
FOUND = {
    "a name that there is not": ("BG202", "step 1"),
    "a number that there is not": ("BG202", "step 3.1"),
    "the lines of another step": ("BG401", "step 4"),
    "the number of other lines": ("BG401", "step 3.2"),
    "a step told twice": ("BG406", "step 4"),
    "a text cut off": ("BG405", "step 4"),
    "talk to who asked": ("BG408", "paragraph 1"),
}


@pytest.mark.parametrize("language", GOOD)
@pytest.mark.parametrize("what", PLANTED)
def test_what_is_wrong_in_any_language_is_found(language, what, subject):
    assert FOUND[what] in codes(PLANTED[what](guide_in(language)), subject)


NOTHING = {
    "ru": "Эта функция выполняет важную работу и облегчает жизнь. Она полезна в разных проектах.",
    "de": "Diese Funktion erledigt eine wichtige Aufgabe. Sie ist in vielen Projekten nützlich.",
}


@pytest.mark.parametrize("language", NOTHING)
def test_a_description_that_names_nothing_of_the_code_is_found(language, subject):
    guide = replace(guide_in(language), description=NOTHING[language])
    found = [each for each in run_checks(guide, subject).findings if each.code == "BG403"]
    assert [each.section for each in found] == [Section.DESCRIPTION]
    assert "says nothing of the code" in found[0].message


@pytest.mark.parametrize("language", GOOD)
def test_talk_behind_a_description_is_taken_out_in_every_language(language, subject):
    good = guide_in(language)
    guide = replace(good, description=f"{good.description} Let me know if you need more.")
    assert without_unsupported(guide, subject) == good
