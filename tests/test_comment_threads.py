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
        assert path.endswith(threads.step_of(number))
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
    assert int(threads.step_of(one), 36) == one


@pytest.mark.parametrize("number", [-1, threads.MAX_ID + 1])
def test_what_is_no_id_is_refused(number):
    with pytest.raises(ValueError, match="is no id of a comment"):
        threads.step_of(number)


@given(answers.filter(lambda parents: len(parents) <= 40))
def test_a_range_holds_what_stands_below_and_nothing_else(parents):
    paths = paths_of(parents)
    for number in paths:
        between = threads.range_below(paths[number])
        if between is None:
            continue
        inside = {other for other in paths if between[0] < paths[other] < between[1]}
        below = {other for other in paths if number in _above(parents, other)}
        assert inside == below


def _above(parents, number):
    while parents.get(number, 0):
        number = parents[number]
        yield number
