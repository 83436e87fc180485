"""Recipients out of every format: the same rows, cut into pieces, broken ones with their reasons."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from digest import shelf
from digest.copies import readers
from digest.copies.readers import Row, column_name, reader_for
from digest.errors import DataError, UsageError

PEOPLE = [(f"r{n}@example.org", f"Name {n}, “the\n{n}th”" if n % 5 == 0 else f"Ünï {n}") for n in range(1, 58)]


def as_csv(path: Path) -> Path:
    rows = "".join('"{}","{}"\r\n'.format(a, b.replace('"', '""')) for a, b in PEOPLE)
    path.write_bytes(b"\xef\xbb\xbf" + f"Email,First Name\r\n{rows}".encode())
    return path


def as_jsonl(path: Path) -> Path:
    path.write_text("".join(json.dumps({"First name": b, "email": a}) + "\n" for a, b in PEOPLE))
    return path


def as_parquet(path: Path) -> Path:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = pa.table({"email": [a for a, _ in PEOPLE], "id": range(len(PEOPLE)), "first_name": [b for _, b in PEOPLE]})
    pq.write_table(table, path, row_group_size=10)
    return path


def as_sqlite(path: Path) -> Path:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE other (x)")
        base.execute('CREATE TABLE people ("First-Name" TEXT, email TEXT)')
        base.executemany("INSERT INTO people VALUES (?, ?)", [(b, a) for a, b in PEOPLE])
    base.close()
    return path


MADE: dict[str, Callable[[Path], Path]] = {
    "r.csv": as_csv,
    "r.jsonl": as_jsonl,
    "r.parquet": as_parquet,
    "r.sqlite": as_sqlite,
}


def all_rows(path: Path, wanted: tuple[str, ...] = ("email", "first_name"), size: int = 10) -> list[Row]:
    _, module = reader_for(path)
    return [row for piece in module.pieces(path, size) for row in module.rows(path, piece, wanted)]


@pytest.mark.parametrize("name", MADE)
def test_every_format_gives_the_same_people_piece_by_piece(name: str, tmp_path: Path) -> None:
    path = MADE[name](tmp_path / name)
    _, module = reader_for(path)
    pieces = list(module.pieces(path, 10))
    assert [piece.number for piece in pieces] == list(range(6))
    found = all_rows(path)
    assert [tuple(values) for _, values in found] == PEOPLE
    first = found[0][0]
    assert [number for number, _ in found] == list(range(first, first + len(PEOPLE)))


@pytest.mark.parametrize("name", MADE)
def test_a_column_that_is_not_there_has_no_value(name: str, tmp_path: Path) -> None:
    path = MADE[name](tmp_path / name)
    assert all_rows(path, ("email", "nothing"))[0][1][1] is None


def test_every_reader_is_tested() -> None:
    assert len(MADE) == len(shelf.names(readers, guests=False))


def test_a_row_of_csv_keeps_its_number_whatever_stands_before_it(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(
        b'email;first\nann@example.org;A\nbo@example.org\n\ncy@example.org;"C;\n C"\ndee@example.org;\xff\n'
    )
    assert all_rows(path, ("email", "first")) == [
        (2, ["ann@example.org", "A"]),
        (3, "the row ends before its column first"),
        (5, ["cy@example.org", "C;\n C"]),
        (6, ["dee@example.org", "\udcff"]),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = "".join(f"r{n}@example.org,{'x' * 100}\n" for n in range(12_000))
    path.write_text(f'email,first\nann@example.org,"A\n{rows}last@example.org,L\n')
    found = all_rows(path, ("email", "first"), 1000)
    assert any("cannot be read: field larger" in row for _, row in found if isinstance(row, str))
    assert list(found[-1][1]) == ["last@example.org", "L"]


def test_a_row_that_was_cut_at_the_wrong_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("email,first\nann@example.org,Holm, Ann\nbo@example.org,Bo,,\n")
    assert all_rows(path, ("email", "first")) == [
        (2, "the row has more cells than columns (2): one with ',' needs quotation marks"),
        (3, ["bo@example.org", "Bo"]),
    ]


def test_a_quotation_mark_that_is_open_at_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('email,first\nann@example.org,"A"\nbo@example.org,"B\ncy@example.org,C\n')
    why = "a quotation mark is never closed: what follows it was not read"
    assert all_rows(path, ("email", "first")) == [(2, ["ann@example.org", "A"]), (3, why)]


@pytest.mark.parametrize(
    ("content", "what", "fix"),
    [
        (b"", "names no columns", "email among them"),
        (b"\xef\xbb\xbf\r\n", "names no columns", "email among them"),
        ("email,first\n".encode("utf-16"), "no text in UTF-8", "save it as CSV"),
        (b"PK\x03\x04\x14\0\x06\0", "no text in UTF-8", "save it as CSV"),
    ],
)
def test_what_is_no_table_is_told_with_the_way_to_one(content: bytes, what: str, fix: str, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=what) as error:
        reader_for(path)[1].columns(path)
    assert fix in error.value.fix


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="that is a folder"):
        reader_for(tmp_path)


def test_a_line_that_is_no_object_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"email": "a@example.org"}\n[1]\n{"email"\n\n{"email": "\\ud800"}\n')
    found = dict(all_rows(path, ("email",)))
    assert found[1] == ["a@example.org"]
    assert found[2] == "is no JSON object"
    assert str(found[3]).startswith("cannot be read: ")
    assert found[5] == ["\ud800"]


def test_names_of_columns_are_compared_loosely() -> None:
    assert [column_name(name) for name in ("First Name", " E-Mail ", "e_mail", "UserID#2")] == [
        "first_name",
        "e_mail",
        "e_mail",
        "userid_2",
    ]


@pytest.mark.parametrize(("name", "content"), [("r.parquet", b"no"), ("r.sqlite", b"no database at all" * 100)])
def test_a_file_that_is_not_what_it_says_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match="cannot be read"):
        all_rows(tmp_path / name)


def test_two_tables_with_addresses_are_one_too_many(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "r.db") as base:
        base.execute("CREATE TABLE a (email)")
        base.execute("CREATE TABLE b (email)")
    with pytest.raises(DataError, match="2 tables have a column email"):
        all_rows(tmp_path / "r.db")


def test_another_file_is_refused_with_the_formats_there_are(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"")
    with pytest.raises(UsageError) as error:
        reader_for(tmp_path / "r.xlsx")
    assert "save a CSV" in error.value.fix
    assert all(name in error.value.fix for name in shelf.names(readers, guests=False))
