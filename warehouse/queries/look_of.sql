-- Whether a capture was looked at as text.
select look_id from ops.looks
where capture_id = $capture_id
order by look_id;
