-- What else a mail tells: no change of an offer, but a state of a source, a rule of law, a sign of life.
create table ops.digest_news (
    digest_id varchar not null,
    position integer not null,
    news_id varchar not null
);
comment on table ops.digest_news
is 'What else a mail tells: no change of an offer, but a state of a source, a rule of law, a sign of life';
comment on column ops.digest_news.digest_id is 'The mail';
comment on column ops.digest_news.position is '1 for the first told';
comment on column ops.digest_news.news_id is 'Which: held:gb_o2@..., heartbeat@..., rule_begins:tr-imei@...';
