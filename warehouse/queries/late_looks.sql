-- Readings of a part that history holds, or that came late and wait for their place; accepted_at: by a person.
with accepts as (
    select
        subject,
        max(decided_at) as accepted_at
    from ops.decisions
    where what = 'accept' and undone_at is null
    group by subject
)

select
    readings.*,
    accepts.accepted_at
from ops.readings as readings
left join ops.captures as captures on readings.capture_id = captures.capture_id
left join accepts on readings.reading_id = accepts.subject
where
    readings.source_id = $source_id
    and readings.part = $part
    and (
        readings.effect in ('baseline', 'taken')
        or (
            readings.effect = 'late'
            and (
                captures.purpose = 'backfill'
                or readings.capture_id in (select looks.capture_id from ops.looks as looks)
            )
        )
    );
