"""The tables of `library.db`, version by version; a newer `hub` carries an older file forward."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from academichub_cli.errors import StateError

APPLICATION_ID = 0x61636875  # "achu": tells our file from any other SQLite database

_FIRST = """
CREATE TABLE papers (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER,
    title TEXT NOT NULL,
    abstract TEXT,
    authors TEXT NOT NULL,          -- names as printed, one a line
    author_details TEXT,            -- JSON: [[ids, affiliations], …] in the same order, or null
    categories TEXT NOT NULL,       -- primary first, separated by spaces
    source TEXT NOT NULL,
    route TEXT,
    venue TEXT,
    comment TEXT,
    journal_ref TEXT,
    submitted TEXT,                 -- instants and days in ISO 8601, UTC
    updated TEXT,
    announced TEXT,
    announce_type TEXT,
    batch TEXT,
    first_seen TEXT NOT NULL,
    revised TEXT
) STRICT;
CREATE INDEX papers_by_batch ON papers (batch);
CREATE INDEX papers_by_revision ON papers (revised) WHERE revised IS NOT NULL;

CREATE TABLE identifiers (          -- every name of a paper but its id
    identifier TEXT PRIMARY KEY,
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX identifiers_by_paper ON identifiers (paper);

CREATE VIRTUAL TABLE papers_text USING fts5 (
    title, abstract, authors,
    content = 'papers', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
-- New papers are indexed by whoever adds them, many in one statement: a trigger would make FTS5
-- flush its index at every single one.
CREATE TRIGGER papers_removed AFTER DELETE ON papers BEGIN
    INSERT INTO papers_text (papers_text, rowid, title, abstract, authors)
    VALUES ('delete', old.key, old.title, old.abstract, old.authors);
END;
CREATE TRIGGER papers_changed AFTER UPDATE OF title, abstract, authors ON papers BEGIN
    INSERT INTO papers_text (papers_text, rowid, title, abstract, authors)
    VALUES ('delete', old.key, old.title, old.abstract, old.authors);
    INSERT INTO papers_text (rowid, title, abstract, authors)
    VALUES (new.key, new.title, new.abstract, new.authors);
END;

CREATE TABLE reads (                -- what was asked of a source, and how far the answer was read
    query TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    terms TEXT NOT NULL,            -- JSON: what the query asked for
    read_at TEXT NOT NULL,
    complete INTEGER NOT NULL,
    completed_at TEXT,              -- when it was last read to its end
    newest TEXT,                    -- the last submission among what came
    message TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE answered (             -- what a source returned for a query, matching or not
    query TEXT NOT NULL,
    identifier TEXT NOT NULL,
    submitted TEXT NOT NULL,
    PRIMARY KEY (query, identifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_by_date ON answered (query, submitted);

CREATE TABLE marks (
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
    mark TEXT NOT NULL,             -- liked, saved, hidden, disliked, opened
    at TEXT NOT NULL,
    PRIMARY KEY (paper, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE shown (
    paper INTEGER PRIMARY KEY REFERENCES papers (key) ON DELETE CASCADE,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times INTEGER NOT NULL,
    score REAL,
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE cards (                -- the numbers of the cards last shown
    number INTEGER PRIMARY KEY,
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE
) STRICT;
CREATE TABLE notes (                -- single facts: when the last harvest succeeded, …
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_SECOND = """
ALTER TABLE papers ADD COLUMN dated_by TEXT;    -- "submitted=api announced=rss"
ALTER TABLE papers ADD COLUMN people TEXT;      -- ids of persons who claim it, by spaces

CREATE TABLE announcements (        -- who stood in which listing, as what
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    category TEXT NOT NULL,
    identifier TEXT NOT NULL,       -- as in papers.id
    announce_type TEXT NOT NULL,
    PRIMARY KEY (source, day, category, identifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcements_by_identifier ON announcements (identifier);
CREATE INDEX announcements_by_day ON announcements (day);
CREATE TABLE ledger (               -- what was announced and what we got
    source TEXT NOT NULL,
    category TEXT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    route TEXT,
    announced INTEGER,              -- new and cross-listed, as the source counts them
    fetched INTEGER NOT NULL,
    missing TEXT NOT NULL,          -- identifiers, by spaces
    is_listed INTEGER NOT NULL,     -- whether its listing was read whole
    is_counted INTEGER NOT NULL,    -- whether a page that counts them was held against it
    read_at TEXT NOT NULL,
    message TEXT,
    PRIMARY KEY (source, category, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE resumptions (          -- where a long reading broke off
    query TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE versions (             -- the words of versions that a later one replaced here
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    abstract TEXT,
    authors TEXT NOT NULL,
    PRIMARY KEY (paper, version)
) STRICT, WITHOUT ROWID;
"""

_THIRD = """
CREATE TABLE briefs (               -- what was written, to be read again
    number INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    start TEXT NOT NULL,
    end TEXT NOT NULL,
    topic TEXT,
    model TEXT,
    papers INTEGER NOT NULL,
    document TEXT NOT NULL          -- JSON
) STRICT;
"""

_FOURTH = """
ALTER TABLE papers ADD COLUMN field TEXT;       -- what source or venue says, where no category does
ALTER TABLE papers ADD COLUMN issns TEXT;       -- the venue's, by spaces

CREATE TABLE notices (              -- corrections, retractions, …
    identifier TEXT NOT NULL,       -- of the paper that is meant
    kind TEXT NOT NULL,
    notice TEXT NOT NULL DEFAULT '',-- the identifier of the notice, where it has one
    day TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (identifier, kind, notice)
) STRICT, WITHOUT ROWID;
CREATE TABLE popularity (           -- what readers elsewhere think of a paper
    identifier TEXT NOT NULL,
    source TEXT NOT NULL,
    votes INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (identifier, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE parts (                -- the records that a paper was put together from
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
    identifier TEXT NOT NULL,       -- the record's own
    record TEXT NOT NULL,           -- JSON: its other names, and its row
    PRIMARY KEY (paper, identifier)
) STRICT, WITHOUT ROWID;
CREATE TABLE apart (                -- what a reader has said are two papers; each pair both ways
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX papers_elsewhere ON papers (key) WHERE substr(id, 1, 6) != 'arXiv:';
"""

_FIFTH = """
CREATE TABLE exposures (            -- each time a paper was shown, and where
    paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    position INTEGER NOT NULL,      -- from 1, the best
    score REAL,
    ranker TEXT NOT NULL,           -- of two that are compared, the one that put it there; or empty
    PRIMARY KEY (paper, at, command)
) STRICT, WITHOUT ROWID;
CREATE INDEX exposures_by_time ON exposures (at);
CREATE TABLE examples (             -- papers the reader owns that are known by their text alone
    name TEXT PRIMARY KEY,          -- an identifier as in papers.id, or a hash of the title
    title TEXT NOT NULL,
    abstract TEXT,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE unlearned (            -- what must not be learned from
    kind TEXT NOT NULL,             -- paper: the example of this name; term: this word of any text
    value TEXT NOT NULL,
    at TEXT NOT NULL,               -- a later mark of the same paper teaches again
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE learned (              -- what was learned of the marks
    name TEXT PRIMARY KEY,
    lesson TEXT NOT NULL,           -- names all that it was learned from
    made TEXT NOT NULL,
    document TEXT NOT NULL          -- JSON; of a sample of the library, what the trainer reads
) STRICT, WITHOUT ROWID;
-- Marks that an older version made are to be learned from.
INSERT OR IGNORE INTO notes SELECT 'taught', 'before' WHERE EXISTS (SELECT 1 FROM marks);
"""

# One script a version; a released one is never changed, only followed by another.
MIGRATIONS = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to this version's tables, all of the way or not at all.

    Raises StateError for a file of a newer `hub`, or of another program.
    """
    version = _checked_version(connection, path)
    if version == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        for script in MIGRATIONS[_checked_version(connection, path) :]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        # A full disk has rolled back already.
        with contextlib.suppress(sqlite3.Error, StateError):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    # In this order: another process may make the tables and sign the file between the two.
    is_empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID and not is_empty:
        raise StateError(
            f"{path} is another program's database",
            hint="move it away, or name another folder in HUB_DATA_DIR",
        )
    if version > len(MIGRATIONS):
        raise StateError(
            f"{path} was written by a newer hub", hint="upgrade hub; nothing was changed"
        )
    return version


def _statements(script: str) -> list[str]:
    """A script's statements; `executescript` would commit between them."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
