import pytest
from porchlight.core.cache import Shelf


def never():
    raise AssertionError("it should have been kept")


def test_a_result_is_made_once_and_kept_for_the_next_run(tmp_path):
    shelf = Shelf(tmp_path / "a.pickle")
    assert shelf.get("k", lambda: [1]) == [1]
    assert shelf.get("k", never) == [1]
    shelf.save()
    assert Shelf(tmp_path / "a.pickle").get("k", never) == [1]


def test_nothing_is_a_result_too(tmp_path):
    shelf = Shelf(tmp_path / "a.pickle")
    shelf.get("k", lambda: None)
    shelf.save()
    assert Shelf(tmp_path / "a.pickle").get("k", never) is None


def test_what_was_not_asked_for_is_dropped(tmp_path):
    file = tmp_path / "a.pickle"
    first = Shelf(file)
    first.get("old", lambda: 1)
    first.get("kept", lambda: 2)
    first.save()
    second = Shelf(file)
    second.get("kept", never)
    second.save()
    assert Shelf(file).kept == {"kept": 2}


def test_a_shelf_that_holds_what_was_used_is_not_written_again(tmp_path):
    file = tmp_path / "a.pickle"
    shelf = Shelf(file)
    shelf.get("k", lambda: 1)
    shelf.save()
    before = file.stat().st_mtime_ns, file.stat().st_ino
    again = Shelf(file)
    again.get("k", never)
    again.save()
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


@pytest.mark.parametrize("bytes_", [b"", b"not a pickle", b"\x80\x05K\x01.", b"\x80\x05cno.such\nthing\n."])
def test_a_spoiled_cache_is_as_good_as_none(tmp_path, bytes_):
    file = tmp_path / "a.pickle"
    file.write_bytes(bytes_)
    shelf = Shelf(file)
    assert shelf.get("k", lambda: 1) == 1
    shelf.save()
    assert Shelf(file).get("k", never) == 1


def test_a_fault_while_making_leaves_nothing_behind(tmp_path):
    shelf = Shelf(tmp_path / "a.pickle")
    with pytest.raises(ZeroDivisionError):
        shelf.get("k", lambda: 1 / 0)
    assert shelf.get("k", lambda: 2) == 2
