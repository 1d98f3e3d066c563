-- What the open web was asked and what it answered: look-ups, the exchanges they rest on, and the queue of those to come.
-- Moments that are compared are whole milliseconds since 1970; those that are only shown are RFC 3339.

-- Bodies of answers, each once.
CREATE TABLE body (
    digest     TEXT PRIMARY KEY,        -- sha256:…
    bytes      BLOB NOT NULL
) STRICT;

-- The newest answer to a request, to be given again or to be asked for conditionally.
CREATE TABLE cache (
    key        TEXT PRIMARY KEY,
    url        TEXT NOT NULL,           -- the address that answered
    at         INTEGER NOT NULL,
    head       TEXT NOT NULL,           -- all but the body in the client's own form, JSON
    body       TEXT NOT NULL REFERENCES body(digest)
) STRICT;

CREATE INDEX cache_of ON cache(url);
CREATE INDEX cache_age ON cache(at);
CREATE INDEX cache_body ON cache(body);

-- Evidence: requests and answers as they went over the line. The same exchange is kept once.
CREATE TABLE exchange (
    digest     TEXT PRIMARY KEY,        -- sha256:… over everything below
    url        TEXT NOT NULL,
    address    TEXT,                    -- whom the connection reached; none through a proxy
    at         TEXT NOT NULL,           -- RFC 3339
    request    BLOB NOT NULL,
    response   BLOB NOT NULL,
    body       TEXT NOT NULL REFERENCES body(digest)
) STRICT;

CREATE INDEX exchange_of ON exchange(url);
CREATE INDEX exchange_body ON exchange(body);

-- The queue.
CREATE TABLE job (
    id         INTEGER PRIMARY KEY,
    question   TEXT NOT NULL UNIQUE,    -- JSON: the same question is queued once
    host       TEXT NOT NULL,           -- whom it burdens: one job at a time for each
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    tries      INTEGER NOT NULL DEFAULT 0,
    ended      INTEGER NOT NULL DEFAULT 0, -- how often a run ended without a word while it worked on it
    not_before INTEGER NOT NULL,
    holder     TEXT,                    -- the run that works on it
    lease      INTEGER,                 -- until when, unless the run renews it
    added_at   TEXT NOT NULL,           -- RFC 3339
    CHECK ((state = 'running') = (holder IS NOT NULL AND lease IS NOT NULL))
) STRICT;

CREATE INDEX job_next ON job(not_before, id) WHERE state = 'waiting';
CREATE INDEX job_running ON job(host) WHERE state = 'running';

-- Look-ups: those that a submission was judged with, and the answers to a job, every visit one.
CREATE TABLE lookup (
    id         INTEGER PRIMARY KEY,
    submission INTEGER REFERENCES submission(id) ON DELETE CASCADE,
    job        INTEGER REFERENCES job(id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    result     TEXT NOT NULL,           -- found | absent | failed | not-asked
    body       TEXT NOT NULL,           -- the look-up as lookups.json documents it, JSON
    CHECK ((submission IS NULL) <> (job IS NULL))
) STRICT;

CREATE INDEX lookup_of_submission ON lookup(submission, id) WHERE submission IS NOT NULL;
CREATE INDEX lookup_of_job ON lookup(job, id) WHERE job IS NOT NULL;

-- The exchanges that a look-up rests on.
CREATE TABLE evidence (
    lookup     INTEGER NOT NULL REFERENCES lookup(id) ON DELETE CASCADE,
    exchange   TEXT NOT NULL REFERENCES exchange(digest),
    PRIMARY KEY (lookup, exchange)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_for ON evidence(exchange);
