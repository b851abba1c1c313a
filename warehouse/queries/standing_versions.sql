-- Versions that stand in these parts: under these keys, those that their part's last look did not show, or (whole) all.
with parts as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part,
        unnest($wholes) as is_whole
),

wanted as (
    select
        unnest($key_source_ids)::varchar as source_id,
        unnest($key_parts)::varchar as part,
        unnest($keys)::varchar as key
)

select
    versions.source_id,
    versions.part,
    versions.offer_id,
    versions.version_id,
    versions.key,
    versions.row_hash,
    versions.record,
    versions.observed_from,
    versions.last_seen_at,
    versions.last_capture_id
from core.versions as versions
inner join parts on versions.source_id = parts.source_id and versions.part = parts.part
left join wanted
    on versions.source_id = wanted.source_id and versions.part = wanted.part and versions.key = wanted.key
where
    versions.observed_to is null
    and versions.recorded_to is null
    and (parts.is_whole or versions.last_seen_at is not null or wanted.key is not null);
