-- Of each held part of a source: the first of the refused readings that gave the rows of the newest one.
with refused as (
    select readings.*
    from ops.readings as readings
    inner join ops.parts as parts on readings.source_id = parts.source_id and readings.part = parts.part
    where
        readings.source_id = $source_id
        and readings.effect = 'none'
        and readings.verdict = 'refused'
        and parts.held_reason is not null
        and (parts.last_observed_at is null or readings.observed_at > parts.last_observed_at)
),

newest as (
    select
        part,
        max_by(coalesce(rows_sha256, ''), observed_at) as rows_sha256
    from refused
    group by part
)

select refused.*
from refused
inner join newest on refused.part = newest.part and coalesce(refused.rows_sha256, '') = newest.rows_sha256
where
    not exists (
        select 1 from refused as other
        where
            other.part = refused.part
            and other.observed_at > refused.observed_at
            and coalesce(other.rows_sha256, '') <> newest.rows_sha256
    )
qualify row_number() over (partition by refused.part order by refused.observed_at, refused.reading_id) = 1
order by refused.part;
