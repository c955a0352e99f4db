"""Settings are total; a bad value costs that value and is told; one declaration serves all who need to know."""

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.commands.choice import WISHES
from blockguide.guide.headings import HEADINGS
from blockguide.settings import (
    Deadlines,
    LogLevel,
    ModelSettings,
    PageDelivery,
    Price,
    Settings,
    WriterChoice,
    settings_from,
)
from blockguide.settings.declaration import SETTINGS, Scope
from blockguide.settings.kinds import LANGUAGES, Choice, Directory, Language, Misfit, Number, Toggle
from blockguide.settings.money import Prices
from blockguide.settings.page import settings_page
from blockguide.settings.schema import settings_schema

DOCS = Path(__file__).parents[1] / "docs"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def test_nothing_set_is_the_default():
    assert settings_from({}, None) == (Settings(), ())


def test_every_variable_is_read():
    settings, notices = settings_from(
        {
            "BLOCKGUIDE_CACHE_DIR": "/tmp/guides",
            "BLOCKGUIDE_START_MS": "1",
            "BLOCKGUIDE_NAMES_MS": "2",
            "BLOCKGUIDE_CALL_SITES_MS": "3",
            "BLOCKGUIDE_LOG_LEVEL": "debug",
            "BLOCKGUIDE_WRITER": "model",
            "BLOCKGUIDE_MODEL": "m",
            "BLOCKGUIDE_PRESET": "ollama",
            "OPENAI_BASE_URL": "http://localhost:1/v1",
            "OPENAI_API_VERSION": "2025-01-01",
            "BLOCKGUIDE_CONTEXT_TOKENS": "8192",
            "BLOCKGUIDE_TEMPLATE": "/tmp/mine.txt",
            "BLOCKGUIDE_DAILY_TOKENS": "5000",
            "BLOCKGUIDE_PLAIN_HTTP_HOSTS": "models.lan, other.lan",
            "BLOCKGUIDE_ANSWER_TOKENS": "512",
            "BLOCKGUIDE_CONNECT_MS": "4",
            "BLOCKGUIDE_FIRST_TOKEN_MS": "5",
            "BLOCKGUIDE_SILENCE_MS": "6",
            "BLOCKGUIDE_WHOLE_MS": "7",
            "BLOCKGUIDE_RETRIES": "8",
            "BLOCKGUIDE_CACHE_MB": "9",
            "BLOCKGUIDE_PRICES": '{"m": [1, 2.5]}',
            "BLOCKGUIDE_PROMPT_PRICE": "0.5",
            "BLOCKGUIDE_ANSWER_PRICE": "2",
        },
        Path("/p"),
    )
    assert settings.cache_directory == Path("/tmp/guides")
    assert settings.cache_megabytes == 9
    assert settings.project == Path("/p")
    assert settings.deadlines == Deadlines(1, 2, 3)
    assert settings.log_level is LogLevel.DEBUG
    assert settings.writer is WriterChoice.MODEL
    assert settings.model == ModelSettings(
        "m",
        "ollama",
        "http://localhost:1/v1",
        "2025-01-01",
        ("models.lan", "other.lan"),
        context_tokens=8192,
        answer_tokens=512,
        connect=4,
        first_token=5,
        silence=6,
        whole=7,
        retries=8,
        template=Path("/tmp/mine.txt"),
        daily_tokens=5000,
        model_prices=(Price("m", 1.0, 2.5),),
        prompt_price=0.5,
        answer_price=2.0,
    )
    assert notices == ()
    declared = {setting.variable for setting in SETTINGS if setting.variable}
    assert len(declared) == 24, "a variable is declared that this test does not set"


def test_what_a_command_of_the_terminal_heeds_can_be_chosen_there():
    of_editors = {"hover.offline", "open", "work.limit"}
    options = set(WISHES.values())
    untold = {s.name for s in SETTINGS if not s.variable and s.name not in options}
    assert untold == of_editors


def test_a_relative_cache_directory_begins_at_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings, _ = settings_from({"BLOCKGUIDE_CACHE_DIR": "~/guides"}, None)
    assert settings.cache_directory == Path.home() / "guides"
    settings, _ = settings_from({"BLOCKGUIDE_CACHE_DIR": "guides"}, None)
    assert settings.cache_directory == tmp_path / "guides"


@pytest.mark.parametrize("text", ["soon", "-1", "600001", "9" * 5000, "²"])
def test_a_bad_value_is_told_and_its_default_stands(text):
    settings, (notice,) = settings_from({"BLOCKGUIDE_NAMES_MS": text}, None)
    assert settings == Settings()
    assert notice == (
        f"BLOCKGUIDE_NAMES_MS is {text!r}, not a number of milliseconds from 0 to 600000; 200 is used."
    )


@pytest.mark.parametrize(
    ("model", "prices"), [("small", (0.1, 0.2)), ("free", (0.0, 0.0)), ("another", (5.0, 6.0))]
)
def test_a_model_costs_what_its_row_says_and_another_one_what_all_others_do(model, prices):
    table = '{"small": [0.1, 0.2], "free": [0, 0]}'
    variables = {"BLOCKGUIDE_MODEL": model, "BLOCKGUIDE_PRICES": table}
    others = {"BLOCKGUIDE_PROMPT_PRICE": "5", "BLOCKGUIDE_ANSWER_PRICE": "6"}
    settings, notices = settings_from({**variables, **others}, None)
    assert (settings.model.prices, notices) == (prices, ())


@pytest.mark.parametrize("text", ["small=1", "{", "[1, 2]", "[" * 100_000])
def test_a_table_of_prices_that_is_none_is_told(text):
    settings, (notice,) = settings_from({"BLOCKGUIDE_PRICES": text}, None)
    assert settings == Settings()
    assert 'not a table such as {"gpt-4.1-mini": [0.4, 1.6]}; {} is used.' in notice


def test_every_field_but_the_project_is_declared_once():
    declared = [setting.field for setting in SETTINGS]
    assert sorted(declared) == sorted(_leaves(Settings()) - {("project",)})
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_what_names_places_on_the_disk_is_the_persons_alone():
    machine = {setting.name for setting in SETTINGS if setting.scope is Scope.MACHINE}
    assert {setting.name for setting in SETTINGS if setting.scope is Scope.TRUSTED} == {"template"}
    assert machine == {
        *(
            "cache.directory",
            "cache.megabytes",
            "writer",
            "model",
            "budget.dailyTokens",
        ),
        *("endpoint.preset", "endpoint.baseUrl", "endpoint.apiVersion", "endpoint.plainHttpHosts"),
        *("prices.models", "prices.prompt", "prices.answer"),
    }


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_default_survives_the_way_through_json(setting):
    written = json.loads(json.dumps(setting.kind.written(setting.default)))
    assert setting.kind.read(written) == setting.default
    assert setting.put(Settings(), setting.default) == Settings()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
@given(value=JSON)
def test_any_json_is_read_or_refused(setting, value):
    try:
        read = setting.kind.read(value)
    except Misfit:
        return
    settings = setting.put(Settings(), read)
    assert setting.of(settings) == read
    assert setting.kind.read(setting.kind.written(read)) == read


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Toggle(), True, True),
        (Number("things", 0, 9), 3.0, 3),
        (Choice(PageDelivery, ()), "file", PageDelivery.FILE),
        (Directory(), "", None),
        (Directory(), "/a/b", Path("/a/b")),
        (Directory(), "~/a", Path.home() / "a"),
        (Language(), "de-AT", "de-AT"),
        (Prices(), {"a/b:7b": [0.4, 2]}, (Price("a/b:7b", 0.4, 2.0),)),
        (Prices(), [], ()),
    ],
)
def test_what_fits_is_read(kind, value, read):
    assert kind.read(value) == read


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Toggle(), 1),
        (Toggle(), "true"),
        (Number("things", 0, 9), True),
        (Number("things", 0, 9), "3"),
        (Number("things", 0, 9), 3.5),
        (Number("things", 0, 9), float("nan")),
        (Number("things", 0, 9), 10),
        (Choice(PageDelivery, ()), "File"),
        (Choice(PageDelivery, ()), ["file"]),
        (Directory(), "a/b"),
        (Directory(), "/a\0b"),
        (Directory(), 3),
        (Language(), "english language"),
        (Language(), "en\n"),
        (Language(), "it"),
        (Prices(), 3),
        (Prices(), {"m": 3}),
        (Prices(), {"m": [1]}),
        (Prices(), {"m": [1, -2]}),
        (Prices(), {"m": [1, "2"]}),
        (Prices(), {"": [1, 2]}),
    ],
)
def test_what_does_not_fit_is_refused(kind, value):
    with pytest.raises(Misfit):
        kind.read(value)


def test_the_schema_says_what_the_settings_are():
    properties = settings_schema()["properties"]
    assert list(properties) == [setting.full_name for setting in SETTINGS]
    assert properties["blockguide.deadlines.names"] == {
        "type": "integer",
        "minimum": 0,
        "maximum": 600_000,
        "default": 200,
        "scope": "resource",
        "markdownDescription": next(s.description for s in SETTINGS if s.name == "deadlines.names"),
    }
    choice = properties["blockguide.open"]
    assert len(choice["enum"]) == len(choice["enumDescriptions"])


def test_a_language_that_has_headings_is_one_that_can_be_chosen():
    assert set(LANGUAGES) == set(HEADINGS)
    assert all(f'"{language}"' in Language().wanted for language in HEADINGS)


def test_the_page_is_up_to_date():
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run: python -m blockguide.settings > docs/settings.md"


def test_the_schema_is_printed():
    command = [sys.executable, "-m", "blockguide.settings", "--schema"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == settings_schema()


def _leaves(value, path=()):
    leaves = set()
    for field in fields(value):
        inner = getattr(value, field.name)
        here = (*path, field.name)
        leaves |= _leaves(inner, here) if is_dataclass(inner) else {here}
    return leaves
