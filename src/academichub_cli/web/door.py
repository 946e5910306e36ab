"""`Web`: asks sites on behalf of the sources and keeps every promise towards them and the user."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx

from academichub_cli.web._cached import Kept, keep, key_of, read
from academichub_cli.web._exchange import Place, Reply, require_answer, without_secrets
from academichub_cli.web._pace import Pace
from academichub_cli.web._retry import PATIENCE, RETRIES
from academichub_cli.web._route import address_of, target_of, with_params, without_params
from academichub_cli.web._wire import Wire
from academichub_cli.web.address import interval_of
from academichub_cli.web.errors import (
    BusyError,
    DeadlineError,
    GivenUpError,
    OfflineError,
    RedirectError,
    WebError,
)
from academichub_cli.web.values import (
    Answer,
    Event,
    EventKind,
    Request,
    Validators,
    WebSettings,
)

MOST_REDIRECTS = 5
MOST_FAILURES = 3
_ACCEPT = {
    "xml": "application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "json": "application/json",
    "html": "text/html",
    "any": "*/*",
}


@dataclass(slots=True)
class _Budget:
    """Seconds that a request may still be on the wire."""

    left: float


class Web:
    """The network. Use as an async context manager; one for a run, since it remembers failures.

    A `get` ends: it is on the wire for at most the deadline, its redirects and retries included;
    it waits for at most one interval a request, 30 s for other processes, 10 s before a retry.
    What goes wrong is a WebError, or a ConfigError or StateError where the fault is at home.
    """

    def __init__(
        self,
        settings: WebSettings,
        *,
        cache: Validators,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.time,
        jitter: Callable[[], float] = random.random,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        self._settings = settings
        self._cache = cache
        self._now = now
        self._sleep = sleep
        self._jitter = jitter
        self._on_event = on_event
        self._wire = Wire(settings)
        self._pace = Pace(
            settings.state_dir,
            now=now,
            clock=clock,
            sleep=sleep,
            waiting=lambda site, seconds: self._tell(EventKind.WAITING, site, seconds),
        )
        self._queues: dict[str, asyncio.Lock] = {}
        self._failures: dict[str, list[WebError]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._wire.aclose()

    async def get(self, request: Request) -> Answer:
        """The answer to one request, in its turn. Raises WebError, ConfigError or StateError."""
        url = address_of(request, self._settings.hosts)
        place = Place.of(url)
        if self._settings.offline:
            raise OfflineError(place.host)
        async with self._queues.setdefault(place.site, asyncio.Lock()):
            return await self._unless_given_up(request, url, place)

    async def leave_alone(self, url: str, until: datetime, *, standing: str = "") -> None:
        """Let no process ask this address's host before then, where its own word is known."""
        place = Place.of(httpx.URL(url))
        await self._pace.leave_alone(place.site, standing or place.standing, until)

    async def _unless_given_up(self, request: Request, url: httpx.URL, place: Place) -> Answer:
        failures = self._failures.setdefault(request.standing or place.standing, [])
        if len(failures) >= MOST_FAILURES:
            raise GivenUpError(place.host, failures[0])
        try:
            answer = await self._with_retries(request, url)
        except WebError as failure:
            if failure.counts:
                failures.append(failure)
            raise
        failures.clear()
        return answer

    async def _with_retries(self, request: Request, url: httpx.URL) -> Answer:
        budget = _Budget(self._settings.deadline)
        tried: Counter[str | None] = Counter()
        while True:
            try:
                return await self._attempt(request, url, budget)
            except WebError as failure:
                pause = self._pause(failure, tried)
                if pause is None:
                    raise
                tried[failure.retried] += 1
                self._tell(EventKind.RETRYING, Place.of(url).host, pause, str(failure))
            await self._sleep(pause)

    def _pause(self, failure: WebError, tried: Counter[str | None]) -> float | None:
        """Seconds before the next try; None when there is none, or not soon."""
        if isinstance(failure, BusyError) and not self._settings.is_patient:
            return None
        pause = RETRIES[failure.retried].pause_before(tried[failure.retried], self._jitter())
        if pause is None or failure.not_before is None:
            return pause
        wanted = failure.not_before - self._now()
        return max(0.0, wanted.total_seconds()) if wanted <= PATIENCE else None

    async def _attempt(self, request: Request, url: httpx.URL, budget: _Budget) -> Answer:
        """One try: the address, and those it redirects to."""
        kept = self._kept(request, url)
        home, there = Place.of(url), url
        for _ in range(MOST_REDIRECTS + 1):
            outgoing = self._outgoing(request, there, is_home=Place.of(there) == home, kept=kept)
            reply = await self._asked(outgoing, budget, request)
            if not reply.is_redirect:
                return await self._answer(request, url, reply, kept)
            there = target_of(request, reply, self._settings.hosts)
        raise RedirectError(home.host, "in a circle")

    def _outgoing(
        self, request: Request, url: httpx.URL, *, is_home: bool, kept: Kept | None
    ) -> httpx.Request:
        headers = {"Accept": _ACCEPT[request.expects], **request.headers}
        if kept is not None:
            headers |= kept.conditions()
        if is_home:
            headers |= request.secrets
            url = with_params(url, request.secret_params)
        return self._wire.client(url).build_request(
            request.method, url, headers=headers, content=request.content
        )

    async def _asked(self, outgoing: httpx.Request, budget: _Budget, request: Request) -> Reply:
        """The reply, in its site's turn and within what is left of the deadline."""
        place = Place.of(outgoing.url)
        interval = interval_of(place.site, min_interval=self._settings.min_interval)
        async with self._pace.turn(
            place.site, request.standing or place.standing, interval=interval
        ):
            self._tell(EventKind.ASKING, place.host)
            started = time.monotonic()
            try:
                async with asyncio.timeout(max(budget.left, 0.0)):
                    reply = await self._wire.send(outgoing, place.host)
                return without_secrets(request, reply)
            except TimeoutError as error:
                raise DeadlineError(place.host, self._settings.deadline) from error
            finally:
                budget.left -= time.monotonic() - started

    async def _answer(
        self, request: Request, url: httpx.URL, reply: Reply, kept: Kept | None
    ) -> Answer:
        """The reply as an answer. Raises WebError for what is none."""
        place = Place.of(reply.url)
        is_kept = kept is not None and reply.is_unchanged
        if not is_kept:
            try:
                require_answer(request, reply, self._now())
            except BusyError as busy:
                await self._leave_alone(place, busy, request.standing)
                raise
            self._keep(request, url, reply)
        self._tell(EventKind.ANSWERED, place.host)
        return Answer(
            status=reply.status,
            body=kept.body if kept is not None and is_kept else reply.body,
            url=str(without_params(reply.url, request.secret_params)),
            headers=reply.headers,
            taken=self._now(),
            from_cache=is_kept,
        )

    async def _leave_alone(self, place: Place, busy: BusyError, standing: str) -> None:
        """Where the site wants to be left alone for long, see that every process does."""
        if busy.not_before is not None and busy.not_before - self._now() > PATIENCE:
            held = standing or place.standing
            await self._pace.leave_alone(place.site, held, busy.not_before)

    def _kept(self, request: Request, url: httpx.URL) -> Kept | None:
        if request.method != "GET" or not request.conditional:
            return None
        return read(self._cache, _key(request, url), cap=self._settings.size_cap)

    def _keep(self, request: Request, url: httpx.URL, reply: Reply) -> None:
        if request.method == "GET" and request.conditional and reply.is_success:
            keep(self._cache, _key(request, url), reply.headers, reply.body)

    def _tell(self, kind: EventKind, host: str, seconds: float = 0.0, why: str = "") -> None:
        if self._on_event is not None:
            self._on_event(Event(kind=kind, host=host, seconds=seconds, why=why))


def _key(request: Request, url: httpx.URL) -> str:
    return key_of(str(url), _ACCEPT[request.expects])
