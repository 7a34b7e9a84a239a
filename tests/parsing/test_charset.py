"""From bytes to text, whatever was declared."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.parsing.charset import decode

RUSSIAN = "Командующий ливийской армией прибыл в Москву и встретился с министром обороны России. " * 4
ARABIC = "وصل قائد الجيش إلى العاصمة والتقى وزير الدفاع لبحث آخر التطورات في البلاد. " * 4
TURKISH = "Ordunun komutanı başkente geldi ve savunma bakanıyla görüştü, değişiklikleri konuştu. " * 4
CHINESE = "军队司令抵达首都并会见了国防部长，讨论了该国的最新事态发展。" * 4
JAPANESE = "軍の司令官が首都に到着し、国防大臣と会談した。" * 4


def feed(text: str, declared: str = "") -> str:
    start = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{start}<rss><channel><item><title>{text}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "header"),
    [
        (RUSSIAN, "utf-8", "", ""),
        (RUSSIAN, "utf-8", "windows-1251", "text/xml; charset=koi8-r"),  # declarations lie, valid UTF-8 does not
        (ARABIC, "utf-8", "iso-8859-1", ""),
        (RUSSIAN, "cp1251", "windows-1251", ""),
        (RUSSIAN, "koi8-r", "", "text/xml; charset=KOI8-R"),
        (RUSSIAN, "koi8-r", "", 'text/xml; charset="koi8-r"'),
        (RUSSIAN, "cp1251", "", ""),
        (RUSSIAN, "koi8-r", "", ""),
        (RUSSIAN, "cp1251", "utf-8", ""),
        (ARABIC, "cp1256", "", ""),
        (ARABIC, "cp1256", "utf-8", "text/xml"),
        (ARABIC, "cp1256", "windows-1256", ""),
        (TURKISH, "cp1254", "windows-1254", ""),
        (TURKISH, "iso8859-9", "", "application/rss+xml; charset=iso-8859-9"),
        (CHINESE, "gb18030", "gb2312", ""),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", ""),
        (JAPANESE, "shift_jis", "Shift_JIS", ""),
        ("“quoted” – dash", "cp1252", "iso-8859-1", ""),
        (RUSSIAN, "cp1251", "no-such-charset", ""),
    ],
)
def test_letters_come_out_as_they_were_written(text: str, encoding: str, declared: str, header: str) -> None:
    assert text in decode(feed(text, declared).encode(encoding), header)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_encodings_are_known_by_their_mark_or_their_beginning(encoding: str, marked: bool) -> None:
    mark = getattr(codecs, "BOM_" + encoding.upper().replace("-LE", "_LE").replace("-BE", "_BE").replace("-", ""))
    body = feed(RUSSIAN, encoding).encode(encoding)
    assert decode(mark + body if marked else body) == feed(RUSSIAN, encoding)


def test_a_few_bad_bytes_cost_a_few_letters() -> None:
    body = feed(RUSSIAN).encode().replace("Москву".encode(), b"\xff\xfe", 1)
    assert decode(body).count("Москву") == RUSSIAN.count("Москву") - 1


@pytest.mark.parametrize("codec", ["base64", "rot13", "undefined", "unicode_escape", "raw_unicode_escape", "idna"])
def test_codecs_that_are_no_charsets_are_not_used(codec: str) -> None:
    text = feed("Le général est arrivé à Genève, où il a été reçu par le président de la fédération. " * 3)
    assert decode(text.encode("cp1252"), f"text/xml; charset={codec}") == text
    assert decode(b"\x81\\x\xff", f"text/xml; charset={codec}")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_give_some_text(body: bytes, header: str) -> None:
    assert isinstance(decode(body, f"text/xml; charset={header}"), str)
