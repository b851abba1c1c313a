-- How each source stands: over its parts, the one read longest ago counts.
with parts as (
    select
        source_id,
        min(last_observed_at) as last_read_at,
        max(last_attempt_at) as last_attempt_at,
        max_by(last_outcome, last_attempt_at) as last_outcome,
        max(last_changed_at) as last_changed_at,
        sum(row_count)::bigint as rows,
        sum(held_rows)::bigint as held_rows,
        count(*) as parts,
        string_agg(held_reason, '; ' order by part) as held_reason,
        min(held_since_at) as held_since_at,
        min(next_due_at) as next_due_at,
        min(confirm_at) as confirm_at
    from ops.parts
    group by source_id
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
    sources.fingerprint as parser_version
from ops.sources as sources
full outer join parts on sources.source_id = parts.source_id
order by source_id;
