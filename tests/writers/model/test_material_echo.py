"""What a model is told of a block is recognised when it tells it back."""

from dataclasses import replace

from test_alignment import subject_of

from blockguide.checks.frame import run_checks
from blockguide.code.context.values import CallSite
from blockguide.writers.model.material import PREFACE, block_shown, portions, uses, way
from blockguide.writers.offline.writer import write_guide


def test_each_line_of_the_material_is_recognised(tmp_path):
    alone = subject_of(tmp_path)
    site = CallSite(tmp_path / "test_loading.py", 335, 4, "load(p)", "load(p)", "", is_test=True)
    subject = replace(alone, context=replace(alone.context, call_sites=(site,)))
    guide = write_guide(subject)
    parts = (*portions(subject), *uses(subject))
    told = [PREFACE, way(subject), block_shown(subject), *(portion.text for portion in parts)]
    prose = [text.partition("```")[0].strip().replace("\n", " ") for text in told]
    assert any("reached by this line" in text for text in prose)
    assert any(text.startswith("It is used in") for text in prose)
    for text in prose:
        echo = replace(guide, description=f"{text.rstrip(':.')}.")
        found = {each.code for each in run_checks(echo, subject).findings}
        assert found & {"BG407", "BG403", "BG202"}, text
