"""A client's JSON becomes settings, whatever it is; each fault is told once, with what is used instead."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.lsp.options import FolderSettings, read_options
from blockguide.settings import LogLevel, PageDelivery, Settings

KEYS = st.sampled_from(
    ["blockguide", "hover", "offline", "hover.offline", "cache", "directory", "open", "x", ""]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("file"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def test_nothing_is_nothing():
    for given_ in (None, {}, [], {"blockguide": None}, {"hover": {}}, {"hover": None}):
        settings = FolderSettings()
        settings.start(given_)
        assert settings.window == Settings()
        assert settings.take_notices() == ()


@pytest.mark.parametrize(
    "given_",
    [
        {"hover": {"offline": True}},
        {"hover.offline": True},
        {"blockguide.hover.offline": True},
        {"blockguide": {"hover": {"offline": True}}},
        {"blockguide": {"hover.offline": True}},
    ],
)
def test_names_stand_in_levels_or_with_dots(given_):
    settings = FolderSettings()
    settings.start(given_)
    assert settings.window.hover_offline
    assert settings.take_notices() == ()


def test_the_later_layer_wins():
    settings = FolderSettings(Settings(language="fr", work_limit=2))
    assert settings.window.language == "fr"
    settings.start({"language": "de"})
    assert settings.window.language == "de"
    settings.configure({"language": "es"}, {"file:///a": {"language": "ru"}})
    assert settings.window.language == "es"
    assert settings.of("file:///a/b.py").language == "ru"
    settings.push({"blockguide": {"language": "de"}})
    assert settings.window.language == settings.of("file:///a/b.py").language == "de"
    assert settings.window.work_limit == 2
    settings.push({"blockguide": {}})
    assert settings.window.language == "es"


def test_a_document_has_the_settings_of_its_innermost_folder():
    settings = FolderSettings()
    settings.configure(
        {"language": "en"},
        {
            "file:///w/a": {"language": "de"},
            "file:///w/a/inner/": {"language": "fr"},
            "file:///c%3A/p": {"language": "ru"},
        },
    )
    assert settings.of("file:///w/a/x.py").language == "de"
    assert settings.of("file:///w/a/inner/x.py").language == "fr"
    assert settings.of("file:///w/ab/x.py").language == "en"
    assert settings.of("untitled:Untitled-1").language == "en"
    assert settings.of("file:///elsewhere.py").language == "en"
    assert settings.of("file:///c:/p/x.py").language == "ru"
    assert settings.of("vscode-notebook-cell:/w/a/n.ipynb#W0s").language == "de"


def test_a_bad_value_costs_that_value_and_is_told_once():
    settings = FolderSettings(Settings(work_limit=7))
    settings.start({"hover": {"offline": 1}, "open": "file", "work": {"limit": 99}})
    assert settings.window == Settings(work_limit=7, delivery=PageDelivery.FILE)
    assert settings.take_notices() == (
        "The setting `blockguide.hover.offline` is 1, not true or false; false is used.",
        "The setting `blockguide.work.limit` is 99, not a number of guides from 1 to 16; 7 is used.",
    )
    settings.start({"hover": {"offline": 1}})
    settings.configure({"hover": {"offline": 1}}, {})
    assert settings.take_notices() == ()
    settings.configure({"hover": {"offline": 2}}, {})
    assert len(settings.take_notices()) == 1


def test_what_is_used_instead_is_the_layer_below():
    settings = FolderSettings()
    settings.start({"language": "de"})
    settings.configure({"language": "not a language"}, {})
    (notice,) = settings.take_notices()
    assert notice.startswith(
        'The setting `blockguide.language` is "not a language", not "en", "ru", "de", "fr", "es" or'
    )
    assert notice.endswith("; de is used.")


def test_an_unknown_name_is_told_once_with_a_near_one():
    settings = FolderSettings()
    settings.start({"hover": {"ofline": True}, "zzz": {"deep": 1}, "hovr.offline": 3})
    assert settings.take_notices() == (
        "The setting `blockguide.hover.ofline` is unknown; did you mean `blockguide.hover.offline`?",
        "The setting `blockguide.zzz` is unknown.",
        "The setting `blockguide.hovr.offline` is unknown; did you mean `blockguide.hover.offline`?",
    )
    settings.configure({"hover": {"ofline": True}}, {})
    assert settings.take_notices() == ()


def test_a_value_in_the_place_of_a_group_is_told():
    settings = FolderSettings()
    settings.start({"cache": True})
    assert settings.take_notices() == (
        "The setting `blockguide.cache` is true, not an object; there are `cache.directory` and `cache.megabytes`.",
    )
    settings.configure("nonsense", {})
    assert settings.take_notices() == (
        'The setting `blockguide` is "nonsense", not an object with settings.',
    )


def test_what_a_client_says_of_itself_is_no_setting():
    settings = FolderSettings()
    settings.start({"trustedLinks": True})
    assert settings.take_notices() == ()


def test_a_value_that_may_be_a_secret_of_another_setting_is_not_repeated():
    settings = FolderSettings()
    settings.start({"apiKey": "sk-123456"})
    (notice,) = settings.take_notices()
    assert "sk-123456" not in notice


class TestScopes:
    def test_initialization_options_choose_for_the_machine(self):
        settings = FolderSettings()
        settings.start({"cache": {"directory": "/kept", "megabytes": 5}})
        assert settings.window.cache_directory == Path("/kept")
        assert settings.of("file:///a.py").cache_megabytes == 5
        assert settings.take_notices() == ()

    def test_a_configuration_does_not(self):
        settings = FolderSettings()
        settings.configure({"cache.directory": "/tmp/evil"}, {})
        settings.push({"blockguide": {"cache": {"megabytes": 1}}})
        assert settings.window == Settings()
        why = "is for you alone to choose, not for a workspace: set it in `initializationOptions`"
        variable = f"{why} or in the environment's `BLOCKGUIDE_CACHE_"
        assert settings.take_notices() == (
            f"The setting `blockguide.cache.directory` {variable}DIR`; the usual one is used.",
            f"The setting `blockguide.cache.megabytes` {variable}MB`; 200 is used.",
        )

    def test_the_windows_does_for_a_client_that_keeps_them_apart_but_never_a_folders(self):
        settings = FolderSettings()
        settings.trust_scopes()
        settings.configure({"cache.megabytes": 9}, {"file:///a": {"cache.megabytes": 3}})
        assert settings.window.cache_megabytes == 9
        assert settings.of("file:///a/b.py").cache_megabytes == 9
        assert len(settings.take_notices()) == 1

    def test_a_folders_template_counts_only_for_a_client_that_keeps_it_back_until_it_is_trusted(
        self,
    ):
        settings = FolderSettings()
        settings.configure({}, {"file:///a": {"template": "/a/instructions.md"}})
        assert settings.of("file:///a/b.py").model.template is None
        assert len(settings.take_notices()) == 1
        settings.trust_scopes()
        assert settings.of("file:///a/b.py").model.template == Path("/a/instructions.md")
        assert settings.window.model.template is None

    def test_a_client_that_repeats_the_windows_value_for_each_folder_is_not_told(self):
        settings = FolderSettings()
        settings.trust_scopes()
        both = {"cache.megabytes": 9, "log": {"level": "debug"}}
        settings.configure(both, {"file:///a": both})
        assert settings.of("file:///a/b.py").log_level is LogLevel.DEBUG
        assert settings.take_notices() == ()

    def test_a_folder_does_not_choose_for_the_window(self):
        settings = FolderSettings()
        settings.configure({}, {"file:///a": {"work.limit": 9}})
        assert settings.of("file:///a/b.py").work_limit == 4
        assert settings.take_notices() == (
            "The setting `blockguide.work.limit` is one for the whole window, not for a folder; 4 is used.",
        )


def test_other_sections_are_not_ours():
    settings = FolderSettings()
    settings.push({"python": {"analysis": 1}, "blockguide.language": "de"})
    assert settings.window.language == "de"
    assert settings.take_notices() == ()


def test_many_documents_do_not_grow_without_end():
    settings = FolderSettings()
    for number in range(2000):
        assert settings.of(f"file:///{number}.py") == Settings()
    assert len(settings._settings) <= 512


@given(JSON, JSON, JSON)
def test_any_json_is_taken(initial, window, folder):
    settings = FolderSettings()
    settings.start(initial)
    settings.configure(window, {"file:///a": folder})
    settings.push(window)
    assert isinstance(settings.of("file:///a/b.py"), Settings)
    notices = settings.take_notices()
    assert len(notices) == len(set(notices))
    settings.push(window)
    assert settings.take_notices() == ()
    assert read_options(initial) == read_options(initial)
