"""Vague words are replaced where they are vague, and only there."""

import pytest

from blockguide.writers.offline.phrases.vague import plain


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "Runs the command in this process or in its own.",
            "Runs the command in this process or in its own.",
        ),
        ("Waits for worker processes.", "Waits for worker processes."),
        ("It processes each row.", "It works through each row."),
        ("Used to process rows.", "Used to work through rows."),
        ("Signal processing.", "Signal processing."),
        ("Handles `process` in order to stop.", "Responds to `process` to stop."),
    ],
)
def test_only_what_is_vague_is_replaced(text, better):
    assert plain(text) == better
