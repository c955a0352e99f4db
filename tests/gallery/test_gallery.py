"""The gallery shows what the writer writes today."""

import asyncio
import importlib.util
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("gallery", Path(__file__).with_name("gallery.py"))
assert SPEC is not None
assert SPEC.loader is not None


@pytest.mark.timeout(300)
def test_the_gallery_is_true(monkeypatch):
    import sys

    made = importlib.util.module_from_spec(SPEC)
    monkeypatch.setitem(sys.modules, "gallery", made)
    SPEC.loader.exec_module(made)
    text = asyncio.run(made.gallery())
    assert made.GALLERY.read_text(encoding="utf-8") == text, "make gallery writes it anew"
