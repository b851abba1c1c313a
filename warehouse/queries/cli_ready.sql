-- Can the copy be read at all? The moment that it was made.
select published_at from published;
