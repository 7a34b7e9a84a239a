"""Which reports come from one source: the same outlet under several feeds, hosts and languages, or one agency's text.

names_of   what a report's source is known by
sources    how many sources reports have, any two with a name in common being one
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from watchers.text import credits, folding, urls


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Second levels under which others register their names: gov.ly, co.uk, com.tr.
_REGISTRIES = _table("ac co com edu gob gouv gov gv info mil ne net news or org press web")
# Hosts that carry what others publish, below a name of their own or, of those that follow, below a path.
_SHARED = _table(
    """blogspot.com wordpress.com substack.com tumblr.com github.io wixsite.com weebly.com livejournal.com ghost.io"""
)
_SHARED_BY_PATH = _table(
    """medium.com t.me telegram.me telegra.ph youtube.com youtu.be facebook.com x.com twitter.com instagram.com vk.com
    google.com yahoo.com msn.com bing.com feedburner.com feedly.com flipboard.com newsbreak.com dailymotion.com
    apple.news reddit.com archive.org yandex.ru dzen.ru"""
)
# Words of feeds' titles that name no outlet, folded.
_ANY_FEED = _table(
    """all articles breaking daily english feed feeds front headlines home index international latest main news online
    page politics recent rss stories story the top updates world actualites actualite une nachrichten noticias
    notizie haberler son dakika новости главные последние лента الاخبار اخبار اخر عاجل الرئيسيه"""
)
_PICTURES = _table("getty gettyimages shutterstock istock alamy imago epa flickr wikimedia wikimediacommons")
_ADDRESS = re.compile(r"[\d.]+|.*:.*")  # of a machine, by numbers


def names_of(outlet: str, address: str, feed: str, *, owner: str, text: str, credit: str) -> frozenset[str]:
    """The names of the source of a report: the agency or outlet that it credits, else its own.

    `outlet` is the name shown, `address` the article's URL, `feed` its feed's, `credit` a line apart from the text.
    `owner` is whose the outlet is by what the desk says, which knows better than the domain. Empty where nothing says
    where the report comes from.
    """
    if agency := credits.wire(text, credit):
        return frozenset([f"wire {agency}"])
    others = (credits.letters(name) for name in credits.credited(text, credit))
    if other := next((name for name in others if name not in _PICTURES), ""):
        return frozenset([f"name {other}"])
    return frozenset(_own_names(outlet, site(address) or site(feed), owner))


def sources(reports: Iterable[Collection[str]]) -> int:
    """How many sources there are among reports, by their names; a report without a name is a source of its own."""
    groups: list[set[str]] = []
    nameless = 0
    for names in reports:
        nameless += not names
        met = [group for group in groups if not group.isdisjoint(names)]
        if names:
            groups = [group for group in groups if group not in met] + [set(names).union(*met)]
    return len(groups) + nameless


def site(address: str) -> str:
    """The registered domain of an address, as far as domains tell it by their form; of a host that carries what others
    publish, the host. "" for numbers, for a name without a dot, and where the path alone would tell the outlet."""
    host = urls.host(address).rstrip(".")
    labels = host.split(".")
    if len(labels) < 2 or _ADDRESS.fullmatch(host) or _belongs(host, _SHARED_BY_PATH):
        return ""
    if _belongs(host, _SHARED):
        return host
    registry = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3 if registry else -2 :])


def _belongs(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _own_names(outlet: str, domain: str, owner: str) -> Iterable[str]:
    if owner:
        yield f"name {credits.letters(owner)}"
    elif domain:
        yield f"site {domain}"
        yield f"name {credits.letters(domain.partition('.')[0])}"
    if agency := credits.wire_called(outlet):
        yield f"wire {agency}"
    if not _ANY_FEED.issuperset(folding.plain(outlet).split()):
        yield f"name {credits.letters(outlet)}"
