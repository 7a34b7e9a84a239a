"""The tables. Integer keys inside; what people see (public ids) is made in `public_ids.py`.

catalogue   actor, team, feed, variant            declared by files or on Discord; retired, never deleted
            departure                             the servers that the bot has left
            change                                what commands changed of these, to be undone
archive     article, mention, event, story        what was found, and the verdict on it
candidates  shingle, keyword, word                what finds earlier articles that may be related
aggregates  appearance, pair, located, ...        what `/actor` reads: kept up to date as articles are recorded,
                                                  since counting 100,000 mentions would take too long
outbox      delivery, told, ruling                what is to be told, what has been, and why (not)
other       meta, feed_entry                      counters and marks; known entries
            quarantine                            articles that were set aside, with the reason
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from watchers.archive.columns import Day, Digest, Indexed, Instant, Json, Prose, Reasons, Span

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=_NAMES)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# ---------------------------------------------------------------- catalogue

actor = Table(
    "actor",
    metadata,
    Column("id", Text, primary_key=True),
    Column("guild", Text),
    Column("origin", Text, nullable=False),
    Column("detail", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("retired_at", Instant),
)

team = Table(
    "team",
    metadata,
    Column("id", Text, primary_key=True),
    Column("guild", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("detail", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("retired_at", Instant),
)

feed = Table(
    "feed",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("url", Prose, nullable=False),
    Column("number", Integer, nullable=False),  # by which commands name it: in each scope counted from 1
    Column("title", Prose, nullable=False),
    Column("language", Prose),
    Column("tags", Json, nullable=False),
    Column("interval", Span),
    Column("pages", Boolean),
    Column("owner", Text, nullable=False, server_default=""),  # whose outlet it is
    Column("guild", Text, nullable=False, server_default=""),  # the server whose own it is; empty: everybody's
    Column("origin", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("retired_at", Instant),
    # what the poller remembers
    Column("etag", Prose),
    Column("last_modified", Prose),
    Column("due", Instant, nullable=False, server_default=text("0")),  # 0: never checked
    Column("first_fetched", Instant),
    Column("reached_at", Instant),
    Column("last_entry", Instant),
    Column("rhythm", Span),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("error", Prose, nullable=False, server_default=""),
    Column("moved_to", Prose, nullable=False, server_default=""),
    Column("moved_seen", Integer, nullable=False, server_default=text("0")),
    Column("stopped", Prose, nullable=False, server_default=""),
    Column("slower", Prose, nullable=False, server_default=""),
    Column("pages_help", Boolean),
    Column("unconditional_at", Instant),
    Column("asks", Span),
    Column("skips", Prose, nullable=False, server_default=""),
    Column("memo", LargeBinary),
    Index(None, "due"),
    UniqueConstraint("url", "guild"),  # an address has a row in each scope that follows it
)

departure = Table(  # servers that the bot has left: what was theirs then is theirs again when they come back
    "departure",
    metadata,
    Column("guild", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

feed_entry = Table(  # entries are known by a hash of their identity
    "feed_entry",
    metadata,
    Column("feed", ForeignKey("feed.key"), primary_key=True),
    Column("entry", BigInteger, primary_key=True),
    Column("first_seen", Instant, nullable=False),
    sqlite_with_rowid=False,
)

variant = Table(
    "variant",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("guild", Text, nullable=False, server_default=""),  # where it is under review; empty: on the command line
    Column("number", Integer, nullable=False, server_default=text("0")),  # there
    Column("actor", Text, nullable=False),
    Column("surface", Indexed, nullable=False),
    Column("evidence", Reasons, nullable=False),
    Column("articles", Json, nullable=False),
    Column("status", Text, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Index(None, "actor", "surface", "guild", unique=True),
    Index(None, "status"),
)

change = Table(  # what people changed by commands, so that it can be undone for a day
    "change",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("guild", Text),  # where it was changed; none: on the command line
    Column("number", Integer, nullable=False, server_default=text("0")),  # there
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("said", Prose, nullable=False),
    Column("detail", Json, nullable=False),
    Column("undone_at", Instant),
)

# ---------------------------------------------------------------- archive

article = Table(
    "article",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("name", Prose, unique=True),  # seed documents go by their file name
    Column("label", Text),  # the id that people see, where it is neither the name nor the key: see `public_ids`
    Column("guild", Text),  # the server whose own it is; none: everybody's
    Column("shadows", Integer),  # the key of the article in whose place the server sees this one
    Column("story", Integer, nullable=False),  # the key under which everybody knows the story's first article
    Column("copy_of", Integer),  # likewise
    Column("at", Instant, nullable=False),  # orders articles: published, or first seen where that is not known
    Column("first_seen", Instant, nullable=False),
    Column("seed", Boolean, nullable=False),
    Column("url", Prose, nullable=False),
    Column("url_digest", Digest, nullable=False, server_default=text("0")),  # an index takes no long address
    Column("feed", Prose, nullable=False),
    Column("outlet", Prose, nullable=False),
    Column("owner", Prose, nullable=False, server_default=""),
    Column("language", Prose),
    Column("published", Text),
    Column("published_at", Instant),
    Column("zoned", Boolean, nullable=False),
    Column("identity", Prose, nullable=False),
    Column("note", Prose, nullable=False),
    Column("credit", Prose, nullable=False, server_default=""),
    Column("genre", Reasons),  # what it is instead of a report: one
    Column("title", Prose, nullable=False),
    Column("actors", Json, nullable=False),  # ids of those surely mentioned, in order
    Column("passing", Json),  # ids of those among them that it names in passing; none: not judged
    Column("comparison", Json, nullable=False),
    Column("text", Prose, nullable=False),  # last, so that reading the rest skips its pages
    Index(None, "story"),
    Index(None, "url_digest"),
    Index(None, "first_seen"),
    *(
        Index(
            f"ix_article_{column}",
            column,
            "guild",
            sqlite_where=text(f"{column} IS NOT NULL"),
            postgresql_where=text(f"{column} IS NOT NULL"),
        )
        for column in ("label", "shadows")
    ),
    Index(
        "ix_article_copy_of",
        "copy_of",
        sqlite_where=text("copy_of IS NOT NULL"),
        postgresql_where=text("copy_of IS NOT NULL"),
    ),
)

quarantine = Table(  # articles that could not be prepared or recorded, whole, so that they can be tried again
    "quarantine",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("feed", Prose, nullable=False),
    Column("guild", Text, nullable=False, server_default=""),  # the server whose feed it came by; empty: everybody's
    Column("url", Prose, nullable=False),
    Column("url_digest", Digest, nullable=False),
    Column("stage", Text, nullable=False),  # prepare | record
    Column("reason", Prose, nullable=False),
    Column("program", Text, nullable=False),  # the one that failed on it: another one tries again
    Column("at", Instant, nullable=False),
    Column("backlog", Boolean, nullable=False),  # known, not told, once it is recorded
    Column("article", Json, nullable=False),
    Index(None, "url_digest"),
    Index(None, "program"),
)

vector = (
    Table(  # what articles mean that surely mention somebody; a server's reading has that of the article it shadows
        "vector",
        metadata,
        Column("article", ForeignKey("article.key"), primary_key=True, autoincrement=False),
        Column("lead", LargeBinary, nullable=False),
        Column("sentences", LargeBinary, nullable=False),
        Column("for_all", Boolean, nullable=False),  # False: for those alone who see an actor of theirs in the article
    )
)

numbering = Table(  # how many articles a scope has: the next one's number
    "numbering",
    metadata,
    Column("guild", Text, primary_key=True),  # empty: everybody's
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

story = Table(
    "story",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),  # its first article's
    Column("guild", Text, primary_key=True),  # what a server's own articles add to it; empty: everybody's
    Column("origin", Integer),
    Column("created", Instant, nullable=False),
    Column("last_activity", Instant, nullable=False),
)

decision = Table(  # what was decided about stories: no verdict of the program goes against an analyst's
    "decision",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # merge | split | different
    Column("story", Integer, nullable=False),  # the story that was kept
    Column("other", Integer, nullable=False),  # merged into it, split from it, or another development
    Column("articles", Json, nullable=False),  # of the other
    Column("decided_by", Prose, nullable=False),  # empty: by the program itself
    Column("decided_at", Instant, nullable=False),
    Column("guild", Text),  # the server where it was decided
    Column("reasons", Reasons, nullable=False, server_default="[]"),  # why the program decided so
)

labelled_pair = Table(  # two articles of which an analyst said that they report one development, or two
    "labelled_pair",
    metadata,
    Column("first", Integer, primary_key=True, autoincrement=False),  # the lower key
    Column("second", Integer, primary_key=True, autoincrement=False),
    Column("guild", Text, primary_key=True),  # the server where it was decided; empty: by whoever runs the program
    Column("same", Boolean, nullable=False),
    Column("decision", ForeignKey("decision.key"), nullable=False),  # which says who decided, and when
    Index(None, "second"),
)

subject = Table(  # actors that were ever mentioned, as numbers: in each scope its own; outlives the catalogue
    "subject",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # the actor's, with the server's before it where it is a server's
    Column("guild", Text),  # the server in whose own articles the actor is mentioned; none: in everybody's
    Column("actor", Text),  # the actor's id, where it is not `id`
)

mention = Table(
    "mention",
    metadata,
    Column("article", ForeignKey("article.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", ForeignKey("subject.key"), nullable=False),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("surface", Prose, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence", Reasons, nullable=False),
    Column("form", Text, nullable=False, server_default="name"),
    Column("inflection", Text),
    Column("salience", Reasons),  # one; none: uncertain, or from before there was salience
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("article.key"), nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("basis", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    Column("actors", Json, nullable=False),
    Column("text", Prose, nullable=False),
    Column("places", Json),  # ids of those that the sentence names; none for most
    Index(None, "article"),
    Index(None, "first_day"),
)

# ---------------------------------------------------------------- relatives: small rows, since there are many

in_rows = MetaData(naming_convention=_NAMES)  # on SQLite: see hash_index.py

shingle = Table(
    "shingle",
    in_rows,
    Column("hash", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

keyword = Table(
    "keyword",
    in_rows,
    Column("word", Integer, primary_key=True, autoincrement=False),
    Column("seed", Boolean, primary_key=True),  # seed documents are found however old they are
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

in_chunks = MetaData(naming_convention=_NAMES)  # on PostgreSQL

shingle_chunk = Table(
    "shingle",
    in_chunks,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, primary_key=True, autoincrement=False),
    Column("numbers", ARRAY(Integer), nullable=False),
    Column("articles", ARRAY(Integer), nullable=False),
)

keyword_chunk = Table(
    "keyword",
    in_chunks,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("seed", Boolean, primary_key=True),
    Column("last", Integer, primary_key=True, autoincrement=False),
    Column("numbers", ARRAY(Integer), nullable=False),
    Column("articles", ARRAY(Integer), nullable=False),
)

word = Table(
    "word",
    metadata,
    Column("word", BigInteger, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

own_shingle = Table(  # of a server's own articles; there are few, so they are rows on both databases
    "own_shingle",
    metadata,
    Column("hash", Integer, primary_key=True, autoincrement=False),
    Column("guild", Text, primary_key=True),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

own_keyword = Table(
    "own_keyword",
    metadata,
    Column("word", Integer, primary_key=True, autoincrement=False),
    Column("guild", Text, primary_key=True),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

own_word = Table(
    "own_word",
    metadata,
    Column("guild", Text, primary_key=True),
    Column("word", BigInteger, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- about an actor: only mentions that count

appearance = Table(
    "appearance",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("seed", Boolean, primary_key=True),
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Index(None, "subject", "at", "article"),
    sqlite_with_rowid=False,
)

copied = Table(
    "copied",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

appearances = Table(
    "appearances",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
)

daily = Table(
    "daily",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    Column("copies", Integer, nullable=False, server_default="0"),  # of them
    sqlite_with_rowid=False,
)

spelling = Table(
    "spelling",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("subject", Integer, nullable=False),
    Column("surface", Indexed, nullable=False),
    Column("articles", Integer, nullable=False),
    Index(None, "subject", "surface", unique=True),
)

spelling_use = Table(
    "spelling_use",
    metadata,
    Column("spelling", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

pair = Table(  # both ways round
    "pair",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

pairs = Table(
    "pairs",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

subject_event = Table(
    "subject_event",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Day, primary_key=True, autoincrement=False),
    Column("last_day", Day, primary_key=True, autoincrement=False),
    Column("event", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

subject_date = Table(
    "subject_date",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Day, primary_key=True, autoincrement=False),
    Column("last_day", Day, primary_key=True, autoincrement=False),
    Column("weight", Integer, nullable=False),  # in thousandths
    Column("events", Integer, nullable=False),
    sqlite_with_rowid=False,
)

located = Table(  # an actor and a place in one dated sentence
    "located",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

voice = Table(  # the outlets and languages that have reported on an actor
    "voice",
    metadata,
    Column("subject", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),  # outlet | language
    Column("name", Indexed, primary_key=True),
    sqlite_with_rowid=False,
)

language_count = Table(
    "language_count",
    metadata,
    Column("feed", Prose, primary_key=True),
    Column("guild", Text, primary_key=True),  # empty: everybody's
    Column("language", Indexed, primary_key=True),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- outbox

delivery = Table(
    "delivery",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("label", Text, nullable=False, unique=True),  # `Delivery.key`: the same thing is queued once, for good
    Column("team", Text, nullable=False),
    Column("guild", Text, nullable=False, server_default=""),  # the team's
    Column("number", Integer, nullable=False, server_default=text("0")),  # there: people see it, and not the key
    Column("kind", Text, nullable=False),
    Column("edit", Boolean, nullable=False, server_default=text("false")),  # brings a message up to date, rings nobody
    Column("story", Integer),
    Column("cause", Integer),
    Column("reason", Reasons, nullable=False),
    Column("period_start", Instant),
    Column("period_end", Instant),
    Column("due", Instant, nullable=False),
    Column("next_try", Instant, nullable=False),
    Column("claimed_until", Instant),  # not used: archives made by earlier versions hold the ends of leases here
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("repeats", Integer, nullable=False, server_default=text("0")),
    Column("status", Text, nullable=False),
    Column("late", Boolean, nullable=False, server_default=text("false")),
    Column("note", Prose, nullable=False, server_default=""),  # why it waits or was lost
    Column("channel", Text),
    Column("message", Text),
    Column("ended_at", Instant),
    Index(None, "status", "next_try"),
    Index(None, "story", "team"),
    Index(None, "guild", "number"),
)

told = Table(
    "told",
    metadata,
    Column("story", Integer, primary_key=True, autoincrement=False),
    Column("team", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("edited_at", Instant),
    Column("replied_at", Instant),
)

ruling = Table(  # what each article meant for each team, and why: `/why` and `/whynot` read it back
    "ruling",
    metadata,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("team", Text, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Reasons, nullable=False),
    sqlite_with_rowid=False,
)
