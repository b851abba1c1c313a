-- When this copy was made, and the moment that ages are counted to: set variable asked_at, or the moment of the copy.
create view published as
select
    published_at,
    stale_after_days,
    journal_seq,
    coalesce(getvariable('asked_at')::timestamptz, published_at) as asked_at
from read_parquet('$published/meta.parquet');
comment on view published
is 'When this copy was made, and the moment that ages are counted to: set variable asked_at, or the moment of the copy';
