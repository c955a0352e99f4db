"""Prose is told by its language, whatever code stands in it."""

import inspect
import json
import textwrap

import pytest

from blockguide.guide.tongue import seems_written_in

PROSE = {
    "en": "Splits the `line` at the first sign and returns the two parts. When there is none, it raises an error.",
    "ru": "Разбивает строку `line` по первому знаку и возвращает две части. Если знака нет, вызывает `ValueError`.",
    "de": "Teilt die Zeile `line` am ersten Zeichen und gibt die beiden Teile zurück. Wenn es fehlt, wird `ValueError` ausgelöst.",
    "fr": "Divise la ligne `line` au premier signe et renvoie les deux parties. Si le signe manque, elle lève `ValueError` pour le dire.",
    "es": "Divide la línea `line` en el primer signo y devuelve las dos partes. Si no está, se lanza `ValueError` con el mensaje.",
}


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("written", PROSE)
def test_each_language_is_told_from_the_others(language, written):
    assert seems_written_in(PROSE[written], language) is (language == written)


def test_what_is_short_or_unknown_is_believed():
    assert seems_written_in("Splits it.", "ru")
    assert seems_written_in(PROSE["en"], "fi")


FOREIGN = {
    "zh": "按 `=` 拆分该行，并返回两个部分。如果没有该符号，则引发错误。函数不会修改任何其他内容。",
    "ja": "行を `=` で分割し、二つの部分を返します。記号がない場合はエラーを発生させます。",
    "ko": "줄을 `=` 에서 나누고 두 부분을 돌려준다. 기호가 없으면 오류를 일으킨다.",
    "el": "Χωρίζει τη γραμμή στο πρώτο σημείο και επιστρέφει τα δύο μέρη της.",
    "ar": "يقسم السطر عند أول علامة ويعيد الجزأين. إذا لم توجد العلامة فإنه يثير خطأ.",
}


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("written", FOREIGN)
def test_another_script_is_none_of_the_languages(language, written):
    assert not seems_written_in(FOREIGN[written], language)


def test_a_word_of_another_script_in_a_text_makes_no_other_language():
    for language, prose in PROSE.items():
        assert seems_written_in(f"{prose} 分割 λ", language)


def test_names_do_not_count():
    prose = "Вызывает `self.session.get(url)`, затем json.loads и parse_header, и возвращает Response.status_code клиенту."
    assert seems_written_in(prose, "ru")


@pytest.mark.parametrize("module", [json, textwrap, inspect])
def test_docstrings_are_english(module):
    for value in vars(module).values():
        if inspect.isfunction(value) and value.__doc__:
            assert seems_written_in(inspect.cleandoc(value.__doc__), "en"), value
