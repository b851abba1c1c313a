-- The lines by which the text of a watched page changed.
create table core.text_lines (
    change_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    position integer not null,
    what varchar not null,
    line varchar not null
);
comment on table core.text_lines is 'The lines by which the text of a watched page changed';
comment on column core.text_lines.change_id is 'The change, whose field is text';
comment on column core.text_lines.source_id is 'The source';
comment on column core.text_lines.part is 'The part';
comment on column core.text_lines.position is '1 for the first line; removed lines come before added ones';
comment on column core.text_lines.what is 'removed or added';
comment on column core.text_lines.line
is 'The words, with those that they belong to before them; cut at 300 characters';
