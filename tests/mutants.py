"""Planted bugs, each shown to be caught: ``make mutants``, or ``python tests/mutants.py NAME...`` for some.

A copy of the tree gets one bug at a time; the test that is named for it must fail in the copy, and pass without the
bug. A bug that no longer fits the source text is a fault of this file and is told as such.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
WH = "tests/warehouse/test_"


@dataclass(frozen=True)
class Mutant:
    """``old`` stands once in ``file`` and becomes ``new``; ``test`` must notice."""

    name: str
    file: str
    old: str
    new: str
    test: str


MUTANTS = (
    Mutant(
        "a broken page is believed", "warehouse/gate.py", "    if against:\n", "    if against and reading.offers:\n",
        WH + "history.py::test_an_empty_page_is_refused_and_closes_nothing",
    ),
    Mutant(
        "a partial reading closes what it does not show", "warehouse/compare.py",
        "if look.s.verdict is Verdict.COMPLETE:", "if look.s.verdict is not Verdict.REFUSED:",
        WH + "history.py::test_a_partial_reading_closes_nothing_and_counts_for_no_absence",
    ),
    Mutant(
        "one absence is enough", "warehouse/compare.py", "ABSENCE = timedelta(hours=20)",
        "ABSENCE = timedelta(hours=1)",
        WH + "history.py::test_an_offer_is_withdrawn_only_by_two_complete_readings_twenty_hours_apart",
    ),
    Mutant(
        "a look after a minute confirms", "warehouse/settle.py", "CONFIRM = timedelta(minutes=60)",
        "CONFIRM = timedelta(minutes=1)",
        WH + "history.py::test_a_304_or_a_look_before_an_hour_is_over_confirms_nothing",
    ),
    Mutant(
        "a 304 confirms", "warehouse/looks.py", "brought_bytes=False, pairings=()", "brought_bytes=True, pairings=()",
        WH + "history.py::test_a_304_or_a_look_before_an_hour_is_over_confirms_nothing",
    ),
    Mutant(
        "validators of a page that was not believed are kept", "warehouse/load.py",
        "if effect in (BASELINE, TAKEN) and not look.is_backfill:", "if not look.is_backfill:",
        WH + "history.py::test_validators_come_only_from_accepted_captures",
    ),
    Mutant(
        "what a parser sees otherwise is the carrier's doing", "warehouse/load.py", '"cause": entry.cause.value,',
        '"cause": "page",', WH + "history.py::test_what_a_new_parser_shows_is_recorded_and_owed_to_nobody",
    ),
    Mutant(
        "keys are glued together", "warehouse/rows.py", "return canonical(list(key)).decode()", 'return "".join(key)',
        WH + "history.py::test_names_that_run_together_are_two_offers",
    ),
    Mutant(
        "what is told back is news like any other", "warehouse/settle.py",
        "return change.old_value == new_value and change.new_value == old_value", "return False",
        WH + "history.py::test_a_confirmed_change_that_is_taken_back_is_a_new_change_that_says_so",
    ),
    Mutant(
        "what was told is owed again", "warehouse/queries/alert_owed.sql",
        "        and change_id not in (select told.change_id from told)\n", "",
        WH + "rulings.py::test_what_is_retracted_after_it_was_told_owes_each_reader_a_correction",
    ),
    Mutant(
        "a filled-in past is mailed", "warehouse/kept_words.py",
        "amended = replace(change, is_backfill=True, told_as=NOTHING)", 'amended = replace(change, told_as="news")',
        WH + "late.py::test_a_price_of_the_past_begins_the_history_and_alerts_nobody",
    ),
    Mutant(
        "a change that never was is corrected for nobody", "warehouse/corrections.py",
        '    insert(connection, "core.corrections", new)\n', "",
        WH + "rulings.py::test_a_rejected_reading_never_was_and_what_was_told_of_it_is_corrected",
    ),
    Mutant(
        "a lost decimal mark passes", "warehouse/gate.py", "return ratio != 1 and ratio",
        "return ratio == 1 and ratio",
        WH + "gate.py::test_three_prices_that_lose_their_decimal_mark_are_refused",
    ),
    Mutant(
        "a Verizon rise is held for VAT", "warehouse/gate.py", '"AT": "20", "BE"', '"US": "20", "AT": "20", "BE"',
        WH + "gate.py::test_a_factor_of_the_sellers_own_vat_is_held_and_of_no_other_country",
    ),
    Mutant(
        "zero is a price", "warehouse/gate.py", "(kept if is_said or not _is_zero(offer) else zeros).append(offer)",
        "kept.append(offer)", WH + "gate.py::test_a_price_of_zero_without_a_word_for_free_is_held_and_taken_out",
    ),
    Mutant(
        "flapping is told for ever", "warehouse/telling.py", "< STILL:\n        return QUIET",
        "< STILL:\n        return FLAPPING",
        WH + "telling.py::test_the_third_flip_in_thirty_days_is_flapping_and_what_follows_is_quiet",
    ),
    Mutant(
        "an undone change is mailed", "warehouse/queries/alert_owed.sql",
        "and state in ('seen', 'confirmed')",
        "and state in ('seen', 'confirmed', 'undone')",
        WH + "history.py::test_what_is_gone_before_it_was_confirmed_is_undone_and_told_to_nobody",
    ),
    Mutant(
        "a fold that dies half-way stays half-way", "warehouse/store.py",
        "        connection.rollback()\n        raise",
        "        connection.commit()\n        raise",
        WH + "rebuild.py::test_a_fault_after_the_rows_were_written_leaves_none_of_them",
    ),
)  # fmt: skip


def copy(folder: Path) -> Path:
    """The tree as it is, without what tools make."""
    tree = folder / "tree"
    for name in ("flows", "transforms", "warehouse", "tests", "docs"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.gz"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tree / name)
    return tree


def run(tree: Path, *tests: str) -> int:
    """pytest's exit code: 0 all passed, 1 some failed, else it could not even try."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", *tests], cwd=tree, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}, check=False,
    )  # fmt: skip
    return done.returncode


def try_one(tree: Path, mutant: Mutant) -> str:
    """What became of it: caught, SURVIVED, or why it could not be tried."""
    file = tree / mutant.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        return f"DOES NOT FIT: its text stands {text.count(mutant.old)} times in {mutant.file}"
    file.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        code = run(tree, mutant.test)
    finally:
        file.write_text(text, encoding="utf-8")
    return {0: "SURVIVED", 1: "caught"}.get(code, f"NOT TRIED: pytest ended with {code}")


def main(names: list[str]) -> int:
    wanted = [m for m in MUTANTS if not names or any(name in m.name for name in names)]
    with TemporaryDirectory() as folder:
        tree = copy(Path(folder))
        if run(tree, *sorted({m.test for m in wanted})) != 0:
            print("without any bug the named tests do not pass: mend them first")
            return 2
        found = {}
        for mutant in wanted:
            found[mutant.name] = try_one(tree, mutant)
            print(f"{found[mutant.name]:10} {mutant.name}   ({mutant.test.removeprefix('tests/')})", flush=True)
    caught = sum(how == "caught" for how in found.values())
    print(f"{caught} of {len(found)} planted bugs caught")
    return 0 if caught == len(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
