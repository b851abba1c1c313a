-- What each parser made of each capture, and what of it was believed.
select
    readings.reading_id,
    readings.capture_id,
    readings.source_id,
    readings.part,
    readings.observed_at as fetched_at,
    readings.recorded_at,
    readings.verdict,
    readings.reasons,
    readings.row_count as rows,
    readings.held_rows,
    readings.effect,
    readings.cause,
    readings.fingerprint as parser_version
from ops.readings as readings
order by readings.source_id, readings.part, fetched_at, readings.recorded_at;
