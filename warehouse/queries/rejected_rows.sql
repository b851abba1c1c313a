-- Rows of a part that a person rejected: the same rows are not believed again by themselves.
select distinct rows_sha256 from ops.readings
where source_id = $source_id and part = $part and effect = 'rejected' and rows_sha256 is not null
order by rows_sha256;
