-- Every source as the published copy has it.
select * from sources
order by source_id;
