"""A client says its window's language in `initialize`: all that a person reads of the server is in it."""

import subprocess
import sys
from dataclasses import replace

import pytest
from editor import CODE, EDITS, SHOUT, A, opened, writes
from in_process_client import Refusal
from scripted_workshop import card_of, lines_of

from blockguide.code.source import source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.events import Noticed
from blockguide.settings import Settings
from blockguide.text import Lines
from blockguide.workshop.values import Finished, Started

RUSSIAN = {"locale": "ru"}
LITERAL = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}
MARKDOWN = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
PROGRESS = {"window": {"workDoneProgress": True}}
SOURCE = source_from_text("/work/app/names.py", CODE)
NOTICE = "Nothing answers at localhost:1. Start the server, or set another address. The offline writer wrote this guide."


@pytest.fixture
def kept(workshop):
    card = card_of(SOURCE, Lines(1, 2), ("`other` in `app.py` changed",))
    card = replace(
        card, findings=("No step tells of the statement on line 2 of the file; add it to one.",)
    )
    workshop.kept[card.key] = card
    return card


async def known(client):
    await client.settled()
    leaves = client.server.session.shelf._leaves
    await client.until(lambda: leaves and not any(leaf.learning for leaf in leaves.values()))


def test_code_actions(talk, kept):
    async def story(client):
        client.open(A, CODE)
        await known(client)
        params = {"textDocument": {"uri": A}, "range": SHOUT, "context": {"diagnostics": []}}
        offered = await client.request("textDocument/codeAction", params)
        assert [each["title"] for each in offered] == [
            "Описать `shout`",
            "Показать руководство к `shout`",
            "Написать руководство к `shout` заново",
            "Показать, что отправляется модели",
        ]

    model = {"initializationOptions": {"writer": "model", "model": "tiny"}}
    talk(story, LITERAL, **RUSSIAN, **model)


def test_a_hovers_state_and_links(talk, kept):
    async def story(client):
        client.open(A, CODE)
        await known(client)
        at = {"textDocument": {"uri": A}, "position": {"line": 1, "character": 4}}
        value = (await client.request("textDocument/hover", at))["contents"]["value"]
        line = value.split("\n\n")[1]
        assert line.startswith(
            "*Устарело: `other` в `app.py` теперь другой.* · [Показать руководство]("
        )
        assert "[Написать заново](" in line

    talk(story, MARKDOWN, **RUSSIAN, initializationOptions={"trustedLinks": True})


def test_what_is_known_of_kept_guides(talk, kept):
    async def story(client):
        client.open(A, CODE)
        await known(client)
        (guide,) = (await client.request("blockguide/guides", {"uri": A}))["guides"]
        assert guide["reasons"] == ["`other` в `app.py` теперь другой"]
        assert guide["findings"] == [
            "Ни один шаг не говорит об инструкции на строке 2 файла; добавьте её в какой-нибудь."
        ]

    talk(story, {"experimental": {"blockguide": {"stream": True}}}, **RUSSIAN)


def test_the_answer_its_notices_and_its_progress(talk, workshop):
    async def noticed(order):
        card = card_of(order.source, lines_of(order))
        finding = {"code": "BG204", "message": "There are no steps; write it."}
        record = {
            "checks": {"passed": [], "findings": [finding]},
            "stale": ("The block itself changed",),
        }
        yield Started(card.name, "function", card.lines)
        yield Noticed(NOTICE, "refused")
        yield Finished(card, "page", record, False, ())

    workshop.script = noticed

    async def story(client):
        client.open(A, CODE)
        tokens = {"partialResultToken": "words", "workDoneToken": "bar"}
        answer = await client.request("blockguide/document", {"uri": A, "range": SHOUT, **tokens})
        assert answer["checks"]["findings"][0]["message"] == "Шагов нет; напишите."
        assert answer["stale"] == ["Изменился сам блок"]
        told = client.taken("$/progress")
        notice = "По адресу localhost:1 никто не отвечает. Запустите сервер или задайте другой адрес. Это руководство написано без сети."
        assert {"notice": notice, "code": "refused"} in [each["value"] for each in told]
        bar = [each["value"] for each in told if each["token"] == "bar"]
        assert bar[0]["title"] == "Описание `shout`"
        assert bar[-1]["message"] == "Руководство написано"
        assert {"kind": "report", "message": notice} in bar

    talk(story, PROGRESS, **RUSSIAN)


def test_a_failure_and_its_advice(talk, workshop):
    workshop.failure = BlockGuideError(
        ErrorCode.INTERNAL,
        "The process that writes guides was lost twice: pipe.",
        "Try again; the server's log says more.",
    )

    async def story(client):
        client.open(A, CODE)
        with pytest.raises(Refusal) as refused:
            await client.request("blockguide/document", {"uri": A, "range": SHOUT})
        assert refused.value.message == "Процесс, который пишет руководства, дважды пропал: pipe."
        assert refused.value.data["advice"] == "Попробуйте ещё раз; подробности в журнале сервера."
        with pytest.raises(Refusal) as refused:
            await client.request("blockguide/document", {"uri": "file:///no.py", "range": SHOUT})
        assert refused.value.message == "Документ не открыт как код Python."

    talk(story, **RUSSIAN)


def test_a_page_that_was_cancelled_and_the_words_of_a_fault_in_the_settings(
    talk, workshop, tmp_path
):
    workshop.script = writes(pause=0.05)

    async def story(client):
        said = await client.take("window/showMessage")
        assert said["message"] == (
            "BlockGuide: Настройка `blockguide.hover.offline` — это 3, а не true или false; действует false."
        )
        editor = opened(client)
        job = await editor.document()
        await client.until(lambda: editor.buffers.keys() - {A})
        await editor.command("blockguide.cancel", {"job": job})
        await editor.rest()
        (page,) = (text for uri, text in editor.buffers.items() if uri != A)
        assert page.endswith("*Отменено. Руководство неполное.*\n")
        editor.forget_sent()
        editor.messages()

    settings = Settings(cache_directory=tmp_path)
    talk(
        story, EDITS, settings=settings, **RUSSIAN, initializationOptions={"hover": {"offline": 3}}
    )


def test_the_cache_s_notice(talk, workshop):
    async def story(client):
        for listener in workshop.listeners:
            listener("The disk that holds `/c/guides.db` is full: new guides are not kept.")
        said = await client.take("window/showMessage")
        assert said["message"] == (
            "BlockGuide: Диск, на котором лежит `/c/guides.db`, заполнен: новые руководства не сохраняются."
        )

    talk(story, **RUSSIAN)


def test_an_english_window_loads_nothing_of_it():
    code = (
        "import sys; from blockguide.lsp import serving; from blockguide.lsp.wording import words_for; "
        "words_for('en-GB').say('Cancelled'); "
        "print([name for name in ('blockguide.lsp.translation',) if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_a_russian_window_reads_its_file_only_with_the_first_sentence():
    code = (
        "import sys; from blockguide.lsp import serving, wording; words = wording.words_for('ru'); "
        "print('tomllib' in sys.modules); words.say('Cancelled'); print('tomllib' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == [
        "False",
        "True",
    ]
