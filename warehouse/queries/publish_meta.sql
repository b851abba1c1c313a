-- When this copy was made, and what it holds.
select
    $published_at::timestamptz as published_at,
    $stale_after_days::integer as stale_after_days,
    seq as journal_seq
from ops.applied;
