-- The most rows that a believed look of our own found in a week, since a person last accepted fewer.
with own as (
    select
        readings.observed_at,
        readings.row_count + readings.held_rows as row_count,
        exists(
            select 1 from ops.decisions as rulings
            where rulings.what = 'accept' and rulings.undone_at is null and rulings.subject = readings.reading_id
        ) as is_ruled
    from ops.readings as readings
    inner join ops.captures as captures on readings.capture_id = captures.capture_id
    where
        readings.source_id = $source_id
        and readings.part = $part
        and readings.effect in ('baseline', 'taken')
        and readings.observed_at between $since_at and $until_at
        and captures.purpose <> 'backfill'
),

ruled as (
    select max(observed_at) as ruled_at from own
    where is_ruled
)

select coalesce(max(own.row_count), 0) as row_count
from own
cross join ruled
where ruled.ruled_at is null or own.observed_at >= ruled.ruled_at;
