"""Feed lists as other readers keep them: OPML in and out. Pure; entity bombs and broken files are told in one sentence.

Folders become tags, as most readers show them. A list is read as it comes, without a tree, so that a deep one exhausts
nothing and a long one takes time in proportion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from xml.etree import ElementTree

from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.parsing import charset, html_text
from watchers.text import urls

_MOST_BYTES = 25_000_000
_PIECE_CHARACTERS = 65_536  # given to the parser at once
MOST_FEEDS = 20_000  # the longest real lists have a few thousand
MOST_LEVELS = 1_000  # of folders in folders; real lists have three
MOST_TAGS = 20  # that a feed gets from its folders, the outermost first


def read(body: bytes) -> tuple[Feed, ...]:
    """The feeds of an OPML file, each once, in its order. Raises ConfigError when it is none, or unsafe."""
    if len(body) > _MOST_BYTES:
        raise ConfigError(f"this OPML file is larger than {_MOST_BYTES // 1_000_000} MB; split it")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", charset.decode(body)).strip()
    if re.search(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", text, re.IGNORECASE):
        raise ConfigError("this OPML file declares entities of its own, which is refused; export it again without them")
    outlines = _Outlines()
    reader = ElementTree.XMLParser(target=outlines)
    try:
        for start in range(0, len(text), _PIECE_CHARACTERS):  # what is refused is not read to its end
            reader.feed(text[start : start + _PIECE_CHARACTERS])
        reader.close()
    except ElementTree.ParseError as error:
        raise ConfigError(f"this is no intact OPML file: {error}; export it again") from error
    return outlines.feeds


def write(feeds: Iterable[Feed], title: str = "actorwatch feeds") -> str:
    """The feeds as an OPML 2.0 document; tags stand in `category`, as the specification has it."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or urls.host(feed.url)
        attributes = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        attributes |= {"language": feed.language} if feed.language else {}
        attributes |= {"category": ",".join(feed.tags)} if feed.tags else {}
        ElementTree.SubElement(body, "outline", attributes)
    ElementTree.indent(root)
    document = '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
    return charset.NOT_XML.sub("", document)


class _Outlines:
    """Takes the elements of a list as they come; gives its feeds, each once, in their order."""

    def __init__(self) -> None:
        self._feeds: dict[str, Feed] = {}
        self._tags: list[tuple[str, ...]] = []  # of each element that is open, for what stands in it

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._tags and tag.lower() != "opml":
            raise ConfigError(f"this is no OPML file: it begins with <{tag}>; export the feeds as OPML")
        if len(self._tags) > MOST_LEVELS + len(("opml", "body")):
            raise ConfigError(f"this OPML file has more than {MOST_LEVELS:,} folders in each other; flatten it")
        above = self._tags[-1] if self._tags else ()
        self._tags.append(self._outline(attributes, above) if tag.lower() == "outline" else above)

    def end(self, tag: str) -> None:
        self._tags.pop()

    def close(self) -> None:
        """Nothing is left to do."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(self._feeds.values())

    def _outline(self, attributes: dict[str, str], tags: tuple[str, ...]) -> tuple[str, ...]:
        """Take a feed, or a folder; gives the tags of what stands in it."""
        values = {name.lower(): value for name, value in attributes.items()}
        url = urls.absolute(values.get("xmlurl", ""))
        name = html_text.one_line(values.get("title") or values.get("text") or "")
        if not url:
            return _with_tags(tags, [name.lower()])
        categories = (tag.strip(" /") for tag in values.get("category", "").split(","))
        self._feeds.setdefault(url, Feed(url, name, values.get("language") or None, _with_tags(tags, categories)))
        if len(self._feeds) > MOST_FEEDS:
            raise ConfigError(f"this OPML file has more than {MOST_FEEDS:,} feeds; split it")
        return tags


def _with_tags(tags: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    """The tags with more, each once, as many as a feed gets."""
    fresh = [tag for tag in added if tag]
    return tuple(islice(dict.fromkeys((*tags, *fresh)), MOST_TAGS)) if fresh else tags
