-- Every public view with what it is.
select
    view_name,
    comment
from duckdb_views()
where not internal
order by view_name;
