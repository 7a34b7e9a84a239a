"""The command line as a parser: verbs, options and their help. Nothing here runs."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from typing import TypeAlias

EPILOG = """\
look-ups show what is everybody's; with --server ID also what is that Discord server's own, as it is shown there.

look-ups take --json: then stdout is one JSON document and nothing else. Times are ISO 8601 in UTC; an unknown one is
null.
  actor     {"actor", "spellings", "articles", "independent", "copies", "events", "with", "recent", "coverage",
             "volume": {"days": [{"day", "articles", "copies"}], "since", "week", "weeks", "usual", "least", "most",
             "verdict": "above|within|below|unknown", "reason", "joined", "named", "copies"}}
  timeline  {"actor", "events": [{"date", "precision", "basis", "text", "articles", "score"}], "sources"}
  story     {"id", "title", "articles": [{"source", "copy_of", "containment", "novelty", "reason", "adds",
             "first_seen", "figures", "dates", "actors", "published_earlier", "difference": of a copy from what it
             copies, else null: {"headline": [pieces], "adds": [{"text", "place": "start|within|end", "note"}],
             "leaves_out": the same, "changes": [[{"kind": "same|deleted|inserted", "text"}]], "kept", "sentences",
             "whole"}}], "independent", "origin", "actors",
             "regrouped": [{"kind": "merge|split|different", "story", "other", "articles", "by", "at",
             "reason": of what the program merged}],
             "perhaps": the story that it may be one with: {"story", "first", "decided": as of regrouped} or null,
             "disputed": figures on which articles differ: [[{"figure", "source"}]],
             "changes": what changed: [{"change": {"kind": "figure|denial|confirmation|joins|leaves|place|time",
             "thing", "before", "after", "source": who had it otherwise, "sentence"}, "source": who says it}],
             "ladder": who had it when: [{"source", "at", "basis": "published|seen", "first_in_language", "copied_by"}]}
  search    {"text", "hits": [{"source", "story", "snippet"}]}
  why       {"id", "article", "story", "mentions", "comparison", "deliveries", "decisions", "regrouped": as of story,
             "background"}
  whynot    {"url", "stopped_at", "explanation"}
  status    {"deliveries": {"delivered", "late", "repeated", "lost", "waiting"},
             "feeds": {"reached", "failing", "silent"}, "version",
             "clock"?: of times in the archive from the future: {"times", "furthest", "noticed", "mended"},
             "recording"?: why nothing can be recorded: {"why", "since"},
             "set_aside": articles that made the program fail,
             "encoder"?: by which articles are compared in meaning: {"name", "fault": empty where it works}}

exit codes: 0 done, 1 bad input, configuration, token or an unknown actor, 2 usage, 3 a database or Discord could not be
reached. Settings come from the environment and from .env: `actorwatch init DIR` writes an example of each,
docs/configuration.md explains them.
"""

BATCH_HELP = """\
One JSON object a line on stdin: {"id", "title", "text", "lang"?, "published"?, "url"?, "feed"?}. Answers come in order,
one a line, as they are made. A bad line gives {"id" or "line", "error"} and the rest goes on; the exit code is then 1.
"""

MATCH_HELP = (
    BATCH_HELP
    + """
{"id", "mentions": [{"actor", "field": "title|text", "start", "end", "surface", "rule", "confidence", "evidence"}],
 "salience": {actor: {"central": whether the document is about it, or names it in passing, "reason"}}}
"""
)

COMPARE_HELP = (
    BATCH_HELP
    + """
{"id", "story", "copy_of", "containment", "novelty": "in-baseline|repeat|developing|new", "reason", "nearest",
 "adds": {"sentences": [{"text", "score"}], "actors", "dates", "figures"},
 "changes": what it says otherwise than its story did: [{"kind": "figure|denial|confirmation|joins|leaves|place|time",
 "thing", "before", "after", "source": the document that had it otherwise}],
 "perhaps": the story that it may belong to, where that was unsure, or null}
"""
)

PAIRS_HELP = """\
What merging, splitting and the buttons Same and Different said of pairs of articles, a JSON line each, in the order in
which it was decided: on each server, and at the terminal, the last word on a pair.

{"same": true|false, "articles": [{"id", "title", "language", "published", "first_seen", "url", "outlet"}, the other],
 "by", "at", "server": null where it was decided at the terminal}
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="actorwatch",
        description="Follows people and organisations through feeds in many languages and tells a team what is new.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"actorwatch {version('actorwatch')}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    _running(verbs)
    _lookups(verbs)
    _batches(verbs)
    _feeds(verbs)
    _stories(verbs)
    return top


Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _running(verbs: Verbs) -> None:
    run = verbs.add_parser("run", help="poll the feeds and tell what is new, on Discord or here")
    run.add_argument("--once", action="store_true", help="poll every feed once, deliver, print a summary and end")
    run.add_argument("--console", action="store_true", help="the configured feeds in this terminal, without a token")
    run.add_argument("--server", metavar="ID", help="with --console: ask and change as a manager of that server")
    verbs.add_parser("worker", help="poll feeds on one more machine (needs PostgreSQL)")
    init = verbs.add_parser("init", help="write a first folder of configuration, with examples that `check` accepts")
    init.add_argument("dir", metavar="DIR", help="a folder that is new, or holds none of these files yet")
    verbs.add_parser("check", help="validate config/ and seeds/ and print what would be tracked")
    database = verbs.add_parser("db", help="the archive's database")
    steps = database.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("upgrade", help="bring the schema up to date (also done at every start)")


def _lookups(verbs: Verbs) -> None:
    _lookup(verbs, "actor", "what is known of an actor", "NAME", "any spelling in any script, or an id")
    timeline = _lookup(verbs, "timeline", "the dated events of an actor", "NAME", "any spelling; * with --from-stdin")
    timeline.add_argument("--since", metavar="DATE", help="only events from that date on: YYYY, YYYY-MM or YYYY-MM-DD")
    timeline.add_argument("--until", metavar="DATE", help="only events up to that date")
    timeline.add_argument("--from-stdin", action="store_true", help="batch: from the documents on stdin. " + BATCH_HELP)
    timeline.add_argument("--actors", metavar="FILE", help="with --from-stdin: instead of config/actors.toml")
    _lookup(verbs, "story", "all coverage of one development", "ID", "a story's or an article's id")
    _lookup(verbs, "search", "full text of the archive, in every script", "TEXT", "words or a phrase")
    _lookup(verbs, "why", "why an article or story was told", "ID", "a story's or an article's id")
    _lookup(verbs, "whynot", "why nothing was told of an article", "URL", "the article's address")
    _options(verbs.add_parser("status", help="counters since the archive began"))


def _lookup(verbs: Verbs, verb: str, says: str, metavar: str, value_help: str) -> argparse.ArgumentParser:
    lookup = verbs.add_parser(verb, help=says)
    lookup.add_argument("what", metavar=metavar, help=value_help, nargs="+" if metavar in ("NAME", "TEXT") else None)
    _options(lookup)
    return lookup


def _options(lookup: argparse.ArgumentParser) -> None:
    lookup.add_argument("--server", metavar="ID", help="as that Discord server sees it; else what is everybody's")
    lookup.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _batches(verbs: Verbs) -> None:
    for verb, says, description in (
        ("match", "batch: the actors mentioned in documents on stdin", MATCH_HELP),
        ("compare", "batch: documents on stdin in time order, each against those before it", COMPARE_HELP),
    ):
        batch = verbs.add_parser(
            verb, help=says, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        batch.add_argument("--actors", metavar="FILE", help="this catalogue instead of config/actors.toml")
        if verb == "compare":
            batch.add_argument("--baseline", action="store_true", help="compare with the seed corpus as well")


def _feeds(verbs: Verbs) -> None:
    feeds = verbs.add_parser("feeds", help="the feed catalogue, and what the parser makes of files")
    steps = feeds.add_subparsers(dest="step", required=True, metavar="STEP")
    imported = steps.add_parser("import", help="add the feeds of an OPML file to config/feeds.toml")
    imported.add_argument("file", metavar="FILE.opml")
    steps.add_parser(
        "export", help="every feed as OPML on stdout, credentials in addresses included: keep it to yourself"
    )
    listed = steps.add_parser("list", help="the feeds with their state; addresses are shown without credentials")
    listed.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parsed = steps.add_parser("parse", help="what the parser makes of feed files: a JSON line each")
    parsed.add_argument("files", metavar="FILE", nargs="+")


def _stories(verbs: Verbs) -> None:
    stories = verbs.add_parser("stories", help="what analysts decided about stories")
    steps = stories.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser(
        "export",
        help="pairs of articles that analysts found to be one development or two, on all servers: a JSON line each",
        description=PAIRS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
