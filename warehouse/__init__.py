"""The journal, which is true, and DuckDB, which is derived from it."""
