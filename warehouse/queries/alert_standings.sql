-- Who is subscribed to what, since when: the newest decision on each rule and recipient ("rule recipient").
select
    subject,
    max_by(what, rowid) as what,
    max_by(decided_at, rowid) as since_at
from ops.decisions
where what in ('subscribe', 'pause', 'unsubscribe')
group by subject;
