-- Forget the parts as the run before found them.
delete from ops.source_parts;
