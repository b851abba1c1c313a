"""From a page to facts. Pure: no network, no database, no clock, no Prefect; imports nothing else of ours."""
