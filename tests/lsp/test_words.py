"""What the server says in a window of another language: all of it in that language, with the same places and code."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import blockguide
from blockguide.checks.vague import vague_words
from blockguide.lsp.translation import Translated, form_of, translations
from blockguide.lsp.wording import ENGLISH, LANGUAGES, words_for

ROOT = Path(blockguide.__file__).parent
RUSSIAN = Translated("ru")

MOUTHS = {
    "BlockGuideError": (1, 2),
    "EndpointFault": (1, 2),
    "Remark": (1,),
    "Flaw": (2,),
    "Misfit": (0,),
    "MalformedPage": (1,),
    "Noticed": (0,),
    "Said": (0,),
}
"""What passes sentences on, and which of its arguments they are."""

READ_ONLY_IN_A_TERMINAL = ("terminal", "commands", "code/decode.py")
NOT_REACHED_FROM_AN_EDITOR = {
    # An editor names a range, not lines or a symbol.
    "code/select.py",
    # A record that is no record is written anew.
    "guide/record.py",
}


def places(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def code(text):
    return sorted(re.findall(r"`[^`]*`|https?://[\w:/]*|\bOPENAI_API_KEY\b", text))


def modules(*rooms):
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(READ_ONLY_IN_A_TERMINAL) and (not rooms or name.startswith(rooms)):
            yield name, ast.parse(path.read_text("utf-8"))


def said_by_us():
    """The keys that the language server says itself."""
    for _, tree in modules("lsp/"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "say":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield first.value
    from blockguide.lsp import progress

    yield from (*progress._WRITTEN.values(), *progress._ENDED.values())


def said_by_others():
    """The sentences of other rooms, with a sample in the place of each value."""
    for name, tree in modules():
        if name in NOT_REACHED_FROM_AN_EDITOR:
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Call():
                    wanted = MOUTHS.get(ast.unparse(node.func), ())
                    given = [node.args[index] for index in wanted if index < len(node.args)]
                case ast.Assign(targets=[ast.Name("message")]):
                    given = [node.value]
                case _:
                    continue
            for text in (text for each in given for text in samples(each)):
                # What is wrong with a guide's form is a clause of what the checks say.
                yield name, text.removesuffix(".") if name.startswith("guide/") else text


def samples(node):
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp():
            yield from samples(node.body)
            yield from samples(node.orelse)
        case ast.JoinedStr():
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "x7" for part in node.values
            )


KNOWN_BY_THEIR_PARTS = (
    # What stands in these places is a clause of its own; the next test says them with real ones.
    r"x7 x7\.",
    r"x7 So the model corrected nothing\.",
    r"x7 x7",
    (
        r"x7 (?:cannot be reached|wants a name and a password|does not let the request throughx7"
        r"|has an address that cannot be used here)\."
    ),
    r"Try again, x7\.",
    r"x7 x7 for x7 seconds\.",
    r"x7 x7 The offline writer wrote this guide\.",
    r"The template `x7` x7\.",
    r"x7; .*",
    r"`x7` x7; x7\.",
    r"x7 is vague; x7\.",
    r"The example does not use x7\.",
    r"The example is no Pythonx7: x7; mend its syntax\.",
    r"`x7` x7: it was set aside.*",
    r"takes at most x7, not x7|has no parameter `x7`|gets `x7` twice|needs x7",
)

WITH_REAL_PARTS = (
    "localhost:11434 broke the connection off.",
    "localhost:11434 sent what is no answer.",
    "localhost:11434 answered with a page instead of a stream.",
    "localhost:11434 sent an empty answer.",
    "The endpoint did not answer for 5 seconds.",
    "localhost:11434 sent no word for 2.5 seconds.",
    "localhost:11434 took no connection for 10 seconds.",
    "Try again, look whether the address is right, or raise `blockguide.endpoint.x` (or BLOCKGUIDE_CONNECT_MS).",
    "localhost:11434 fell silent in the middle for 30 seconds.",
    "Nothing answers at localhost:1. Start the server, or set another address. The offline writer wrote this guide.",
    "Nothing answers at localhost:1. Trying again in 3 s.",
    "Nothing answers at localhost:1. So the model corrected nothing.",
    "The offline writer wrote the description, the steps and the example: nothing that the model wrote there holds.",
    "The template `own.md` asks for $name, which there is not.",
    "The template `own.md` has a $ that begins no name.",
    "The template `own.md` cannot be read.",
    "Nothing answers at localhost:1. Trying again at once.",
    "Try again, or raise `blockguide.endpoint.silenceTimeout` (or BLOCKGUIDE_SILENCE_MS).",
    "Try again, choose a faster model, or raise `blockguide.endpoint.x` (or BLOCKGUIDE_SILENCE_MS).",
    "The answer was cut off: it reached the limit of its length.",
    "The model's correction is not whole. The answer broke off before its end.",
    "The answer was cut off: it was not whole in the time that it may take.",
    "The answer was cut off after 1,000,000 characters, and no setting allows more. Choose another model: no guide is that long.",
    "localhost:11434 sent 8 MB without an end, so BlockGuide hung up. Look whether the address is that of an OpenAI-compatible server.",
    "`blockguide.endpoint.answerTokens` (or BLOCKGUIDE_ANSWER_TOKENS) allows more.",
    "The proxy localhost:3128 cannot be reached. Look whether it runs.",
    "See HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY=localhost goes past it.",
    "The proxy that the environment names wants a name and a password.",
    "The proxy localhost:3128 does not let the request through (status 403).",
    "The proxy localhost:3128 does not let the request through.",
    "Left out, for want of room: the facts, the code around the block, what `f` stands for, the use in `a.py`.",
    "the facts (no room)",
    "3 more uses (3 say enough)",
    "The description is empty; write it.",
    "The lines of step 2 are no lines of a file: 0-4; bring it into the page's form.",
    "The section Usage Example is not in its form; bring it into the page's form.",
    "`f` takes at most one positional argument, not 2; pass `a`.",
    "`f` takes at most no positional arguments, not 2; pass nothing.",
    "`f` has no parameter `b`; pass `a`, `c`.",
    "`f` gets `a` twice; pass `a`.",
    "`f` needs `a` and `b`; pass `a`, `b`.",
    "The class of `x` has no attribute `y`; use an attribute that exists.",
    "`os` has no `y`; use an attribute that exists.",
    "There is no module `nothing`; import what exists, from where it is.",
    "`.a` is a relative import, and the example belongs to no package; write the whole module path.",
    "`app.names` has no `f`; import it from `app.other`.",
    "The example does not use the block; let it hold the block's own statements, or run them by an import.",
    "The example does not use `f`, but at most mentions it; call it.",
    "The example does not use `f`, but at most mentions it; assign to it.",
    "The example does not use the block; call `f`, which holds it.",
    "The example is no Python: it ends too soon; mend its syntax.",
    "`/c/guides.db` was damaged: it was set aside as `guides.db.1`, and a new cache begun.",
    "`/c/guides.db` belongs to another program: it was set aside as `guides.db.1`, and a new cache begun.",
    "The setting `blockguide.work.limit` is 99, not a number of guides from 1 to 16; 4 is used.",
    "The setting `blockguide.codeLens` is an object, not true or false; the usual one is used.",
    'The setting `blockguide.writer` is 3, not "offline", "auto" or "model"; offline is used.',
    "The setting `blockguide.wrter` is unknown; did you mean `blockguide.writer`?",
    "The setting `blockguide.nothing` is unknown.",
    "The setting `blockguide` is a list, not an object with settings.",
    "The setting `blockguide.work` is 3, not an object; there are `work.limit` and `work.idle`.",
    "The setting `blockguide.model` is for you alone to choose, not for a workspace: set it in `initializationOptions` or in the environment's `BLOCKGUIDE_MODEL`; the usual one is used.",
    "The setting `blockguide.delivery` is one for the whole window, not for a folder; auto is used.",
    "BLOCKGUIDE_WRITER is 'x', not an absolute path; offline is used.",
)


def is_russian(text):
    """Whether no English is left beside code, quotations, names of settings and the values given above."""
    rest = re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\$+\w*|https?://\S+|[A-Z]+_[A-Z_]+", "", text)
    rest = re.sub(r"\b(?:x7|BlockGuide|Python|OpenAI|UTF-8|localhost|it ends too soon)\b", "", rest)
    rest = re.sub(r"\b(?:true|false|auto|offline|https?|Usage Example|x)\b", "", rest)
    return not re.search(r"[A-Za-z]{2,}", rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_and_code(language):
    for english, told in translations(language).items():
        assert places(told) == places(english), english
        assert code(told) == code(english), english


def test_all_that_the_server_says_has_a_translation():
    said = set(said_by_us())
    assert len(said) > 40
    assert said - translations("ru").keys() == set()


def test_what_other_rooms_say_is_translated():
    known = re.compile("|".join(KNOWN_BY_THEIR_PARTS))
    said = [(name, text) for name, text in said_by_others() if not known.fullmatch(text)]
    assert len(said) > 70
    assert [(name, text) for name, text in said if not is_russian(RUSSIAN.told(text))] == []


@pytest.mark.parametrize("sentence", WITH_REAL_PARTS)
def test_a_sentence_with_clauses_in_its_places_is_translated(sentence):
    told = RUSSIAN.told(sentence)
    assert told != sentence
    assert is_russian(told), told


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_said_of_a_vague_word_is_translated(language):
    for word in vague_words(language):
        told = RUSSIAN.told(f"'word' is vague; {word.advice}.")
        assert told.startswith("'word' — расплывчато; ")
        assert is_russian(told.replace("`to`", "")), told


def test_reasons_of_kept_guides_are_translated(tmp_path):
    from blockguide.code.project.ingredients import Ingredient, changes

    file = tmp_path / "text.py"
    file.write_text("def normalize(): ...\n")
    gone = tmp_path / "gone.py"
    was = (("normalize", file), ("lost", file), ("", file), ("", gone))
    said = changes(tuple(Ingredient(name, path, "old") for name, path in was))
    assert [RUSSIAN.told(each) for each in said] == [
        "`normalize` в `text.py` теперь другой",
        "`lost` удалён из `text.py`",
        "`text.py` изменился",
        "`gone.py` удалён",
    ]


def test_nothing_is_translated_that_nobody_says():
    texts = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    texts += "".join(path.read_text("utf-8") for path in ROOT.rglob("checks/words/*.toml"))
    pieces = re.sub(r'"\s*f?"', "", texts)
    # The sentences of the test above show that each of these is said.
    composed = re.compile(
        r"the |a number of |Try again, |The proxy \{proxy\} |pass |is for you alone|\{host\} |The example |`\{name\}` takes"
    )
    for english in translations("ru"):
        longest = max(re.split(r"\{\w+\}|\.$|; |: |`", english), key=len).strip()
        assert longest in pieces or composed.match(english) or len(longest) < 12, english


def test_a_quotation_may_hold_several_sentences():
    told = RUSSIAN.told("'Reads. And writes.' speaks to who asked; leave it out.")
    assert told == "'Reads. And writes.' обращается к спросившему; уберите это."


def test_names_in_backticks_stay_as_they_are():
    assert (
        RUSSIAN.told("`Checked` in `Cancelled` changed") == "`Checked` в `Cancelled` теперь другой"
    )


def test_what_is_not_known_stays_and_the_rest_is_translated():
    assert RUSSIAN.told("Nobody says this. Document the block again.") == (
        "Nobody says this. Опишите блок ещё раз."
    )


def test_a_value_with_braces_is_taken_as_it_is():
    assert RUSSIAN.say("Document `{name}`", name="{x}") == "Описать `{x}`"
    assert RUSSIAN.told("`{x}` changed") == "`{x}` изменился"


@pytest.mark.parametrize("locale", ["ru", "ru-RU", "ru_RU", "RU"])
def test_the_language_is_taken_from_the_locale(locale):
    assert words_for(locale).say("Cancelled") == "Отменено"


@pytest.mark.parametrize("locale", ["en", "de", "", None, 7, {"a": 1}, "../ru", "rus"])
def test_any_other_locale_is_english(locale):
    assert words_for(locale) is ENGLISH


def test_a_form_knows_its_sentence_again():
    form = form_of("`{name}` in `{file}` changed")
    assert form.pattern.fullmatch("`a b` in `c` changed")["name"] == "a b"
    assert form.names == {"name", "file"}
