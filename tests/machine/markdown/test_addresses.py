"""A link leads where it says, on paper too."""

from __future__ import annotations

import pytest

from ctai_docs.machine.markdown import parse, plain_text


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        pytest.param("[https://a.gouv.fr](https://b.test)", "https://b.test", id="another address"),
        pytest.param("[www.a.gouv.fr](https://b.test/x)", "https://b.test/x", id="another site"),
        pytest.param("[voir a.gouv.fr ici](https://b.test)", "https://b.test", id="within words"),
        pytest.param("[gouv.fr](https://evilgouv.fr)", "https://evilgouv.fr", id="same ending"),
        pytest.param("[**a.gouv**.fr](https://b.test)", "https://b.test", id="two looks"),
        pytest.param("[a@b.fr](mailto:x@y.fr)", "mailto:x@y.fr", id="another mailbox"),
        pytest.param("<https://mоselle.fr>", "https://xn--mselle-wqf.fr", id="Cyrillic"),
        pytest.param("[a](https://xn--80ak6aa92e.com)", "https://xn--80ak6aa92e.com", id="coded"),
    ],
)
def test_a_link_in_disguise_is_followed_by_its_address(typed, added):
    """As a browser would go to it."""
    parsed = parse(f"Avant {typed}.")
    assert parsed.findings == ()
    assert plain_text(parsed.blocks).endswith(f" ({added}).")


@pytest.mark.parametrize(
    "typed",
    [
        *("[le guide](https://b.test)", "<https://www.a.fr/b>", "[a.fr](https://www.a.fr/x?y=1)"),
        *("[a.fr](https://sous.a.fr)", "[A.FR](https://a.fr:443/)", "<mailto:a@b.fr>", "<a@b.fr>"),
        *(
            "[Réfugiés.info](https://refugies.info/publier)",
            "[écrire](mailto:a@b.fr)",
            "<https://académie.fr>",
            "[12.5 %](https://b.test)",
        ),
    ],
)
def test_a_link_that_says_what_it_is_stands_alone(typed):
    """A name of a site without its www, or of what it is part of, is the same."""
    parsed = parse(f"Avant {typed}.")
    assert parsed.findings == ()
    assert "(" not in plain_text(parsed.blocks)


@pytest.mark.parametrize(
    "address",
    [
        *("https://moselle.gouv.fr@evil.example/", "http://a:b@evil.example", "https://@b.test/"),
        *(r"https://a.fr\@evil.example", "HTTPS://a.fr%2F@evil.example"),
    ],
)
def test_an_address_that_begins_with_another_one_is_refused(address):
    """What precedes « @ » is no site, and is read as one."""
    (finding,) = parse(f"Voir [le guide]({address}).").findings
    assert finding.code == "TXT-022"


def test_an_at_sign_in_a_path_is_an_address_like_others():
    """Some sites name people so."""
    assert parse("<https://a.fr/@ville?x=a@b#c@d>").findings == ()
