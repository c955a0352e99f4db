"""A file that no model may see is none under any other name either."""

import pytest

from blockguide.writers.model.ignoring import is_ignored


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    (root / "private").mkdir(parents=True)
    (root / ".blockguideignore").write_text("hidden.py\nprivate/\n")
    for name in ("hidden.py", "private/keys.py", "open.py"):
        (root / name).write_text("x = 1\n")
    (tmp_path / ".env").write_text("x = 1\n")
    return root


@pytest.mark.parametrize("target", ["hidden.py", "private/keys.py", "../.env"])
def test_a_link_to_such_a_file_is_one(project, target):
    (project / "link.py").symlink_to(target)
    (project / "again.py").symlink_to("link.py")
    assert is_ignored(project / "link.py", project)
    assert is_ignored(project / "again.py", project)


def test_so_is_a_file_in_a_folder_that_is_linked_to(project):
    (project / "folder").symlink_to("private", target_is_directory=True)
    assert is_ignored(project / "folder/keys.py", project)


def test_a_project_that_is_reached_by_a_link_keeps_its_patterns(project):
    link = project.parent / "link"
    link.symlink_to(project, target_is_directory=True)
    assert is_ignored(link / "hidden.py", link)
    assert is_ignored(project / "hidden.py", link)
    assert not is_ignored(link / "open.py", link)


def test_a_link_to_any_other_file_is_none(project):
    (project / "link.py").symlink_to("open.py")
    (project / "loop.py").symlink_to("loop.py")
    assert not is_ignored(project / "link.py", project)
    assert not is_ignored(project / "loop.py", project)


def test_a_link_with_such_a_name_is_one_whatever_it_leads_to(project):
    (project / "my_secret.py").symlink_to("open.py")
    assert is_ignored(project / "my_secret.py", project)
