-- The last reading of a capture that was believed.
select * from ops.readings
where capture_id = $capture_id and effect in ('baseline', 'taken')
order by recorded_at desc, reading_id desc
limit 1;
