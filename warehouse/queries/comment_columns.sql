-- The statements that give columns their meanings, one a column: a comment takes no parameter, so it is quoted here.
select
    'comment on column "' || replace(table_name, '"', '""') || '"."' || replace(column_name, '"', '""') || '" is '''
    || replace(coalesce($meanings[list_position($names, column_name)], ''), '''', '''''') || '''' as statement
from duckdb_columns()
where not internal
order by schema_name, table_name, column_index;
