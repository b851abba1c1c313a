-- Every table of ours with what it is, by schema and name.
select
    schema_name,
    table_name,
    comment
from duckdb_tables()
where not internal and schema_name in ('core', 'ref', 'ops')
order by schema_name, table_name;
