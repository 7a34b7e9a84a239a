"""The text of a piece of HTML: paragraphs kept, markup, scripts and the usual hangers-on gone.

Works on the fragments that feeds carry. Whole pages, whose article has to be found first, are pages' business.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

from watchers.parsing.text_bounds import shortened, unbroken

_PARAGRAPH, _LINE = "\x1d", "\x1e"  # put into the tree where lines end; no such character comes from a feed
_DROPPED_ELEMENTS = (
    "script,style,template,noscript,iframe,object,embed,svg,math,head,nav,aside,form,button,select,textarea,audio,"
    "video,figcaption,[hidden],[aria-hidden=true]"
)
_OUTSIDE_THE_ARTICLE = f"{_DROPPED_ELEMENTS}," + ",".join(
    f'[class*="{name}" i]'
    for name in (
        "sharedaddy", "share-buttons", "social-share", "jp-relatedposts", "related-posts", "related-articles",
        "newsletter", "advertisement", "feedflare", "wp-caption-text", "screen-reader-text",
    )
)  # fmt: skip
_BLOCK_ELEMENTS = (
    "p,div,section,article,main,header,footer,blockquote,ul,ol,dl,table,pre,figure,hr,address,h1,h2,h3,h4,h5,h6"
)
_MARK_BY_ELEMENT = dict.fromkeys(("li", "dt", "dd", "tr", "br", "option", "summary", "caption"), _LINE) | {
    "td": " ",
    "th": " ",
}
_ENDING_ELEMENTS = ",".join((_BLOCK_ELEMENTS, *_MARK_BY_ELEMENT))
_BREAKS = re.compile(r"\n{2,}")
_TAG = re.compile(r"<(?:[a-zA-Z/!])")
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|blockquote|table|tr|td|figure|html|body|article|section"
    r"|font|center|u|sub|sup|hr|pre|code)\b[^>]*>|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});",
    re.IGNORECASE,
)
# More than one of these: a page with surroundings, not an article's own markup.
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|body|main|article|nav|header|footer|aside)\b", re.IGNORECASE)
# What blog engines append to every item: whose post it was and where it "appeared first".
_FOOTER = re.compile(
    r"(?:(?:the post|l[’']article|cet article|der beitrag|el cargo|la entrada|o post|het bericht|artykuł|запись"
    r"|сообщение|ظهرت المقالة|المقال)\b.{0,300}(?:first on|premier sur|zuerst auf|primero en|aparece primero"
    r"|primeiro em|eerst op|najpierw|сначала на|впервые|أول[اًا]* على|first appeared).{0,200}"
    r"|(?:continue reading|read more|lire la suite|weiterlesen|leer más|читать далее|devamını oku|اقرأ المزيد)"
    r"\W{0,8}(?:\S+(?:\s+|$)){0,12})",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_html(text: str) -> bool:
    """Whether text of an unknown kind holds markup."""
    return _LOOKS_LIKE_HTML.search(text) is not None


def plain_text(markup: str) -> str:
    """The readable text of an HTML fragment: paragraphs parted by an empty line, other lines by a line break."""
    if not _TAG.search(markup):
        return tidy(html.unescape(markup))
    tree = LexborHTMLParser(_unmarked(markup))
    for node in tree.css(_OUTSIDE_THE_ARTICLE):
        node.decompose()
    for node in tree.css(_ENDING_ELEMENTS):
        mark = _MARK_BY_ELEMENT.get(node.tag or "", _PARAGRAPH)
        node.insert_before(mark)
        node.insert_after(mark)
    root = tree.body or tree.root
    return _lines(root.text(deep=True, separator="") if root is not None else "")


def one_line(markup: str) -> str:
    """The text of a title or another value that is a single line: whatever is in it but scripts and styles."""
    text = html.unescape(markup)
    if _TAG.search(markup):
        tree = LexborHTMLParser(markup)
        for node in tree.css("script,style"):
            node.decompose()
        text = tree.root.text(deep=True, separator="") if tree.root is not None else ""
    return unbroken(text)


def body(value: str, kind: str = "text/html") -> str:
    """The text of an entry's content. `kind` is its declared media type, which is believed only when it says HTML."""
    if len(_WHOLE_PAGE.findall(value)) > 1:
        return shortened(_article(value))
    is_html = kind in ("text/html", "application/xhtml+xml") or looks_like_html(value)
    return shortened(without_footer(plain_text(value) if is_html else tidy(value)))


def tidy(text: str) -> str:
    """Plain text with its own line breaks: paragraphs where there were empty lines, no blanks at the ends."""
    text = re.sub(r"[^\S\n]+", " ", _unmarked(text).replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r" ?\n ?", "\n", re.sub(r"\s*\n\s*\n\s*", "\n\n", text)).strip()


def without_footer(text: str) -> str:
    """Drop the last paragraphs that blog engines append: "The post ... appeared first on ..."."""
    paragraphs = text.split("\n\n")
    while len(paragraphs) > 1 and _FOOTER.fullmatch(paragraphs[-1]):
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _article(page: str) -> str:
    """The article of a whole page inside an item; all of its text where none stands out."""
    from watchers.parsing import page_text  # only when needed: its library takes 40 MB and a third of a second

    article = page_text.extract(page)
    return article.text if article is not None else plain_text(page)


def _unmarked(markup: str) -> str:
    """The markup without characters that would be taken for our marks; hardly any has them."""
    for mark in (_PARAGRAPH, _LINE, "\0"):
        if mark in markup:
            markup = markup.replace(mark, " ")
    return markup


def _lines(marked: str) -> str:
    """Marks to line breaks. Line breaks of the source are blanks, as HTML has it."""
    paragraphs = []
    for block in marked.split(_PARAGRAPH):
        lines = "\n".join(" ".join(line.split()) for line in block.split(_LINE))
        paragraphs.append(_BREAKS.sub(_break, lines).strip())
    return "\n\n".join(filter(None, paragraphs))


def _break(breaks: re.Match[str]) -> str:
    # An element has a mark at either end, so one break is two. Two breaks are how many feeds write paragraphs.
    return "\n\n" if len(breaks[0]) > 3 else "\n"
