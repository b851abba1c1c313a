-- Every column of tables and views, in order, with its comment if it has one.
select
    schema_name,
    table_name,
    column_name,
    lower(data_type) as data_type,
    comment
from duckdb_columns()
where not internal
order by schema_name, table_name, column_index;
