"""Model cache: what is worked out of a model once, and goes when the model goes.

A cache of the process would hold a session's own model, and with it what came of that session's file, long after the
file was forgotten. Here what was worked out is kept beside its model, by a weak reference.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

F = TypeVar("F", bound=Callable[..., Any])


def remembered(most: int) -> Callable[[F], F]:
    """Keep the last `most` answers of each model, which is the first argument and known by identity.

    An answer that two ask for at once may be worked out twice; it is the same. It may not hold its model.

    >>> class Model: pass
    >>> model, calls = Model(), []
    >>> twice = remembered(2)(lambda model, n: calls.append(n) or 2 * n)
    >>> [twice(model, n) for n in (1, 2, 1, 3, 2)], calls
    ([2, 4, 2, 6, 4], [1, 2, 3, 2])
    """

    def remembering(make: F) -> F:
        held: WeakKeyDictionary[Any, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
        lock = Lock()

        @functools.wraps(make)
        def found(model: Any, *asked: Hashable) -> Any:
            with lock:
                mine = held.setdefault(model, OrderedDict())
                if asked in mine:
                    mine.move_to_end(asked)
                    return mine[asked]
            answer = make(model, *asked)
            with lock:
                mine[asked] = answer
                while len(mine) > most:
                    mine.popitem(last=False)
            return answer

        return cast(F, found)

    return remembering
