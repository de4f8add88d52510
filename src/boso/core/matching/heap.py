"""A heap of places by distance, in plain arrays."""

from __future__ import annotations

from boso.core.matching.market import Ints


def push(keys: Ints, places: Ints, size: int, key: int, place: int) -> int:
    """Put a place on the heap; equal keys come out by the smaller place. Gives the heap's size."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and places[parent] <= place):
            break
        keys[hole], places[hole] = keys[parent], places[parent]
        hole = parent
    keys[hole], places[hole] = key, place
    return size + 1


def pop(keys: Ints, places: Ints, size: int) -> int:
    """Take the first from the heap. Gives the heap's size."""
    size -= 1
    key, place = keys[size], places[size]
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            keys[other] < keys[child] or (keys[other] == keys[child] and places[other] < places[child])
        ):
            child = other
        if key < keys[child] or (key == keys[child] and place <= places[child]):
            break
        keys[hole], places[hole] = keys[child], places[child]
        hole = child
    keys[hole], places[hole] = key, place
    return size
