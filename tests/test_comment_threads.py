"""Paths of comments sort as the thread is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_parenting.comments import threads

#: A thread by the ids of the parents: number n + 1 answers one of the numbers before it, or none.
answers = st.lists(st.integers(0, 10_000), max_size=120).map(
    lambda picks: {number + 1: pick % (number + 1) for number, pick in enumerate(picks)}
)


def paths_of(parents):
    paths = {}
    for number, parent in parents.items():
        paths[number] = threads.path_of(number, paths.get(parent, ""))
    return paths


def depth_first(parents):
    children = {}
    for number, parent in parents.items():
        children.setdefault(parent, []).append(number)
    order, waiting = [], sorted(children.get(0, []), reverse=True)
    while waiting:
        number = waiting.pop()
        order.append(number)
        waiting += sorted(children.get(number, []), reverse=True)
    return order


@given(answers)
def test_sorting_paths_reads_a_thread_depth_first(parents):
    paths = paths_of(parents)
    if max((len(path) for path in paths.values()), default=0) < threads.MAX_STEPS * threads.STEP:
        assert sorted(paths, key=paths.get) == depth_first(parents)
    for number, path in paths.items():
        assert threads.ids_of(path)[-1] == number
        assert len(path) <= threads.MAX_STEPS * threads.STEP


def test_a_chain_of_500_goes_on_in_the_order_of_ids():
    paths = paths_of({number: number - 1 for number in range(1, 501)})
    assert sorted(paths, key=paths.get) == list(range(1, 501))
    assert len(set(paths.values())) == 500
    assert {len(path) for path in paths.values()} == {
        steps * threads.STEP for steps in range(1, threads.MAX_STEPS + 1)
    }


@given(st.integers(0, threads.MAX_ID), st.integers(0, threads.MAX_ID))
def test_steps_sort_as_their_numbers(one, other):
    assert (threads.step_of(one) < threads.step_of(other)) == (one < other)
    assert threads.ids_of(threads.step_of(one)) == [one]


@pytest.mark.parametrize("number", [-1, threads.MAX_ID + 1])
def test_what_is_no_id_is_refused(number):
    with pytest.raises(ValueError, match="is no id of a comment"):
        threads.step_of(number)


def test_what_stands_below_what():
    first, second = threads.path_of(1), threads.path_of(2)
    reply = threads.path_of(3, first)
    assert threads.is_below(reply, first)
    assert not threads.is_below(first, first)
    assert not threads.is_below(reply, second)


def test_deep_replies_are_shown_below_the_deepest_that_is_set_in():
    path = ""
    for number in range(1, 7):
        path = threads.path_of(number, path)
    assert threads.shown_below(path, 3) == 3
    assert threads.shown_below(path[: 3 * threads.STEP], 3) == 2
    assert threads.shown_below(path, 1) == 1
    assert threads.shown_below(threads.path_of(1), 3) is None
