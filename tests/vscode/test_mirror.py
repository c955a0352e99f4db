"""What the VS Code extension takes over from the server stands there as the server declares it."""

import json
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "client-vscode"
KINDS = {
    "string": {str},
    "integer": {int},
    "number": {int, float},
    "array": {list},
    "object": {dict},
}

SCOPES = {
    "machine": {
        *("interpreter", "cache.directory", "cache.megabytes", "writer", "model"),
        *("endpoint.preset", "endpoint.baseUrl", "endpoint.apiVersion", "endpoint.plainHttpHosts"),
        *("budget.dailyTokens", "prices.models", "prices.prompt", "prices.answer"),
    },
    "machine-overridable": {"template"},
    "window": {
        *("followCursor", "trace.server", "open", "work.limit", "deadlines.start", "log.level"),
    },
    "resource": {
        *("codeLens", "language", "detail", "hover.offline", "deadlines.names"),
        *("deadlines.callSites", "endpoint.contextTokens", "endpoint.answerTokens"),
        *("endpoint.connectTimeout", "endpoint.firstTokenTimeout", "endpoint.silenceTimeout"),
        *("endpoint.wholeTimeout", "endpoint.retries"),
    },
}
"""A machine's settings are the person's alone; an overridable one is a project's where the person trusts it."""


def script(name):
    spec = spec_from_file_location(name, CLIENT / f"scripts/{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "path, text", script("from_server").made().items(), ids=lambda each: getattr(each, "name", "")
)
def test_the_mirror_is_what_the_server_declares(path, text):
    assert path.read_text(encoding="utf-8") == text, (
        f"run {sys.executable} {CLIENT}/scripts/from_server.py"
    )


@pytest.fixture
def package():
    return json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))


@pytest.fixture
def settings(package):
    return {
        name: setting
        for section in package["contributes"]["configuration"]
        for name, setting in section["properties"].items()
    }


def test_what_starts_a_program_or_names_a_place_is_not_for_a_workspace(package, settings):
    scopes = {
        scope: {
            name.removeprefix("blockguide.")
            for name, setting in settings.items()
            if setting["scope"] == scope
        }
        for scope in {setting["scope"] for setting in settings.values()}
    }
    assert scopes == SCOPES
    restricted = package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    kept = SCOPES["machine"] | SCOPES["machine-overridable"]
    assert set(restricted) == {f"blockguide.{name}" for name in kept}


def test_a_setting_that_is_written_freely_has_examples(settings):
    free = {
        name: setting
        for name, setting in settings.items()
        if "enum" not in setting and setting["type"] != "boolean"
    }
    assert [name for name, setting in free.items() if not setting.get("examples")] == []
    for name, setting in free.items():
        for each in setting["examples"]:
            assert type(each) in KINDS[setting["type"]], name
            if setting["type"] in ("integer", "number"):
                assert setting["minimum"] <= each <= setting.get("maximum", each), name


def test_the_extension_understands_how_a_batch_ends():
    from blockguide.guide.entry import Usage
    from blockguide.terminal.batch.watching import summary
    from blockguide.terminal.batch.work import Tally

    source = (CLIENT / "src/batch/output.ts").read_text(encoding="utf-8")
    form = re.compile(re.search(r"SUMMARY = /(.+)/;", source)[1])
    for written in (1, 12):
        tally = Tally(written, 3, 2, 1, 1, 1, written, Usage(600, 300, estimated=True), 0.5)
        assert form.match(summary(tally, "model")).groups() == (str(written), "3", "2")


def test_the_versions_are_one():
    from blockguide import __version__

    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    assert package["version"] == lock["version"] == __version__
    assert package["devDependencies"] == lock["packages"][""]["devDependencies"]
    types = package["devDependencies"]["@types/vscode"]
    assert package["engines"]["vscode"] == f"^{types}"


def test_the_editor_may_be_as_old_as_the_language_client_allows(package):
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    client = lock["packages"]["node_modules/vscode-languageclient"]
    assert package["engines"]["vscode"] == client["engines"]["vscode"]


def test_every_requirement_of_the_server_is_bundled_or_installed_for_a_model():
    from importlib.metadata import requires

    names = {
        re.match(r"[\w.-]+", each)[0] for each in requires("blockguide") if "extra" not in each
    }
    bundled = (CLIENT / "bundled/requirements.txt").read_text(encoding="utf-8")
    there = {line.partition("==")[0].replace("_", "-").lower() for line in bundled.splitlines()}
    later = {re.match(r"[\w.-]+", each)[0] for each in script("bundle_server").not_bundled()}
    assert later == {name for name in names if name.replace("_", "-").lower() not in there}
    assert {"openai", "detect-secrets", "tenacity"} <= later
