-- How many of a reading's held rows a person cannot accept: they were not understood at all.
select count(*) as held from ops.held
where reading_id = $reading_id and code <> 'zero_price';
