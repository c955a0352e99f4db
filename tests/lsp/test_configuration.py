"""How a client's settings reach the server, from each of the clients that there are."""

import logging

import pytest

A = "file:///work/a.py"
PULLS = {"workspace": {"configuration": True}}
FOLDERS = [{"uri": "file:///work", "name": "work"}, {"uri": "file:///other", "name": "other"}]


def settings_of(client, uri=A):
    return client.server.session.settings.of(uri)


@pytest.fixture(autouse=True)
def _keeps_the_log_level():
    level = logging.getLogger("blockguide").level
    yield
    logging.getLogger("blockguide").setLevel(level)


async def pulled(client):
    await client.take("workspace/configuration")
    await client.settled()


def test_the_client_is_asked_for_the_window_and_each_folder(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [
            {"language": "de"},
            {"hover": {"offline": True}},
            None,
        ]
        asked = await client.take("workspace/configuration")
        assert asked == {
            "items": [
                {"section": "blockguide"},
                {"scopeUri": "file:///work", "section": "blockguide"},
                {"scopeUri": "file:///other", "section": "blockguide"},
            ]
        }
        await client.until(lambda: settings_of(client).language == "de")
        assert settings_of(client).hover_offline
        assert not settings_of(client, "file:///other/a.py").hover_offline
        assert settings_of(client, "untitled:x").language == "de"

    talk(story, PULLS, workspaceFolders=FOLDERS)


def test_folders_come_and_go_with_their_settings(talk):
    def answer(params):
        languages = {"file:///work": "de", "file:///other": "fr", "file:///third": "es"}
        return [{"language": languages.get(item.get("scopeUri"), "en")} for item in params["items"]]

    async def story(client):
        client.answers["workspace/configuration"] = answer
        await client.take("workspace/configuration")
        await client.until(lambda: settings_of(client).language == "de")
        added = [{"uri": "file:///third", "name": "third"}]
        event = {"added": added, "removed": [FOLDERS[0]]}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        asked = await client.take("workspace/configuration")
        scopes = [item.get("scopeUri") for item in asked["items"]]
        assert scopes == [None, "file:///other", "file:///third"]
        await client.until(lambda: settings_of(client).language == "en")
        assert settings_of(client, "file:///third/a.py").language == "es"
        path = client.server.session.documents.path("untitled:Untitled-1")
        assert str(path) == "/other/Untitled-1.py"

    talk(story, PULLS, workspaceFolders=FOLDERS)


@pytest.mark.parametrize(
    "answer",
    [None, [], {}, 3, "x", [None], [3], [[]], [{"a": {"b": [1]}}, {}, {}, {}, {}]],
    ids=repr,
)
def test_any_answer_is_taken(talk, answer):
    async def story(client):
        client.answers["workspace/configuration"] = answer
        await pulled(client)
        client.taken("window/showMessage")
        assert settings_of(client).language == "en"

    talk(story, PULLS, workspaceFolders=FOLDERS)


def test_a_refusal_or_silence_is_no_harm(talk, monkeypatch):
    from blockguide.lsp import configuration

    monkeypatch.setattr(configuration, "ANSWER_SECONDS", 0.02)

    async def story(client):
        await pulled(client)
        client.silent.add("workspace/configuration")
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        await pulled(client)
        assert settings_of(client).language == "en"

    talk(story, PULLS)


def test_a_client_that_does_not_offer_it_is_not_asked(talk):
    async def story(client):
        client.notify(
            "workspace/didChangeConfiguration", {"settings": {"blockguide": {"language": "fr"}}}
        )
        await client.settled()
        assert settings_of(client).language == "fr"

    talk(story)


def test_kate_is_asked_although_it_does_not_offer_it(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [{"language": "de"}]
        await client.take("workspace/configuration")
        await client.until(lambda: settings_of(client).language == "de")

    talk(story, clientInfo={"name": "Kate"})


def test_a_change_is_asked_for_again(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [{"language": "de"}]
        await pulled(client)
        client.answers["workspace/configuration"] = [{"language": "ru"}]
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        await client.take("workspace/configuration")
        await client.until(lambda: settings_of(client).language == "ru")

    talk(story, PULLS)


def test_a_bad_value_is_told_to_the_person_once(talk, caplog):
    async def story(client):
        client.answers["workspace/configuration"] = [{"hover": {"offline": "yes"}, "hoverr": 1}]
        message = await client.take("window/showMessage")
        assert message == {
            "type": 2,
            "message": 'BlockGuide: The setting `blockguide.hover.offline` is "yes", not true or false; false is used.\n'
            "The setting `blockguide.hoverr` is unknown.",
        }
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        await client.take("workspace/configuration")
        await client.take("workspace/configuration")
        await client.settled()
        assert client.taken("window/showMessage") == []

    with caplog.at_level(logging.WARNING, "blockguide"):
        talk(story, PULLS)
    assert sum("hover.offline" in record.getMessage() for record in caplog.records) == 1


def test_initialization_options_count_before_anything_is_asked(talk):
    async def story(client):
        await client.settled()
        assert settings_of(client).language == "fr"
        message = await client.take("window/showMessage")
        assert "`blockguide.work.limit` is 0" in message["message"]

    talk(story, initializationOptions={"language": "fr", "work": {"limit": 0}})


def test_the_log_level_takes_effect(talk):
    async def story(client):
        client.notify(
            "workspace/didChangeConfiguration",
            {"settings": {"blockguide": {"log": {"level": "error"}}}},
        )
        await client.settled()
        assert logging.getLogger("blockguide").level == logging.ERROR

    talk(story)


def test_a_client_that_can_is_asked_to_tell_of_changes(talk):
    async def story(client):
        client.answers["client/registerCapability"] = None
        asked = await client.take("client/registerCapability")
        by_method = {each["method"]: each["registerOptions"] for each in asked["registrations"]}
        assert by_method["workspace/didChangeConfiguration"] == {"section": "blockguide"}
        assert by_method["workspace/didChangeWatchedFiles"] == {
            "watchers": [
                {"globPattern": "**/*.{py,pyi}"},
                {"globPattern": "**/{pyproject.toml,setup.cfg,setup.py}"},
            ]
        }

    dynamic = {"dynamicRegistration": True}
    talk(
        story, {"workspace": {"didChangeConfiguration": dynamic, "didChangeWatchedFiles": dynamic}}
    )


def test_a_machines_setting_counts_for_a_client_that_keeps_scopes_apart(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [{"cache": {"megabytes": 7}}]
        await client.take("workspace/configuration")
        await client.until(lambda: settings_of(client).cache_megabytes == 7)

    talk(story, {**PULLS, "experimental": {"blockguide": {"scopes": True}}})


def test_what_is_asked_right_behind_a_change_is_done_with_the_new_settings(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [{"language": "de"}]
        await pulled(client)
        client.open(A, "def f():\n    return 1\n")
        client.answers["workspace/configuration"] = [{"language": "fr"}]
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        place = {"line": 0, "character": 0}
        wanted = {"uri": A, "range": {"start": place, "end": place}, "version": 1}
        await client.request("blockguide/document", wanted)
        client.taken("workspace/configuration")
        client.taken("$/progress")
        assert [order.settings.language for order in client.server.session.workshop.orders] == [
            "fr"
        ]

    talk(story, PULLS)


def test_what_is_asked_is_of_the_text_of_that_moment_though_its_settings_come_later(talk):
    async def story(client):
        client.answers["workspace/configuration"] = [{}]
        await pulled(client)
        client.open(A, "def f():\n    return 1\n")
        await client.settled()
        client.silent.add("workspace/configuration")
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        place = {"line": 0, "character": 0}
        answer = client.ask(
            "blockguide/document", {"uri": A, "range": {"start": place, "end": place}}
        )
        client.change(A, 2, {"text": "# Other words.\n"})
        await client.settled()
        asked = await client.take("workspace/configuration")
        assert asked
        client.silent.clear()
        await answer
        client.taken("$/progress")
        (order,) = client.server.session.workshop.orders
        assert order.source.text == "def f():\n    return 1\n"

    talk(story, PULLS)
