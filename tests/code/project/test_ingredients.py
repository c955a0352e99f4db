"""A guide knows what it was built from, and says what changed."""

import hashlib
import time

import pytest

from blockguide.code.context.values import Ingredient
from blockguide.code.project import changes, digest_of
from blockguide.code.project import ingredients as room

TEXT = """\
import os
LIMIT = 3

@cached
def normalize(text):
    return text

class Report:
    title = "x"
    def render(self):
        return 1

if os:
    def chosen(): return 1
else:
    def chosen(): return 2
"""


@pytest.fixture
def path(tree):
    return tree({"text.py": TEXT}) / "text.py"


def ingredients(path, *names):
    return tuple(Ingredient(name, path, digest_of(name, path)) for name in names)


NAMES = ("normalize", "LIMIT", "Report", "Report.render", "Report.title", "chosen", "os", "")


def test_the_digest_is_of_the_definitions_own_text(path):
    own = b"@cached\ndef normalize(text):\n    return text\n"
    assert digest_of("normalize", path) == hashlib.sha256(own).hexdigest()
    assert digest_of("", path) == hashlib.sha256(TEXT.encode()).hexdigest()
    assert len({digest_of(name, path) for name in NAMES}) == len(NAMES)


def test_nothing_changed(path):
    assert changes(ingredients(path, *NAMES)) == ()


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            "return text",
            "return text.lower()",
            ["`normalize` in `text.py` changed", "`text.py` changed"],
        ),
        ("@cached", "@other", ["`normalize` in `text.py` changed", "`text.py` changed"]),
        ("LIMIT = 3", "LIMIT = 4", ["`LIMIT` in `text.py` changed", "`text.py` changed"]),
        ("return 2", "return 3", ["`chosen` in `text.py` changed", "`text.py` changed"]),
        (
            "render",
            "show",
            [
                "`Report` in `text.py` changed",
                "`Report.render` was removed from `text.py`",
                "`text.py` changed",
            ],
        ),
        ("import os\n", "# moved\nimport os\n", ["`text.py` changed"]),
    ],
)
def test_what_changed(path, old, new, sentences):
    before = ingredients(path, *NAMES)
    path.write_text(TEXT.replace(old, new))
    assert sorted(changes(before)) == sorted(sentences)


def test_what_was_removed(path):
    before = ingredients(path, "normalize", "Report", "")
    path.unlink()
    assert changes(before) == ("`text.py` was removed",)


def test_broken_syntax_elsewhere_changes_nothing(path):
    before = ingredients(path, "normalize", "Report.render")
    path.write_text(TEXT + "\ndef broken(:\n    pass\n")
    assert changes(before) == ()


def test_unreadable_files_have_no_digest(tmp_path):
    assert digest_of("", tmp_path) == ""
    assert digest_of("x", tmp_path / "none.py") == ""
    (tmp_path / "n.py").write_bytes(b"\0x = 1\n")
    assert len(digest_of("x", tmp_path / "n.py")) in {0, 64}


def test_an_unchanged_file_is_not_read_again(path, monkeypatch):
    time.sleep(0.06)
    before = ingredients(path, *NAMES)
    monkeypatch.setattr(room.KeptByPath, "_read", None, raising=False)
    monkeypatch.setattr(room._kept, "_read", lambda path: pytest.fail("read again"))
    assert changes(before) == ()
