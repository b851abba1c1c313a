-- Every public macro with what it is.
select
    function_name as macro_name,
    function_type,
    comment
from duckdb_functions()
where not internal and function_type in ('macro', 'table_macro')
order by function_name;
