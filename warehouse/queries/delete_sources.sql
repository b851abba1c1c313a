-- Forget the declarations of the run before.
delete from ops.sources;
