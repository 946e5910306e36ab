"""What can go wrong between asking and an answer; each says which host, what happened, what to do.

`retried` names the row of the retry table that applies, `counts` whether the failure speaks
against the site as a whole, which is then not asked for ever again within one run.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from academichub_cli.errors import SourceError

CHECK_NETWORK = "check the network connection"
_LATER = "try again in a few minutes"


class WebError(SourceError):
    """A site that did not answer, or not with what it was asked for."""

    retried: ClassVar[str | None] = None
    counts: ClassVar[bool] = True
    is_of_the_place = True
    took_time = True

    def __init__(
        self, message: str, *, hint: str = _LATER, not_before: datetime | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.not_before = not_before


class OfflineError(WebError):
    """Nothing was asked, as was wanted."""

    counts = False
    took_time = False

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} was not asked: hub is offline", hint="unset HUB_OFFLINE to use the network"
        )


class BusyError(WebError):
    """The site cannot answer now; `not_before` is when it wants to be asked again."""

    retried = "busy"

    def __init__(self, host: str, why: str, *, not_before: datetime | None = None) -> None:
        when = f" and wants no request before {_written(not_before)}" if not_before else ""
        hint = f"try again after {_written(not_before)}" if not_before else _LATER
        super().__init__(f"{host} is busy ({why}){when}", hint=hint, not_before=not_before)


class NotYetError(WebError):
    """The site was not asked, since it wanted no request before a time that is still to come."""

    counts = False
    took_time = False

    def __init__(self, host: str, not_before: datetime) -> None:
        when = _written(not_before)
        super().__init__(
            f"{host} was not asked: it wants no request before {when}",
            hint=f"try again after {when}",
            not_before=not_before,
        )


class HeldError(WebError):
    """Another process of this machine kept asking the site for too long."""

    counts = False

    def __init__(self, site: str, seconds: float) -> None:
        super().__init__(
            f"{site} was not asked: another hub has been asking it for {seconds:.0f} s",
            hint="wait for the other hub to end, and try again",
        )


class DeadlineError(WebError):
    """The answer was not complete in time."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} did not complete its answer within {seconds:g} s",
            hint="try again later, or allow more time with HUB_DEADLINE",
        )


class CutError(WebError):
    """The connection ended before the answer did, or what came was not HTTP."""

    retried = "cut"

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} broke off its answer")


class UnreachableError(WebError):
    """No connection came about."""

    def __init__(self, host: str, why: str, *, hint: str) -> None:
        super().__init__(f"{host} cannot be reached: {why}", hint=hint)


class ConnectFailedError(UnreachableError):
    """The site did not take the connection, which may pass."""

    retried = "cut"


class TooLargeError(WebError):
    """The answer is larger than any that was asked for."""

    def __init__(self, host: str, cap: int) -> None:
        super().__init__(
            f"{host} sent more than {cap / 2**20:g} MB",
            hint="ask for less at once, or check the address of the source",
        )


class NotWhatWasAskedError(WebError):
    """The answer is of another kind: a page where a feed was asked for."""

    def __init__(self, host: str, *, sent: str, asked: str = "") -> None:
        instead = f" where {asked} was asked for" if asked else ""
        super().__init__(
            f"{host} sent {sent}{instead}",
            hint="check the address of the source, and whether the network wants a login first",
        )


class RefusedError(WebError):
    """The site understood and said no; `status` is how."""

    counts = False
    is_of_the_place = False
    took_time = False

    def __init__(self, host: str, status: int) -> None:
        super().__init__(
            f"{host} refused the request with status {status}",
            hint="check the address and the key of the source",
        )
        self.status = status
        self.is_refusal = status < HTTPStatus.INTERNAL_SERVER_ERROR


class RedirectError(WebError):
    """The site sent us to where we do not go."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            f"{host} redirects {why}",
            hint="check the address of the source; hub asks only hosts that are configured",
        )


class GivenUpError(WebError):
    """The site was not asked, since it had failed so often in this run; its first reason."""

    counts = False
    took_time = False

    def __init__(self, host: str, first: WebError) -> None:
        super().__init__(
            f"{host} was not asked again after repeated failures: {first}",
            hint=first.hint,
            not_before=first.not_before,
        )


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S %Z}"
