"""What the VS Code extension takes over from the server stands there as the server declares it."""

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "client-vscode"


def from_server():
    spec = spec_from_file_location("from_server", CLIENT / "scripts/from_server.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "path, text", from_server().made().items(), ids=lambda each: getattr(each, "name", "")
)
def test_the_mirror_is_what_the_server_declares(path, text):
    assert path.read_text(encoding="utf-8") == text, (
        f"run {sys.executable} {CLIENT}/scripts/from_server.py"
    )


def test_what_starts_a_program_or_names_a_place_is_not_for_a_workspace():
    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    restricted = package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    settings = {
        name: setting
        for section in package["contributes"]["configuration"]
        for name, setting in section["properties"].items()
    }
    machine = {name for name, setting in settings.items() if setting["scope"].startswith("machine")}
    assert set(restricted) == machine
    assert "blockguide.interpreter" in machine


def test_the_versions_are_one():
    from blockguide import __version__

    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    assert package["version"] == lock["version"] == __version__
    assert package["devDependencies"] == lock["packages"][""]["devDependencies"]
    types = package["devDependencies"]["@types/vscode"]
    assert package["engines"]["vscode"] == f"^{types}"
