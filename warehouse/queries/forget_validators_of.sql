-- The validators that these captures brought: they stood for what is not believed any more.
delete from ops.validators
where
    source_id = $source_id
    and part = $part
    and sha256 in (
        select pages.sha256 from ops.capture_pages as pages
        where list_contains($capture_ids, pages.capture_id) and pages.sha256 is not null
    );
