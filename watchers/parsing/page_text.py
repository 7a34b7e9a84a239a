"""The article of a whole HTML page, apart from navigation, comments and related links, by trafilatura."""

from __future__ import annotations

import re

import trafilatura

from watchers.parsing import entry_dates
from watchers.parsing.entries import Page
from watchers.parsing.text_bounds import shortened, unbroken


def extract(page: str, url: str = "", *, dated: bool = False) -> Page | None:
    """The article of an HTML page; None when there is none to be told from its surroundings.

    `dated`: look for its title, date and language too, which takes as long again.
    Precision is favoured: a related headline taken for the article's text would be matched, compared and told.
    """
    extraction = trafilatura.bare_extraction(
        page, url=url or None, include_comments=False, favor_precision=True, with_metadata=dated
    )
    if extraction is None or isinstance(extraction, dict) or not extraction.text:
        return None
    return Page(
        text=shortened(re.sub(r"\s*\n\s*", "\n\n", extraction.text.strip())),
        title=unbroken(extraction.title or ""),
        published=entry_dates.iso(extraction.date),
        language=extraction.language,
    )
