"""The thirty questions of docs/questions.md on a ledger of 100 carriers and one year: milliseconds each.

python -m benchmarks.questions
"""

import re
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.publish import publish
from warehouse.store import Warehouse

DOCUMENT = Path(__file__).parents[1] / "docs" / "questions.md"
CARRIERS, OFFERS, PLACES, DAYS = 100, 100, 10, 365
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

# A tenth of the offers moved their price in the year; every day each carrier's page was looked at.
FILL = (
    """
insert into ops.sources by name
select 'us_c' || c as source_id, 'us_c' || c as carrier_id, 'Carrier ' || c as carrier,
    if(c % 3 = 0, 'esim_seller', 'network') as carrier_type, 'US' as home_country, 'consumer' as segment,
    'en' as language, 'USD' as currency, 'live' as status, true as is_on, 'silent' as terms,
    'https://example.org/' || c as url, 'f' as fingerprint
from range($carriers) as t(c)
""",
    """
insert into ops.parts by name
select source_id, 'main' as part, $now as last_attempt_at, 'ok' as last_outcome, 0 as failures, 0 as held_rows,
    $now as last_observed_at, source_id || '@now' as last_capture_id, 'complete' as last_verdict, $offers as row_count
from ops.sources
""",
    """
insert into core.versions by name
select 'us_c' || c || '/o' || o as offer_id, 'v' || c || '-' || o || '-' || v as version_id, 'us_c' || c as source_id,
    'main' as part, 'us_c' || c as carrier_id, 'k' || o as key, 'Offer ' || o as label,
    ['day_pass', 'pack', 'rate'][1 + o % 3] as kind, 'data' as service, 'roaming' as usage, 'stated' as price_state,
    ['day', 'pack', 'mb'][1 + o % 3] as price_unit, (1 + o % 20) * 1073741824 as data_bytes,
    'not_stated' as data_basis, false as is_unlimited, if(o % 3 = 0, 'day', 'total') as data_per,
    if(o % 3 = 1, [1, 7, 15, 30][1 + o % 4], null) as validity_days, 'full_list' as places_basis,
    o % 2 = 0 as tethering,
    false as claimed_places_is_minimum, 'h' || v || o as row_hash, '{}' as record, 'page' as cause,
    if(v = 0, $now - to_days($days), $now - to_days(100)) as observed_from,
    if(v = 0 and o % 10 = 0, $now - to_days(100), null) as observed_to,
    if(v = 0, $now - to_days($days), $now - to_days(100)) as recorded_from,
    if(v = 0 and o % 10 = 0, $now - to_days(100), null) as closed_recorded_at,
    'c' as from_capture_id, 'r' as from_reading_id, if(v = 0 and o % 10 = 0, 'c', null) as to_capture_id
from range($carriers) as t(c), range($offers) as u(o), range(2) as w(v)
where v = 0 or o % 10 = 0
""",
    """
insert into core.offer_prices by name
select version_id, offer_id, 'base' as role, 5 + hash(version_id) % 50 as amount, 'USD' as currency from core.versions
""",
    """
insert into core.offer_places by name
select versions.version_id, versions.offer_id, places.place, 'yes' as status
from core.versions
inner join (select place, row_number() over (order by place) as n from ref.places) as places
    on places.n % 25 = hash(versions.offer_id) % 25
""",
    """
insert into core.receipts by name
select version_id, offer_id, 'price' as field, '5 USD a day' as value, '$5' as words, 'c' as capture_id
from core.versions
""",
    """
insert into ops.captures by name
select source_id || '@' || d as capture_id, source_id, 'main' as part, $now - to_days(d) as observed_at,
    'due' as purpose, 'ok' as outcome
from ops.sources, range($days) as t(d)
""",
    """
insert into ops.readings by name
select capture_id || '#f' as reading_id, capture_id, source_id, part, observed_at, observed_at as recorded_at,
    'f' as fingerprint, 'page' as cause, 'complete' as verdict, $offers as row_count, 0 as held_rows, 'taken' as effect
from ops.captures
""",
    """
insert into core.changes by name
select 'ch-' || version_id as change_id, 'm-' || source_id as move_id, source_id, part, carrier_id, offer_id,
    label as offer_name, 'price' as field, '5 USD' as old_value, '6 USD' as new_value, 20.0 as delta_pct,
    'worse' as effect, 'high' as severity_traveller, 'high' as severity_analyst, 'page' as cause,
    'confirmed' as state, 'change' as told_as, false as is_backfill,
    observed_from as seen_at, observed_from as confirmed_at,
    recorded_from as recorded_at, 'c' as before_capture_id, 'c' as after_capture_id, 'r' as reading_id
from core.versions
where version_id like '%-1'
""",
)


def main() -> None:
    statements = re.findall(r"^## (\d+)\..*?^```sql\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Warehouse.open_for_writing(path / "warehouse.duckdb") as warehouse:
            known = {"carriers": CARRIERS, "offers": OFFERS, "days": DAYS, "now": NOW}
            for statement in FILL:
                given = {name: value for name, value in known.items() if f"${name}" in statement}
                warehouse.connection.execute(statement, given or None)
            thin = publish(warehouse.connection, path / "published", as_of=NOW, stale_after_days=3)
        with duckdb.connect(str(thin), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            sizes = [
                f"{connection.execute('select count(*) from ' + name).fetchall()[0][0]:,} {name}"
                for name in ("offers", "prices", "changes", "captures")
            ]
            print(f"{CARRIERS} carriers, {DAYS} days: {', '.join(sizes)}; median of 5, milliseconds")
            for number, statement in statements:
                took = []
                for _ in range(5):
                    began = time.perf_counter()
                    connection.execute(statement.strip().removesuffix(";")).fetchall()
                    took.append(1000 * (time.perf_counter() - began))
                print(f"  {number:>2}  {statistics.median(took):6.1f}")


if __name__ == "__main__":
    main()
