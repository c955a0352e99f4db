"""Nobody but the owner reads the cache, and no other directory is touched."""

import os
import stat

import pytest

from blockguide.cache.store import GuideStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def files(store):
    found = {path.name: mode(path) for path in store.path.parent.iterdir()}
    assert {"guides.sqlite3", "guides.sqlite3-wal", "guides.sqlite3-shm"} <= found.keys()
    return set(found.values())


def test_new_files_are_the_owners_alone(umask, store, recipe, entry, mark):
    store.put(recipe(1), entry(1), mark)
    assert mode(store.path.parent) == 0o700
    assert files(store) == {0o600}


def test_a_strict_umask_is_respected(store, recipe, entry, directory, mark):
    before = os.umask(0o277)
    try:
        store.put(recipe(1), entry(1), mark)
    finally:
        os.umask(before)
    assert mode(directory) == 0o500
    assert not mode(store.path) & 0o277


def test_an_open_directory_of_ours_is_closed_and_its_parent_is_not(
    tmp_path, store, open_store, recipe, entry, mark
):
    tmp_path.chmod(0o755)
    store.path.parent.mkdir(mode=0o755)
    store.path.parent.chmod(0o777)
    store.put(recipe(1), entry(1), mark)
    for path in (store.path.parent, *store.path.parent.iterdir()):
        path.chmod(0o777)
    open_store().put(recipe(2), entry(2), mark)
    assert mode(tmp_path) == 0o755
    assert mode(store.path.parent) == 0o700
    assert files(store) == {0o600}


def test_a_directory_with_other_things_keeps_its_permissions(store, recipe, entry, mark):
    store.path.parent.mkdir()
    (store.path.parent / "letter.txt").write_text("mine\n")
    store.path.parent.chmod(0o755)
    store.put(recipe(1), entry(1), mark)
    assert mode(store.path.parent) == 0o755
    assert mode(store.path) == 0o600


def test_a_shared_directory_keeps_its_permissions(store, recipe, entry, mark):
    store.path.parent.mkdir()
    store.path.parent.chmod(0o1777)
    store.put(recipe(1), entry(1), mark)
    assert mode(store.path.parent) == 0o1777
    assert mode(store.path) == 0o600


def test_the_platforms_directory_is_the_default(monkeypatch, tmp_path, recipe, entry, mark):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    store = GuideStore(None, 1 << 20)
    store.put(recipe(1), entry(1), mark)
    store.close()
    assert store.path.is_relative_to(tmp_path)
    assert store.path.parent.name == "blockguide"
    assert mode(store.path.parent) == 0o700
