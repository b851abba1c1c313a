-- Offers that were ever found by these keys, the newest first, and whether this part or another has them on sale now.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part,
        unnest($keys) as key
),

met as (
    select
        wanted.source_id,
        wanted.part,
        wanted.key,
        known.offer_id,
        known.minted_at,
        known.rowid as position
    from wanted
    inner join core.offer_keys as known on wanted.source_id = known.source_id and wanted.key = known.key
),

standing as (
    select
        versions.offer_id,
        versions.part
    from core.versions as versions
    where
        versions.observed_to is null
        and versions.recorded_to is null
        and versions.offer_id in (select met.offer_id from met)
)

select
    met.source_id,
    met.key,
    met.offer_id,
    coalesce(bool_or(standing.part = met.part), false) as is_open_here,
    coalesce(bool_or(standing.part <> met.part), false) as is_open_elsewhere
from met
left join standing on met.offer_id = standing.offer_id
group by all
order by met.source_id asc, met.key asc, max(met.minted_at) desc, max(met.position) desc;
