"""Where a publication stands on the web, and what its feed says: the keys `site` and `podcast`."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjpublish import settings
from cjpublish.errors import Finding
from cjpublish.model import Podcast, Web
from cjpublish.settings.categories import CATEGORIES, category, parted

SITE = "site: {url: https://garden.example/book/}\n"


def loaded(folder: Path, text: str) -> tuple[Web, list[str]]:
    """Return what is read of keys, and what is told of them."""
    (folder / "manuscript").mkdir()
    (folder / "manuscript" / "01.md").write_text("# One\n", encoding="utf-8")
    (folder / "manuscript" / "publication.yaml").write_text(f"title: A\nlanguage: en\n{text}", encoding="utf-8")
    findings: list[Finding] = []
    found = settings.load(folder, findings, engines=("piper",), editions=("epub",))
    assert found is not None
    return found.web, [f"{each.source.line if each.source else ''}: {each.message} | {each.fix}" for each in findings]


def test_without_a_word_of_it_there_is_no_address_and_the_feed_is_of_a_book(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == (Web(None, Podcast("Arts", "Books", False, None, None)), [])


def test_every_key_is_taken(tmp_path: Path) -> None:
    asked = (
        "podcast:\n  category: Society & Culture > Documentary\n  explicit: yes\n  owner: O. Wner\n"
        "  email: feeds@garden.example\n"
    )
    podcast = Podcast("Society & Culture", "Documentary", True, "O. Wner", "feeds@garden.example")
    web, told = loaded(tmp_path, SITE + asked)
    assert (web.url, web.podcast, told) == ("https://garden.example/book/", podcast, [])


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://garden.example", "https://garden.example/"),
        ("https://garden.example/book", "https://garden.example/book/"),
        ("https://garden.example/book//", "https://garden.example/book/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://xn--grtner-bua.example/b%C3%BCcher/~a_b", "https://xn--grtner-bua.example/b%C3%BCcher/~a_b/"),
    ],
)
def test_an_address_ends_in_one_slash(written: str, url: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, f"site: {{url: '{written}'}}\n") == (Web(url), [])


@pytest.mark.parametrize(
    "address",
    [
        "garden.example",
        "ftp://garden.example/",
        "https://garden.example/?a",
        "https://a b.example",
        "//a.example",
        "#",
        "https://bücher.example/",
        "https://garden.example/index.html",
        "https://garden.example/a/../b/",
        "https://garden.example:808080/",
    ],
)
def test_what_is_not_the_address_of_a_folder_is_refused(address: str, tmp_path: Path) -> None:
    web, told = loaded(tmp_path, f"site: {{url: '{address}'}}\n")
    assert web.url is None
    (fault,) = told
    assert fault.startswith(
        f"3: 'url' is not the web address of a folder: '{address}' | write where dist/site/ will be"
    )


def test_it_is_known_where_a_podcast_is_asked_for(tmp_path: Path) -> None:
    web, told = loaded(tmp_path, "podcast: {explicit: no}\n")
    assert (str(web.wanted), told) == ("manuscript/publication.yaml:3:1", [])


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@c.example", "A <a@b.example>", "a@b.example, c@d.example"])
def test_what_mail_cannot_be_sent_to_is_refused(address: str, tmp_path: Path) -> None:
    web, told = loaded(tmp_path, f"{SITE}podcast: {{email: '{address}'}}\n")
    assert web.podcast.email is None
    assert told == [f"4: 'email' is not an e-mail address: '{address}' | write one address, or delete the line"]


def test_an_owner_of_blanks_is_refused(tmp_path: Path) -> None:
    web, told = loaded(tmp_path, f"{SITE}podcast: {{owner: ' '}}\n")
    assert web.podcast.owner is None
    assert told == ["4: 'owner' is empty | "]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Artz", "Arts"),
        ("HISTORY", "History"),
        ("Books", "Arts > Books"),
        ("arts > books", "Arts > Books"),
        ("Arts > Drama", "Fiction > Drama"),
        ("Society and Culture", "Society & Culture"),
        ("Comedy > Stand-up", "Comedy > Stand-Up"),
        ("Arts >", "Arts"),
        ("Quux", None),
    ],
)
def test_a_category_that_there_is_none_of_is_refused_with_one_that_may_be_meant(
    text: str, near: str | None, tmp_path: Path
) -> None:
    web, told = loaded(tmp_path, f"{SITE}podcast: {{category: '{text}'}}\n")
    assert web.podcast == Podcast()
    meant = f"; there is '{near}'" if near else ""
    (message,) = told
    assert message.startswith(f"4: 'category' is not a category of Apple Podcasts: '{text.strip()}'{meant} | write one")


def test_every_category_is_taken_alone_and_with_each_within_it() -> None:
    for whole, parts in CATEGORIES.items():
        assert category(whole) is None
        assert parted(whole) == (whole, None)
        for part in parts:
            assert category(f"{whole} > {part}") is None
            assert category(f"{whole}>{part}") is None
            assert parted(f"{whole} > {part}") == (whole, part)


def test_the_categories_are_those_that_apple_publishes() -> None:
    """Counted in its list of 2019, which is still the present one; a part belongs to one whole alone."""
    parts = [part for each in CATEGORIES.values() for part in each]
    assert (len(CATEGORIES), len(parts), len({*parts})) == (19, 91, 91)
    assert [whole for whole, each in CATEGORIES.items() if not each] == [
        "Government",
        "History",
        "Technology",
        "True Crime",
    ]
    assert all(list(each) == sorted(each) for each in (CATEGORIES, *CATEGORIES.values()))


def test_a_feed_that_has_moved_keeps_its_guid(tmp_path: Path) -> None:
    guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"
    web, told = loaded(tmp_path, f"{SITE}podcast: {{guid: {guid}}}\n")
    assert (web.podcast.guid, told) == (guid, [])


def test_a_guid_that_is_none_is_refused(tmp_path: Path) -> None:
    (told,) = loaded(tmp_path, f"{SITE}podcast: {{guid: podnews}}\n")[1]
    assert "is not a UUID: 'podnews'" in told
