-- Mails as they were frozen before the first attempt to send.
create table ops.digests (
    digest_id varchar not null,
    rule varchar not null,
    recipient varchar not null,
    frozen_at timestamptz not null,
    eml_sha256 varchar not null,
    subject varchar not null
);
comment on table ops.digests is 'Mails as they were frozen before the first attempt to send';
comment on column ops.digests.digest_id is 'The mail';
comment on column ops.digests.rule is 'The subscription rule that it answers';
comment on column ops.digests.recipient is 'To whom';
comment on column ops.digests.frozen_at is 'When it was frozen';
comment on column ops.digests.eml_sha256 is 'Its bytes, in the archive';
comment on column ops.digests.subject is 'Its subject line';
