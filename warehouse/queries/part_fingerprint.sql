-- The parser of the last believed reading of a part.
select last_fingerprint from ops.parts
where source_id = $source_id and part = $part;
