-- What made this file.
select
    schema_version,
    made_by
from ops.meta;
