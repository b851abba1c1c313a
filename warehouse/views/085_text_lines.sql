-- The lines by which the text of watched pages changed.
create view text_lines as
select * from read_parquet('$published/text_lines.parquet');
comment on view text_lines is 'The lines by which the text of watched pages changed';
