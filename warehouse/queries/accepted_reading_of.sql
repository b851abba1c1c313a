-- The last reading of a capture that was believed, as known at a moment (rows recorded later count only if none was).
select * from ops.readings
where capture_id = $capture_id and effect in ('baseline', 'taken')
order by recorded_at <= $seen_at desc, recorded_at desc, reading_id desc
limit 1;
