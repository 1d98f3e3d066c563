-- What people entrust to us. Artifacts are never altered; a verdict never overwrites an earlier one.

CREATE TABLE artifact (
    digest   TEXT PRIMARY KEY,          -- sha256:…
    bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE submission (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,      -- digest over the artifacts' digests: handing in the same again is the same
    filed_at TEXT NOT NULL,             -- RFC 3339
    role     TEXT NOT NULL,             -- recruiter | applicant
    parts    TEXT NOT NULL              -- the submission as read, JSON
) STRICT;

CREATE TABLE submission_artifact (
    submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    digest     TEXT NOT NULL REFERENCES artifact(digest),
    name       TEXT NOT NULL,
    PRIMARY KEY (submission, place)
) STRICT;

CREATE TABLE verdict (
    id         INTEGER PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
    as_of      TEXT NOT NULL,
    engine     TEXT NOT NULL,
    reference  TEXT NOT NULL,
    rating     TEXT NOT NULL,
    score      REAL NOT NULL,
    body       TEXT NOT NULL            -- bonafide/verdict/1, JSON
) STRICT;

CREATE INDEX verdict_of ON verdict(submission, id);

CREATE TABLE claim (
    submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,           -- name | employer
    value      TEXT NOT NULL
) STRICT;

CREATE INDEX claim_of ON claim(submission);

CREATE TABLE observable (
    submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (kind, value, submission)
) STRICT, WITHOUT ROWID;

CREATE INDEX observable_of ON observable(submission);
