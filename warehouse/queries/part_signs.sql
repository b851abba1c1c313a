-- Of these parts: does history hold a look of our own, is an offer missing, does a change wait (see unsettled.sql)?
with wanted as (
    select distinct
        unnest($source_ids) as source_id,
        unnest($parts) as part
),

own_looks as (
    select distinct
        readings.source_id,
        readings.part
    from ops.readings as readings
    inner join wanted on readings.source_id = wanted.source_id and readings.part = wanted.part
    inner join ops.captures as captures on readings.capture_id = captures.capture_id
    where readings.effect in ('baseline', 'taken') and captures.purpose <> 'backfill'
),

missing as (
    select distinct
        source_id,
        part
    from core.absences
),

pending as (
    select distinct
        source_id,
        part
    from core.changes
    where (state = 'seen' and cause = 'page') or (state = 'confirmed' and told_as = 'quiet')
)

select
    wanted.source_id,
    wanted.part,
    own_looks.part is not null as has_own_look,
    missing.part is not null as has_absences,
    pending.part is not null as has_pending
from wanted
left join own_looks on wanted.source_id = own_looks.source_id and wanted.part = own_looks.part
left join missing on wanted.source_id = missing.source_id and wanted.part = missing.part
left join pending on wanted.source_id = pending.source_id and wanted.part = pending.part;
