"""actorwatch on the command line: reads the arguments, opens what a verb needs, answers, and ends with the right code.

Every failure is one sentence on stderr: what is wrong, where, what to do.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TextIO

import config.settings
from bot.cli.arguments import parser
from bot.run import logs
from config.settings import LogLevel, Settings, SettingsError
from watchers.errors import ActorwatchError
from watchers.polling.gc_tuning import collect_seldom
from watchers.text import credentials

EXIT_DONE, EXIT_BAD_INPUT = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code is 0 done, 1 bad input, 2 usage, 3 a dependency could not be reached."""
    sys.stdin, sys.stdout = sys.stdin or open(os.devnull), sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - closed
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _speak_utf8(stream)
    options = parser().parse_args(arguments)
    try:
        settings = config.settings.load()
        logs.configure(settings.log_level or _usual_level(options, settings), settings.log_json, secrets(settings))
        function = _function(options)
        collect_seldom()
        return function(options, settings)
    except SettingsError as fault:
        return _failed(str(fault), EXIT_BAD_INPUT)
    except ActorwatchError as fault:
        return _failed(str(fault), fault.exit_code)
    except KeyboardInterrupt:
        return EXIT_DONE
    except BrokenPipeError:  # the reader has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except OSError as fault:  # a full disk, a file that may not be read
        where = f"{fault.filename} cannot be used" if fault.filename else "the system refuses"
        return _failed(f"{where} ({fault.strerror or fault}); mend that and start again", EXIT_BAD_INPUT)


def _usual_level(options: argparse.Namespace, settings: Settings) -> LogLevel:
    """A service says what it does; somebody at a terminal reads answers, and hears of trouble alone."""
    service = options.verb == "worker" or (options.verb == "run" and settings.discord_token and not options.console)
    return "INFO" if service else "WARNING"


def secrets(settings: Settings) -> list[str]:
    """What must not stand in any log: the token, and the password in the database's address."""
    _, _, authority = settings.database_url.partition("://")
    user, _, password = authority.rpartition("@")[0].partition(":")
    of_database = {password, *credentials.secrets(settings.database_url)} if password or "?" in authority else set()
    return [secret for secret in (settings.discord_token, *sorted(of_database - {user})) if secret]


VERBS = {  # verb -> module:function that does it
    "run": "bot.run.run:run",
    "worker": "bot.run.run:worker",
    "init": "bot.cli.init:init",
    "check": "bot.cli.verbs:check",
    "db": "bot.cli.verbs:upgrade",
    "actor": "bot.cli.verbs:look_up",
    "timeline": "bot.cli.verbs:look_up",
    "timeline --from-stdin": "bot.cli.batch:print_timeline",
    "story": "bot.cli.verbs:look_up",
    "search": "bot.cli.verbs:look_up",
    "why": "bot.cli.verbs:look_up",
    "whynot": "bot.cli.verbs:look_up",
    "status": "bot.cli.verbs:look_up",
    "match": "bot.cli.batch:print_matches",
    "compare": "bot.cli.batch:print_comparisons",
    "feeds": "bot.cli.verbs:manage_feeds",
    "stories": "bot.cli.verbs:export_pairs",
}


def _function(options: argparse.Namespace) -> Callable[[argparse.Namespace, Settings], int]:
    """What does the verb, loaded only now: each process that parses feeds loads this file, and needs none of it."""
    from_stdin = options.verb == "timeline" and options.from_stdin
    module, _, name = VERBS["timeline --from-stdin" if from_stdin else options.verb].partition(":")
    function: Callable[[argparse.Namespace, Settings], int] = getattr(import_module(module), name)
    return function


def _failed(sentence: str, code: int) -> int:
    print(f"actorwatch: {credentials.redacted(sentence)}", file=sys.stderr)
    return code


def _speak_utf8(stream: TextIO) -> None:
    """Names of many scripts go in and out whatever the locale says; what is not UTF-8 is shown, not fatal."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
