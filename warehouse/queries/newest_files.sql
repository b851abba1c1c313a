-- The files on disk that the newest capture of each part read, and what was in them: no hash where there was none.
with newest as (
    select
        source_id,
        part,
        max_by(capture_id, observed_at) as capture_id
    from ops.captures
    group by source_id, part
)

select
    newest.source_id,
    newest.part,
    pages.url,
    coalesce(pages.sha256, '') as sha256
from newest
inner join ops.capture_pages as pages on newest.capture_id = pages.capture_id
where pages.url like 'file:%'
order by newest.source_id, newest.part, pages.url;
