-- How each source stands: over its parts, the one read longest ago counts. Ages are filled in by the view.
with parts as (
    select
        read.source_id,
        min(read.last_observed_at) as last_read_at,
        min(read.last_observed_at + to_days(coalesce(declared.more_days, 0))) as ages_from_at,
        max(read.last_attempt_at) as last_attempt_at,
        max_by(read.last_outcome, read.last_attempt_at) as last_outcome,
        max(read.last_changed_at) as last_changed_at,
        sum(read.row_count)::bigint as rows,
        sum(read.held_rows)::bigint as held_rows,
        count(*) as parts,
        count(read.last_observed_at) as parts_read,
        string_agg(read.held_reason, '; ' order by read.part) as held_reason,
        min(read.held_since_at) as held_since_at,
        min(read.next_due_at) as next_due_at,
        min(read.confirm_at) as confirm_at
    from ops.parts as read
    left join ops.source_parts as declared on read.source_id = declared.source_id and read.part = declared.part
    group by read.source_id
),

said as (
    select
        source_id,
        max_by(
            coalesce(confidence, 'primary'),
            list_position(['primary', 'secondary', 'unverified'], coalesce(confidence, 'primary'))
        ) as confidence
    from core.seen_versions
    where observed_to is null and recorded_to is null
    group by source_id
),

asked as (
    select
        source_id,
        epoch(observed_at - lag(observed_at) over (partition by source_id, run_id order by observed_at)) as seconds
    from ops.captures
    where purpose <> 'backfill'
    qualify row_number() over (partition by source_id order by observed_at desc) <= 500
),

pace as (
    select
        source_id,
        median(seconds) as seconds_apart
    from asked
    group by source_id
)

select
    coalesce(sources.source_id, parts.source_id) as source_id,
    coalesce(sources.carrier, parts.source_id) as carrier,
    sources.url,
    sources.status,
    parts.last_read_at,
    parts.last_changed_at,
    parts.rows,
    null::integer as age_days,
    null::boolean as is_stale,
    parts.held_reason,
    parts.next_due_at,
    sources.verified_on,
    case when parts.held_reason is not null then 'unverified' else said.confidence end as confidence,
    sources.terms as terms_status,
    sources.fingerprint as parser_version,
    sources.carrier_id,
    sources.carrier_type,
    sources.home_country,
    coalesce(sources.is_on, false) as is_on,
    parts.held_since_at,
    parts.held_rows,
    parts.confirm_at,
    parts.last_attempt_at,
    parts.last_outcome,
    parts.ages_from_at,
    list_contains($shut_sources, coalesce(sources.source_id, parts.source_id)) as is_shut_out,
    parts.parts,
    parts.parts_read,
    pace.seconds_apart,
    sources.rule_id
from ops.sources as sources
full outer join parts on sources.source_id = parts.source_id
left join said on parts.source_id = said.source_id
left join pace on parts.source_id = pace.source_id
order by source_id;
