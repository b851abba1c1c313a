-- How each source stands: over its parts, the one read longest ago counts.
with parts as (
    select
        read.source_id,
        min(read.last_observed_at) as last_read_at,
        min(
            read.last_observed_at + to_days($stale_after_days::integer + coalesce(declared.more_days, 0))
        ) as stale_from_at,
        max(read.last_attempt_at) as last_attempt_at,
        max_by(read.last_outcome, read.last_attempt_at) as last_outcome,
        max(read.last_changed_at) as last_changed_at,
        sum(read.row_count)::bigint as rows,
        sum(read.held_rows)::bigint as held_rows,
        count(*) as parts,
        string_agg(read.held_reason, '; ' order by read.part) as held_reason,
        min(read.held_since_at) as held_since_at,
        min(read.next_due_at) as next_due_at,
        min(read.confirm_at) as confirm_at
    from ops.parts as read
    left join ops.source_parts as declared on read.source_id = declared.source_id and read.part = declared.part
    group by read.source_id
)

select
    coalesce(sources.source_id, parts.source_id) as source_id,
    sources.carrier_id,
    coalesce(sources.carrier, parts.source_id) as carrier,
    sources.carrier_type,
    sources.home_country,
    sources.url,
    sources.status,
    coalesce(sources.is_on, false) as is_on,
    parts.last_read_at,
    parts.stale_from_at,
    parts.last_changed_at,
    parts.rows,
    parts.held_reason,
    parts.held_since_at,
    parts.held_rows,
    parts.next_due_at,
    parts.confirm_at,
    parts.last_attempt_at,
    parts.last_outcome,
    list_contains($shut_sources, coalesce(sources.source_id, parts.source_id)) as is_shut_out,
    parts.parts,
    sources.verified_on,
    sources.terms as terms_status,
    sources.rule_id,
    sources.fingerprint as parser_version
from ops.sources as sources
full outer join parts on sources.source_id = parts.source_id
order by source_id;
