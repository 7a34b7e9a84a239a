"""Hosts as they are compared and counted."""

from __future__ import annotations

import pytest

from watchers.text import urls


def test_hosts_compare_without_case_dots_and_brackets() -> None:
    assert urls.host_and_port("EXAMPLE.org.", 80) == "example.org:80"
    assert urls.host_and_port("::1", 80) == urls.host_and_port("[::1]", 80) == "[::1]:80"


@pytest.mark.parametrize(
    ("url", "shard"),
    [
        ("https://Example.org./feed", "example.org:443"),
        ("http://example.org/feed", "example.org:80"),
        ("http://example.org:8080/feed", "example.org:8080"),
        ("https://[2001:db8::1]/feed", "[2001:db8::1]:443"),
    ],
)
def test_feeds_of_one_host_and_port_are_one_shard(url: str, shard: str) -> None:
    assert urls.shard(url) == shard
