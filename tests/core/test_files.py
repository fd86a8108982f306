import errno
import os
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core import files

quick = settings(max_examples=40, deadline=None)


def grown(folder, contents):
    for name, text in contents.items():
        files.write(folder / name, text)
    return folder


def held(folder):
    return {name: path.read_text() for name, path in files.files_below(folder).items()}


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# digest


@quick
@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_hashes_differ_where_the_parts_do_and_their_borders_count(one, other):
    assert (files.digest(*one) == files.digest(*other)) == (one == other)


def test_a_hash_is_the_same_for_text_and_its_bytes():
    assert files.digest("é") == files.digest("é".encode())
    assert len(files.digest()) == 32


# files_below


def test_files_are_listed_by_path_sorted_without_hidden_ones(tmp_path):
    grown(tmp_path, {"b.md": "", "a/z.md": "", "a.md": "", ".DS_Store": "", ".git/HEAD": "", "a/.x": ""})
    assert list(files.files_below(tmp_path)) == ["a.md", "a/z.md", "b.md"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert files.files_below(tmp_path / "no") == {}


# write


def test_writing_makes_the_folders_it_needs_and_says_whether_bytes_changed(tmp_path):
    file = tmp_path / "a" / "b" / "c.txt"
    assert files.write(file, "é")
    assert file.read_bytes() == "é".encode()
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert not files.write(file, "é")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
    assert files.write(file, "e")
    assert files.write(file, b"xx")
    assert file.read_bytes() == b"xx"


def test_a_write_replaces_the_file_so_that_a_second_name_keeps_the_old_bytes(tmp_path):
    file, second = tmp_path / "a", tmp_path / "b"
    files.write(file, "old")
    os.link(file, second)
    files.write(file, "new")
    assert second.read_text() == "old"


def test_a_write_that_fails_leaves_the_old_file_and_no_scrap(tmp_path, monkeypatch):
    file = tmp_path / "a"
    files.write(file, "old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write(file, "new")
    assert everything(tmp_path) == ["a"]
    assert file.read_text() == "old"


def test_writing_over_a_folder_is_an_error_and_leaves_no_scrap(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError):
        files.write(tmp_path / "a", "x")
    assert everything(tmp_path) == ["a"]


# stage and publish


def staged(folder, site, contents):
    """Put files on a stage; it."""
    stage = files.Stage(folder, site)
    for name, text in contents.items():
        stage.write(name, text)
    return stage


def published(folder, site, contents):
    """Stage and publish files; how many changed."""
    stage = staged(folder, site, contents)
    return files.publish(stage.folder, stage.names, site)


def test_a_first_site_holds_all_that_was_staged(tmp_path):
    site = tmp_path / "deep" / "site"
    wanted = {"ar/index.html": "a", "en/feed.xml": "f", "en/index.html": "e", "index.html": "i"}
    assert published(tmp_path / "new", site, wanted) == 4
    assert held(site) == wanted
    assert everything(tmp_path / "deep") == ["site", *(f"site/{name}" for name in everything(site))]
    assert site.stat().st_mode & 0o777 == 0o755


def test_a_first_site_fills_a_folder_that_a_server_already_holds_open(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    before = site.stat().st_ino
    published(tmp_path / "new", site, {"en/a": "1"})
    assert site.stat().st_ino == before
    assert held(site) == {"en/a": "1"}


def test_publishing_again_touches_only_what_changed(tmp_path):
    site = tmp_path / "site"
    published(tmp_path / "one", site, {"same": "1", "changed": "1", "gone/x": "1"})
    kept = (site / "same").stat()
    after = {"same": "1", "changed": "2", "new/y": "3"}
    assert published(tmp_path / "two", site, after) == 3
    assert held(site) == after
    assert not (site / "gone").exists()
    assert (site / "same").stat().st_mtime_ns == kept.st_mtime_ns
    assert published(tmp_path / "three", site, after) == 0
    assert not (tmp_path / "three").exists(), "nothing had to be written"


def test_a_staged_file_is_found_here_or_in_the_site(tmp_path):
    site = grown(tmp_path / "site", {"same": "1", "changed": "1"})
    stage = staged(tmp_path / "new", site, {"same": "1", "changed": "2"})
    assert stage.located("same") == site / "same"
    assert stage.located("changed").read_text() == "2"


def test_the_last_of_two_files_at_one_path_counts(tmp_path):
    stage = files.Stage(tmp_path / "new", tmp_path / "site")
    stage.write("a", "a longer first text")
    stage.write("a", "second")
    files.publish(stage.folder, stage.names, stage.site)
    assert held(tmp_path / "site") == {"a": "second"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path):
    site = tmp_path / "site"
    published(tmp_path / "one", site, {"a": "1", "b/c": "2"})
    published(tmp_path / "two", site, {"a/d": "3", "b": "4"})
    assert held(site) == {"a/d": "3", "b": "4"}


def test_a_file_that_was_never_made_is_refused_before_anything_changes(tmp_path):
    site = grown(tmp_path / "site", {"a": "old"})
    stage = staged(tmp_path / "new", site, {"a": "new"})
    with pytest.raises(ValueError, match="lost was not made"):
        files.publish(stage.folder, stage.names | {"lost"}, site)
    assert held(site) == {"a": "old"}


def test_hidden_files_of_the_site_are_left_alone(tmp_path):
    site = grown(tmp_path / "site", {".well-known/x": "k", "old": "1"})
    published(tmp_path / "new", site, {"new": "2"})
    assert (site / ".well-known/x").read_text() == "k"
    assert held(site) == {"new": "2"}


@pytest.mark.parametrize("before", [{}, {"a": "old", "gone": "1"}], ids=["first", "again"])
def test_a_full_disk_leaves_the_old_site_whole_and_no_scrap(tmp_path, monkeypatch, before):
    """On another disk than the stage's, the copying is what can run out of space."""
    site = grown(tmp_path / "site", before)
    stage = staged(tmp_path / "new", site, {"a": "new", "b": "2", "c": "3"})

    def full(source, target):
        grown(target, {"a": "ne"})
        raise OSError(errno.ENOSPC, "No space left on device")

    class OtherDisk(type(stage.folder)):
        def stat(self, **options):
            return os.stat_result([*super().stat(**options)[:2], -1, *super().stat(**options)[3:]])

    monkeypatch.setattr(files.shutil, "copytree", full)
    with pytest.raises(OSError, match="No space"):
        files.publish(OtherDisk(stage.folder), stage.names, site)
    assert held(site) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_snapshot_tells_who_was_touched(tmp_path):
    grown(tmp_path, {"a": "1", "b/c": "2"})
    before = files.snapshot(tmp_path)
    os.utime(tmp_path / "a", ns=(1, 1))
    (tmp_path / "b/c").write_text("22")
    after = files.snapshot(tmp_path)
    assert before.keys() == after.keys() == {"a", "b/c"}
    assert before["a"] != after["a"]
    assert before["b/c"] != after["b/c"]


def test_where_the_disk_knows_no_second_names_files_are_copied(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    files.write(tmp_path / "a", "x")
    (tmp_path / "b").mkdir()
    monkeypatch.setattr(files.os, "link", refuse)
    files.link_or_copy(tmp_path / "a", tmp_path / "b" / "c")
    assert (tmp_path / "b" / "c").read_text() == "x"


@quick
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/a", "b/b", "c/d/e", "f.html"]), st.sampled_from(["1", "2", "33"])),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_stood_there_the_site_holds_exactly_what_was_staged(tmp_path_factory, states):
    folder = tmp_path_factory.mktemp("publish")
    for number, contents in enumerate(states):
        published(folder / str(number), folder / "site", contents)
        assert held(folder / "site") == contents


def test_ctrl_c_does_not_come_between_while_names_are_switched():
    before = signal.getsignal(signal.SIGINT)
    done = []
    with files.uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("switched")
    assert done == ["switched"]
    assert signal.getsignal(signal.SIGINT) is before
