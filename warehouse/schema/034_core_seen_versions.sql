-- Versions as the public views read them: with how late each is stale.
create view core.seen_versions as
select
    offers.*,
    coalesce(parts.more_days, 0) as more_days
from core.offers as offers
left join ops.source_parts as parts on offers.source_id = parts.source_id and offers.part = parts.part;
comment on view core.seen_versions
is 'Versions as the public views read them: with how late each is stale';
