-- Is there a source of this id in the ledger?
select distinct source_id from ops.parts
where source_id = $source_id
order by source_id;
