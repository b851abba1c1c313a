-- The last believed look at a watched part, unless a person ruled since that it is to be looked at anew.
select * from ops.looks
where
    source_id = $source_id
    and part = $part
    and verdict = 'complete'
    and not exists (
        select 1 from ops.decisions
        where
            decisions.what = 'anew'
            and decisions.subject = looks.source_id
            and decisions.decided_at >= looks.recorded_at
            and decisions.undone_at is null
    )
order by observed_at desc, recorded_at desc
limit 1;
