"""The answer of a policy: allowed, or denied with the reason that the person is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes. Truthy."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, and why, in a sentence for the person who asked. Falsy.

    hidden: the asker may not know that the thing exists; a page then answers 404 and not 403.
    """

    reason: str | Promise
    hidden: bool = False

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied
ALLOWED = Allowed()

#: There is no such thing for whoever asks, and no more is said.
NOT_HERE = Denied("", hidden=True)


class Refused(Exception):
    """An act or a look that the policy does not allow; carries the decision."""

    def __init__(self, decision: Denied) -> None:
        super().__init__(str(decision.reason))
        self.decision = decision


class NotNow(Refused):
    """Nobody denies it, but it cannot be done as things stand: the state moved on, a reason is missing, the pot is
    empty. Told where the person stands, and not as a closed door.
    """

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(Denied(reason))


def require(decision: Decision) -> None:
    """Go on only if allowed.

    Raises Refused with the policy's reason otherwise.
    """
    if isinstance(decision, Denied):
        raise Refused(decision)
