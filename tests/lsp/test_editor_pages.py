"""The lines of configuration on the editors' pages can be read, start the server, and set what can be set."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from blockguide.lsp.options import FolderSettings
from blockguide.settings import Settings

PAGES = Path(__file__).parents[2] / "docs" / "editors"
SNIPPETS = [
    pytest.param(reader, body, id=f"{page.stem}-{number}")
    for page in sorted(PAGES.glob("*.md"))
    for number, (language, body) in enumerate(
        re.findall(r"^```(json|toml)\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)
    )
    for reader in [{"json": json.loads, "toml": tomllib.loads}[language]]
]


def below(value):
    """A value and all that it holds, with their names."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield name, inner
        yield from below(inner)


@pytest.mark.parametrize(("read", "body"), SNIPPETS)
def test_the_snippets_are_true(read, body):
    found = list(below(read(body)))
    assert found
    for name, value in found:
        if name == "command":
            assert value in (["blockguide", "serve"], "blockguide")
        if name == "args":
            assert value == ["serve"]
        if name == "blockguide" and isinstance(value, dict) and "hover" in value:
            settings = FolderSettings(Settings())
            settings.push({"blockguide": value})
            assert not settings.take_notices()
            assert settings.window.hover_offline is value["hover"]["offline"]


def test_every_editor_has_its_page_and_every_page_its_row():
    overview = (PAGES / "README.md").read_text()
    assert set(re.findall(r"\]\(([a-z-]+\.md)", overview)) == {
        page.name for page in PAGES.glob("*.md")
    } - {"README.md"}
