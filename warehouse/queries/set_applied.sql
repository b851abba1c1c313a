-- An entry stands in the tables now.
update ops.applied set seq = $seq;
