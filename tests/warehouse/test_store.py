"""Opening the file: one clear line for whatever may be wrong with it; every column explained."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from transforms.source import Carrier, Part, Source
from transforms.values.style import Style
from warehouse.declared import register_sources
from warehouse.store import SCHEMA_VERSION, Warehouse, WarehouseError


def test_every_table_and_every_column_is_explained(tmp_path: Path) -> None:
    with Warehouse.open_for_writing(tmp_path / "w.duckdb") as warehouse:
        tables = warehouse.connection.execute("select schema_name, table_name, comment from duckdb_tables()").fetchall()
        columns = warehouse.connection.execute(
            "select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''"
            " and table_name not in (select view_name from duckdb_views())"  # its columns are those of its table
        ).fetchall()
    assert len(tables) >= 25
    assert [table for table in tables if not table[2]] == []
    assert columns == []
    assert {table[0] for table in tables} == {"core", "ops", "ref"}


def test_a_new_file_has_places_and_rules_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "w.duckdb"
    Warehouse.open_for_writing(path).close()
    with Warehouse.open_read_only(path) as warehouse:
        assert warehouse.connection.execute("select name from ref.places where place = 'TR'").fetchall() == [
            ("Türkiye",)
        ]
        assert warehouse.connection.execute("select count(*) from ref.rules where place = 'TR'").fetchone() == (3,)
        assert warehouse.newest_at() is None
        assert warehouse.run("schema_version")[0][0] == SCHEMA_VERSION


def test_a_missing_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no warehouse at .*: nothing has been read yet\. Run: roamledger"):
        Warehouse.open_read_only(tmp_path / "w.duckdb")
    assert not (tmp_path / "w.duckdb").exists()


@pytest.mark.parametrize("mode", ["open_read_only", "open_for_writing"])
def test_a_warehouse_that_another_program_writes_to_is_busy(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "w.duckdb"
    with Warehouse.open_for_writing(path):
        code = (
            "import sys; from pathlib import Path; from warehouse.store import Warehouse, WarehouseBusy\n"
            f"try: Warehouse.{mode}(Path({str(path)!r}))\n"
            "except WarehouseBusy as busy: print(busy)\n"
        )
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "is in use by process" in told
    assert told.count("\n") == 1


def test_a_file_that_is_no_warehouse_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "text.duckdb", tmp_path / "other.duckdb"
    text.write_text("hello " * 9999)
    with duckdb.connect(str(other)) as connection:
        connection.execute("create table t (n integer)")
    for path, says in ((text, "no DuckDB file that this program can read"), (other, "no warehouse of ours")):
        before = path.read_bytes()
        for open_ in (Warehouse.open_read_only, Warehouse.open_for_writing):
            with pytest.raises(WarehouseError, match=says):
                open_(path)
        assert path.read_bytes() == before


def test_a_file_of_another_version_is_not_touched_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with Warehouse.open_for_writing(path) as warehouse:
        warehouse.connection.execute("update ops.meta set schema_version = 99, made_by = '7.0'")
    with pytest.raises(WarehouseError, match=r"version 99 \(made by roamledger 7\.0\).*roamledger rebuild"):
        Warehouse.open_for_writing(path)


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="cannot be made"):
        Warehouse.open_for_writing(tmp_path / "file" / "w.duckdb")


def test_an_unknown_capture_is_named(tmp_path: Path) -> None:
    with (
        Warehouse.open_for_writing(tmp_path / "w.duckdb") as warehouse,
        pytest.raises(WarehouseError, match="no capture 'nothing'"),
    ):
        warehouse.capture("nothing")


def test_the_declarations_of_the_newest_run_replace_those_before(tmp_path: Path) -> None:
    def carrier(name: str) -> Carrier:
        source = Source(
            carrier=name, home_country="US", style=Style(currency="USD"), parts=(Part(urls=("https://example.org/",)),)
        )
        return Carrier("us_verizon_places", source, lambda pages: iter(()), tmp_path)

    with Warehouse.open_for_writing(tmp_path / "w.duckdb") as warehouse:
        register_sources(warehouse.connection, [carrier("Verizon")], set())
        register_sources(warehouse.connection, [carrier("Verizon Wireless")], {"us_verizon_places"})
        found = warehouse.connection.execute("select source_id, carrier_id, carrier, is_on, url from ops.sources")
        assert found.fetchall() == [
            ("us_verizon_places", "us_verizon", "Verizon Wireless", True, "https://example.org/")
        ]
