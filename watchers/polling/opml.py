"""Feed lists as other readers keep them: OPML in and out. Pure; entity bombs and broken files are told in one sentence.

Folders become tags, as most readers show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.polling import charset, html_text, urls

_MOST = 25_000_000  # bytes; the longest real lists have a few thousand feeds


def read(body: bytes) -> tuple[Feed, ...]:
    """The feeds of an OPML file, each once, in its order. Raises ConfigError when it is none, or unsafe."""
    if len(body) > _MOST:
        raise ConfigError(f"this OPML file is larger than {_MOST // 1_000_000} MB; split it")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", charset.decode(body)).strip()
    if re.search(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", text, re.IGNORECASE):
        raise ConfigError("this OPML file declares entities of its own, which is refused; export it again without them")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ConfigError(f"this is no intact OPML file: {error}; export it again") from error
    if root.tag.lower() != "opml":
        raise ConfigError(f"this is no OPML file: it begins with <{root.tag}>; export the feeds as OPML")
    found: dict[str, Feed] = {}
    for feed in _feeds(root.find("body") if root.find("body") is not None else root, ()):
        found.setdefault(feed.url, feed)
    return tuple(found.values())


def write(feeds: Iterable[Feed], title: str = "actorwatch feeds") -> str:
    """The feeds as an OPML 2.0 document; tags stand in `category`, as the specification has it."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or urls.host(feed.url)
        given = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        given |= {"language": feed.language} if feed.language else {}
        given |= {"category": ",".join(feed.tags)} if feed.tags else {}
        ElementTree.SubElement(body, "outline", given)
    ElementTree.indent(root)
    document = '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
    return charset.NOT_XML.sub("", document)


def _feeds(parent: ElementTree.Element | None, folders: tuple[str, ...]) -> Iterator[Feed]:
    """The outlines below an element, folder by folder, without recursion that a deep file could exhaust."""
    waiting = [(outline, folders) for outline in (parent if parent is not None else ())]
    while waiting:
        outline, tags = waiting.pop(0)
        values = {name.lower(): value for name, value in outline.attrib.items()}
        url = urls.absolute(values.get("xmlurl", ""))
        name = html_text.one_line(values.get("title") or values.get("text") or "")
        if url:
            named = tuple(tag.strip(" /") for tag in values.get("category", "").split(",") if tag.strip(" /"))
            yield Feed(url, name, values.get("language") or None, tuple(dict.fromkeys((*tags, *named))))
        below = (*tags, name.lower()) if name and not url else tags
        waiting[:0] = [(child, below) for child in outline]
