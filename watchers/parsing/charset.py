"""From bytes to text: valid UTF-8 first, then what was declared, then a detector, then what loses least.

Declarations lie more often than UTF-8 validates by chance, so the bytes are asked first. Two kinds of encodings must
go before them: those with a byte order mark, and those that hide other letters in plain ASCII bytes.
"""

from __future__ import annotations

import codecs
import re

import chardet

_BYTE_ORDER_MARKS = (  # the longer first: the mark of UTF-16 begins that of UTF-32
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_STARTS = (  # `<?` or `<r` of an XML document without a mark (XML 1.0, appendix F)
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_ENCODINGS_IN_ASCII_BYTES = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"})
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""", re.IGNORECASE)
_PAGE_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
# Codecs of Python that take bytes to text and yet are no encodings of documents.
_NO_ENCODINGS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})
_WIDER_ENCODINGS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
}
_DETECTOR_BYTES = 50_000  # enough for a detector to be sure, and no more than 0.2 s of its time

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that XML cannot hold


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a feed or page. Never fails: what no encoding explains comes with replacement characters."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for start, encoding in _XML_STARTS:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    declared = _declarations(body, content_type)
    ordered = [name for name in declared if name in _ENCODINGS_IN_ASCII_BYTES] + ["utf-8", *declared]
    for encoding in ordered:
        text = _attempt(body, encoding)
        if text is not None:
            return text
    damaged = body.decode("utf-8", "replace")
    return damaged if _mostly_intact(damaged) else _detected(body, declared)


def _declarations(body: bytes, content_type: str) -> list[str]:
    """The encodings named by the header and the document, in Python's names, widened to what they are used for."""
    names = [match[1] for match in [_HEADER_CHARSET.search(content_type)] if match]
    head = body[:2_000]
    names += [match[1].decode("ascii") for match in (_XML_ENCODING.search(head), _PAGE_CHARSET.search(head)) if match]
    encodings = []
    for name in names:
        codec = _codec(name)
        if codec and codec not in _NO_ENCODINGS:
            encodings.append(_WIDER_ENCODINGS.get(codec, codec))
    return encodings


def _codec(name: str) -> str:
    """Python's name of an encoding that text can be decoded with; empty where there is none of that name."""
    try:
        b"a".decode(name, "replace")  # refuses `hex` and its like, which make bytes of bytes
        return codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return ""


def _mostly_intact(text: str) -> bool:
    """Whether what was read as UTF-8 is UTF-8 with a few bad bytes; in other encodings hardly a letter survives."""
    bad = text.count("\ufffd")
    return bad * 20 < sum(not character.isascii() for character in text)


def _detected(body: bytes, declared: list[str]) -> str:
    # Markup is ASCII in every one of these encodings; without it the detector sees more of the text.
    sample = re.sub(rb"<[^>]*>|[\x00-\x40]+", b" ", body)[:_DETECTOR_BYTES]
    guess = chardet.detect(sample)["encoding"]
    for encoding in (guess, "cp1252"):
        text = _attempt(body, encoding) if encoding else None
        if text is not None:
            return text
    # Bad bytes in whatever it is: the encoding that loses fewest letters.
    candidates = [name for name in ("utf-8", *declared, guess) if name]
    return min((body.decode(name, "replace") for name in candidates), key=lambda text: text.count("�"))


def _attempt(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):
        return None
