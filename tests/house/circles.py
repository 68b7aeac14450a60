# SPDX-License-Identifier: Apache-2.0
"""Circles among the arrows of a tree."""

from collections import deque

from tree import Tree


def circles(tree: Tree) -> list[list[str]]:
    """One shortest circle for each knot of folders, coarse ones first: once more for each depth of folders."""
    found: list[list[str]] = []
    deepest = max((folder.count("/") + 1 for folder in tree.folders), default=0)
    for depth in range(1, deepest + 1):
        to = {_cut(folder, depth): set() for folder in tree.folders}
        for folder, other in tree.arrows:
            if _cut(folder, depth) != _cut(other, depth):
                to[_cut(folder, depth)].add(_cut(other, depth))
        found += _shortest_of_each_knot(to, found)
    return found


def _cut(folder: str, depth: int) -> str:
    return "/".join(folder.split("/")[:depth])


def _shortest_of_each_knot(to: dict[str, set[str]], known: list[list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    done = {name for circle in known for name in circle}
    for name in sorted(to):
        if name not in done and (circle := _way_back(name, to)):
            found.append(circle)
            done.update(circle)
    return found


def _way_back(start: str, to: dict[str, set[str]]) -> list[str]:
    """The folders on a shortest way from start to itself, or none."""
    ways = deque([[start]])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for other in sorted(to.get(way[-1], ())):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []
