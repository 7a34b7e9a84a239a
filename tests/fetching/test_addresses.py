"""Which addresses may be asked; the cases are in data/addresses.toml."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from tests.support import case_files
from watchers.errors import FetchError
from watchers.fetching.addresses import check_address, check_url, refused_because

CASES = case_files.load("addresses.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["address"] for case in CASES])
def test_only_public_addresses_pass_whatever_their_disguise(case: dict[str, str]) -> None:
    reason = refused_because(ip_address(case["address"]))
    assert (reason or "").startswith(case.get("refused", ""))
    assert (reason is None) == ("refused" not in case)


def test_an_allowed_host_may_be_private_on_its_exact_port_alone() -> None:
    allowed = {"feeds.local:8080"}
    check_address("10.0.0.1", "Feeds.Local.", 8080, allowed)
    for host, port in (("feeds.local", 80), ("other.local", 8080)):
        with pytest.raises(FetchError, match=f"put {host}:{port} into ACTORWATCH_ALLOW_HOSTS") as failure:
            check_address("10.0.0.1", host, port, allowed)
        assert failure.value.kind == "address"
        assert not failure.value.retry


@pytest.mark.parametrize(
    ("scheme", "host", "port", "userinfo", "words"),
    [
        ("ftp", "example.org", None, "", "no http or https address"),
        ("file", "", None, "", "no http or https address"),
        ("https", "", None, "", "names no host"),
        ("https", "exa mple.org", None, "", "names no host"),
        ("https", "%5bbad", None, "", "names no host"),
        ("https", "example.org", 99999, "", "names no host"),
        ("https", "example.org", None, "user:secret", "holds a user name or password"),
    ],
)
def test_urls_that_are_never_asked_say_why(scheme: str, host: str, port: int | None, userinfo: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        check_url(scheme, host, port, userinfo, "the address")
