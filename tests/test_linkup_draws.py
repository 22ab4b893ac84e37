"""Winners follow from a hash and a public value, as the documents say, and from nothing else."""

from __future__ import annotations

import collections
import hashlib
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_parenting.linkups import draws

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reference" / "draws.md"

NUMBERS = [1, 2, 3, 5, 8, 13]
TEXT = "wagtail-parenting draw 1\nedition-812\n1\n2\n3\n5\n8\n13\n"
HASH = "253a2f5f01187eb9c0a62c4e4b9bddf9ca5f30194f60a42546c01f6af3b81000"
VALUE = "3439d92d58e47d342131d446a3abe264396dd264717897af30525c98408c834f"
ORDER = [3, 1, 2, 5, 8, 13]

pools = st.sets(st.integers(1, 10**9), min_size=1, max_size=40).map(sorted)
values = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=90)


# --- Pools ---------------------------------------------------------------------------------------


def test_a_pool_is_a_text_that_never_changes():
    assert draws.pool_text("edition-812", NUMBERS) == TEXT
    assert draws.pool_hash(TEXT) == HASH == hashlib.sha256(TEXT.encode()).hexdigest()


def test_numbers_sort_as_numbers():
    assert draws.pool_text("é", {10, 9, 100}) == "wagtail-parenting draw 1\né\n9\n10\n100\n"


def test_an_edition_without_entries_has_a_pool():
    assert draws.pool_text("edition-812", []) == "wagtail-parenting draw 1\nedition-812\n"
    assert draws.ranking(HASH, VALUE, []) == draws.winners(HASH, VALUE, [], count=1) == []


@pytest.mark.parametrize("edition", ["", " ", " a", "a ", "a\n1", "a\r", "a\x00", "a\u2028b"])
def test_an_edition_is_one_line(edition):
    with pytest.raises(ValueError, match="in one line"):
        draws.pool_text(edition, NUMBERS)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [([1, 2, 1], "twice"), ([0, 1], "0 is no number"), ([5, -1], "-1 is no number")],
)
def test_numbers_are_those_of_entries(numbers, message):
    for use in (
        lambda: draws.pool_text("edition-812", numbers),
        lambda: draws.ranking(HASH, VALUE, numbers),
        lambda: draws.winners(HASH, VALUE, numbers, count=1),
    ):
        with pytest.raises(ValueError, match=message):
            use()


# --- Rankings ------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_hashes():
    ranks = {
        number: hashlib.sha256(f"{HASH}:{VALUE}:{number}".encode()).hexdigest()
        for number in NUMBERS
    }
    assert draws.ranking(HASH, VALUE, NUMBERS) == sorted(NUMBERS, key=ranks.get) == ORDER


@given(pools, values, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_does_not_matter(numbers, value, chance):
    shuffled = chance.sample(numbers, len(numbers))
    text = draws.pool_text("edition-1", numbers)
    assert draws.pool_text("edition-1", shuffled) == text
    hashed = draws.pool_hash(text)
    ranking = draws.ranking(hashed, value, numbers)
    assert sorted(ranking) == numbers
    assert draws.ranking(hashed, value, frozenset(shuffled)) == ranking


def test_another_hash_or_value_is_another_order():
    numbers = range(1, 101)
    orders = [
        draws.ranking(HASH, VALUE, numbers),
        draws.ranking(HASH[::-1], VALUE, numbers),
        draws.ranking(HASH, VALUE[::-1], numbers),
    ]
    assert len({tuple(order) for order in orders}) == 3


@pytest.mark.parametrize("wrong", ["", HASH[:-1], HASH + "0", HASH.upper(), HASH + "\n"])
def test_a_hash_is_checked(wrong):
    with pytest.raises(ValueError, match="no SHA-256"):
        draws.ranking(wrong, VALUE, NUMBERS)


# --- Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f" {VALUE}\r\n", VALUE),
        (VALUE.upper(), VALUE),
        ("4\t8  15\n16 23 42", "4 8 15 16 23 42"),
        ("0x0F", "0x0f"),
        ("4,8,15", "4,8,15"),
        ("a" * 1000, "a" * 1000),
    ],
)
def test_a_value_is_written_in_one_way(typed, kept):
    assert draws.normalized(typed) == kept == draws.normalized(kept)
    assert draws.ranking(HASH, typed, NUMBERS) == draws.ranking(HASH, kept, NUMBERS)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "give the value"),
        (" \n", "give the value"),
        ("１２３", "letters from A to Z"),
        ("\u212a", "letters from A to Z"),  # whose small letter is an ASCII k
        ("a\u200bb", "letters from A to Z"),
        ("a\x00b", "letters from A to Z"),
        ("a" * 1001, "1001 characters long; at most 1000"),
    ],
)
def test_a_value_that_can_be_written_in_hidden_ways_is_refused(typed, message):
    for use in (
        lambda: draws.normalized(typed),
        lambda: draws.ranking(HASH, typed, NUMBERS),
        lambda: draws.winners(HASH, typed, NUMBERS, count=1),
    ):
        with pytest.raises(ValueError, match=message):
            use()


# --- Winners -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "excluded", "expected"),
    [
        (1, [], [3]),
        (3, [], [3, 1, 2]),
        (2, [3], [1, 2]),
        (2, [13, 1, 13], [3, 2]),
        (99, [], ORDER),
        (99, [3], ORDER[1:]),
        (1, NUMBERS, []),
    ],
)
def test_the_first_that_are_not_excluded_win(count, excluded, expected):
    assert draws.winners(HASH, VALUE, NUMBERS, count=count, excluded=excluded) == expected


@given(pools, values, st.data())
def test_who_is_excluded_never_wins_and_moves_nobody(numbers, value, data):
    excluded = data.draw(st.sets(st.sampled_from(numbers)))
    ranking = draws.ranking(HASH, value, numbers)
    for count in (1, 2, len(numbers)):
        drawn = draws.winners(HASH, value, numbers, count=count, excluded=excluded)
        assert drawn == [number for number in ranking if number not in excluded][:count]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"count": 0}, "at least one"),
        ({"count": -1}, "at least one"),
        ({"count": 1, "excluded": [4, 5, 99]}, r"not in the pool: \[4, 99\]"),
    ],
)
def test_a_draw_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        draws.winners(HASH, VALUE, NUMBERS, **options)


def test_nobody_is_favoured():
    """20,000 values put four entries in each of their 24 orders about equally often."""
    chance = random.Random(45)
    numbers = [1, 2, 10, 45]
    hashed = draws.pool_hash(draws.pool_text("edition-45", numbers))
    found = collections.Counter(
        tuple(draws.ranking(hashed, f"{chance.getrandbits(256):064x}", numbers))
        for _draw in range(20_000)
    )
    expected = 20_000 / 24
    chi_squared = sum((seen - expected) ** 2 / expected for seen in found.values())
    assert len(found) == 24
    # With 23 degrees of freedom, one fair sample in a thousand has more.
    assert chi_squared < 49.7


# --- Documents -----------------------------------------------------------------------------------

documented = pytest.mark.skipif(not DOCUMENT.exists(), reason="docs/reference/draws.md is to come")


def block(language):
    """The one block of code of ``language`` in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    (code,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return code


def replay(records):
    """What the document's script prints, run alone."""
    answer = subprocess.run(
        [sys.executable, "-I", "-c", block("python")],
        input=json.dumps({"items": records}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return answer.stdout.splitlines()


def record(**changes):
    numbers = [9, 10, 100, 7, 4501, 3]
    hashed = draws.pool_hash(draws.pool_text("édition 45", numbers))
    value = draws.normalized(" 4 8  15 16 23 42, Bonus 7\n")
    drawn = draws.winners(hashed, value, numbers, count=3, excluded=[10])
    return {
        "id": 8,
        "pool": {"numbers": numbers, "edition": "édition 45", "hash": hashed},
        "value": value,
        "count": 3,
        "excluded": [10],
        "winners": drawn,
        "drawn_at": "2026-11-02T05:00:30Z",
    } | changes


@documented
def test_the_documents_script_replays_a_record():
    right = record()
    wrong = right | {"id": 9, "winners": right["winners"][::-1]}
    announced = {"id": 10, "pool": None, "value": None, "drawn_at": None}
    assert replay([right, wrong, announced]) == [
        f"8 right {right['winners']}",
        f"9 WRONG {right['winners']}",
        "10 not drawn yet",
    ]


@documented
@pytest.mark.parametrize(
    "changes",
    [
        {"pool": record()["pool"] | {"hash": HASH}},
        {"pool": record()["pool"] | {"edition": "edition 46"}},
        {"pool": record()["pool"] | {"numbers": [9, 10, 100, 7, 4501, 3, 11]}},
        {"value": "4 8 15 16 23 42, bonus 8"},
    ],
    ids=["hash", "edition", "numbers", "value"],
)
def test_the_documents_script_sees_what_was_changed(changes):
    (said,) = replay([record(**changes)])
    assert said.startswith("8 WRONG")


@documented
def test_the_documents_example_is_right():
    (example,) = json.loads(block("json"))["items"]
    pool = example["pool"]
    assert draws.pool_text(pool["edition"], pool["numbers"]) == block("text")
    assert draws.pool_hash(block("text")) == pool["hash"]
    options = {name: example[name] for name in ("count", "excluded")}
    drawn = draws.winners(pool["hash"], example["value"], pool["numbers"], **options)
    assert drawn == example["winners"]
    document = DOCUMENT.read_text(encoding="utf-8")
    (said,) = replay([example])
    assert f"says `{said}`" in document
    assert f"Its hash is `{pool['hash']}`" in document
    assert f"`{draws.FIRST_LINE}`" in document
    assert f"{draws.MAX_VALUE} at most" in document
