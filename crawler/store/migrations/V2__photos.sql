-- What known photographs are recognised by: hashes, no pictures. Of contacts the names and employers are the claims of
-- their submission; of the organisation's own people and of placeholders they stand here.

CREATE TABLE photo (
    id           INTEGER PRIMARY KEY,
    bank         TEXT NOT NULL,            -- staff | contact | placeholder
    submission   INTEGER REFERENCES submission(id) ON DELETE CASCADE,
    name         TEXT NOT NULL,            -- of contacts empty
    organisation TEXT NOT NULL,            -- of contacts empty
    file         TEXT NOT NULL,            -- the name the picture came with
    added_at     TEXT NOT NULL,            -- RFC 3339
    print        BLOB NOT NULL             -- four hashes of 32 bytes: the whole picture and three patches of a face
) STRICT;

CREATE INDEX photo_of ON photo(submission);
