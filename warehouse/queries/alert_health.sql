-- How each source that runs fetch stands, over its parts: the worst of them.
select
    sources.source_id,
    sources.carrier,
    sources.url,
    min(parts.last_observed_at) as last_read_at,
    min(parts.next_due_at) as next_due_at,
    min(parts.held_since_at) as held_since_at,
    case when sources.status = 'watch' then 'watch' else 'live' end as status,
    coalesce(max_by(parts.last_outcome, parts.last_outcome not in ('ok', 'unchanged')), '') as outcome,
    coalesce(string_agg(parts.held_reason, '; ' order by parts.part), '') as held_reason
from ops.sources as sources
left join ops.parts as parts on sources.source_id = parts.source_id
where sources.is_on
group by sources.source_id, sources.carrier, sources.url, sources.status
order by sources.source_id;
