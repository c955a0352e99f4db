"""Settings are total; a bad value costs that value and is told."""

from pathlib import Path

from blockguide.settings import Settings, settings_from


def test_nothing_set_is_the_default():
    assert settings_from({}, None) == (Settings(), ())


def test_every_variable_is_read():
    settings, notices = settings_from(
        {
            "BLOCKGUIDE_CACHE_DIR": "/tmp/guides",
            "BLOCKGUIDE_START_MS": "1",
            "BLOCKGUIDE_NAMES_MS": "2",
            "BLOCKGUIDE_CALL_SITES_MS": "3",
        },
        Path("/p"),
    )
    assert settings.cache_directory == Path("/tmp/guides")
    assert settings.project == Path("/p")
    deadlines = settings.deadlines
    assert (deadlines.start, deadlines.names, deadlines.call_sites) == (1, 2, 3)
    assert notices == ()


def test_a_bad_value_is_told_and_its_default_stands():
    settings, (notice,) = settings_from({"BLOCKGUIDE_NAMES_MS": "soon"}, None)
    assert settings == Settings()
    assert notice == "BLOCKGUIDE_NAMES_MS is 'soon', not a number of milliseconds; 200 is used."
