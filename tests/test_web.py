from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import logging
import os
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from filelock import FileLock

from academichub_cli.errors import ConfigError, SourceError, StateError
from academichub_cli.web import (
    Answer,
    BusyError,
    CutError,
    DeadlineError,
    GivenUpError,
    HeldError,
    NotWhatWasAskedError,
    NotYetError,
    OfflineError,
    RedirectError,
    RefusedError,
    Request,
    TooLargeError,
    UnreachableError,
    Web,
    WebError,
    WebSettings,
    authority_of,
    check_address,
    interval_of,
    is_loopback,
    site_of,
    user_agent,
    waits,
)
from academichub_cli.web._retry import retry_after
from academichub_cli.web._sniff import Kind, sniff
from loopback import MODES, ArxivServer, Mode, Reply, sample_papers

NOW = datetime(2026, 6, 10, 6, 0, tzinfo=UTC)
QUERY = {"search_query": "cat:cs.CL", "max_results": "5"}
SECRET = "sk-very-secret"


class Shelf(dict):
    """A cache that holds what JSON can, as the real one does."""

    def put(self, key: str, value: dict) -> None:
        self[key] = json.loads(json.dumps(value))


class Naps(list):
    """A sleep that does not."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[ArxivServer]:
    with ArxivServer(sample_papers(60)) as running:
        yield running


@pytest.fixture
def elsewhere() -> Iterator[ArxivServer]:
    with ArxivServer(sample_papers(3)) as running:
        yield running


class Visitor:
    """Asks with a Web of its own, in a folder that all of its Webs share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.naps = Naps()
        self.shelf = Shelf()
        self.events = []
        self.now = NOW
        self.settings = {"deadline": 5.0, "min_interval": 0.0}

    def web(self, *urls: str, **changed: object) -> Web:
        return Web(
            WebSettings(
                state_dir=self.folder,
                user_agent=user_agent("mailto:reader@example.org"),
                hosts=frozenset(authority_of(url) for url in urls),
                **{**self.settings, **changed},
            ),
            cache=self.shelf,
            now=lambda: self.now,
            sleep=self.naps,
            jitter=lambda: 0.5,
            on_event=self.events.append,
        )

    def ask(
        self,
        url: str,
        *,
        also: str = "https://export.arxiv.org",
        times: int = 1,
        params=QUERY,
        settings=None,
        **request: object,
    ) -> Answer:
        async def go() -> Answer:
            async with self.web(url, also, **(settings or {})) as web:
                for _ in range(times):
                    answer = await web.get(Request(url=url, params=params, **request))
            return answer

        return asyncio.run(go())

    def failures(self, url: str, times: int, **settings: object) -> list[WebError]:
        async def go() -> list[WebError]:
            failures = []
            async with self.web(url, **settings) as web:
                for _ in range(times):
                    with pytest.raises(WebError) as caught:
                        await web.get(Request(url=url, params=QUERY))
                    failures.append(caught.value)
            return failures

        return asyncio.run(go())


@pytest.fixture
def visitor(tmp_path) -> Visitor:
    return Visitor(tmp_path / "pace")


# An answer


def test_an_answer_has_its_bytes_its_address_and_its_time(server, visitor):
    answer = visitor.ask(server.api_url)
    assert answer.body.count(b"<entry>") == 5
    assert (answer.status, answer.taken, answer.from_cache) == (200, NOW, False)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.url.startswith(server.api_url)


def test_everybody_is_told_who_asks(server, visitor):
    visitor.ask(server.api_url)
    agent = server.requests[0].headers["user-agent"]
    assert agent.startswith("academichub-cli/")
    assert agent.endswith("(research radar; contact: mailto:reader@example.org)")


@pytest.mark.parametrize("contact", ["me\r\nX-Evil: 1", "mé@example.org", ")(", ""])
def test_a_contact_cannot_break_the_header(server, visitor, contact):
    visitor.settings["user_agent"] = user_agent(contact)
    agent = user_agent(contact)
    assert agent.isascii()
    assert agent.isprintable()
    assert agent.count("(") == agent.count(")") == 1


def test_parameters_are_encoded_once(server, visitor):
    query = 'submittedDate:[202606010000 TO 202606302359] AND ti:"sparse attention"'
    answer = visitor.ask(server.api_url, params={"search_query": query, "max_results": "3"})
    assert server.requests[0].params["search_query"] == query
    assert answer.body.count(b"<entry>") == 3
    assert "+TO+" in server.requests[0].ask.target


def test_parameters_of_the_address_itself_are_kept(server, visitor):
    visitor.ask(f"{server.api_url}?start=2", params={"id_list": "2606.10001,2606.10002"})
    assert server.requests[0].params == {"start": "2", "id_list": "2606.10001,2606.10002"}


def test_a_post_carries_its_content(server, visitor):
    answer = visitor.ask(
        server.api_url,
        params={},
        method="POST",
        content=b"search_query=cat%3Acs.CL&max_results=2",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert server.requests[0].ask.method == "POST"
    assert answer.body.count(b"<entry>") == 2


def test_an_accepted_status_is_an_answer_whose_body_can_be_read(server, visitor):
    answer = visitor.ask(server.api_url, params={"id_list": "abc"}, accept_status=frozenset({400}))
    assert answer.status == 400
    assert b"incorrect_id_format_for_abc" in answer.body
    with pytest.raises(RefusedError, match="refused the request with status 400"):
        visitor.ask(server.api_url, params={"id_list": "abc"})


def test_progress_is_told(server, visitor):
    server.misbehave("busy_503", times=1)
    visitor.ask(server.api_url)
    kinds = [event.kind for event in visitor.events]
    assert kinds == ["asking", "retrying", "asking", "answered"]
    assert visitor.events[1].seconds == 1.0
    assert "status 503" in visitor.events[1].why


def test_offline_opens_no_socket(visitor, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    async def go() -> None:
        async with visitor.web("https://export.arxiv.org", offline=True) as web:
            monkeypatch.setattr(socket, "socket", refuse)
            monkeypatch.setattr(socket, "getaddrinfo", refuse)
            with pytest.raises(
                OfflineError, match=r"export\.arxiv\.org was not asked: hub is offline"
            ):
                await web.get(Request(url="https://export.arxiv.org/api/query"))

    asyncio.run(go())


# Whatever a server does


WORD_OF_MODE = {
    "silent": DeadlineError,
    "drip": DeadlineError,
    "slow_headers": DeadlineError,
    "cut": CutError,
    "reset": CutError,
    "gzip_bomb": TooLargeError,
    "huge": TooLargeError,
    "html": NotWhatWasAskedError,
    "not_xml": NotWhatWasAskedError,
    "empty": BusyError,
    "rate_exceeded_200": BusyError,
    "rate_exceeded_429": BusyError,
    "busy_503": BusyError,
    "retry_after_5": BusyError,
    "retry_after_3600": BusyError,
    "retry_after_date": BusyError,
    "error_500": BusyError,
    "error_404": RefusedError,
    "error_entry": RefusedError,
    "redirect_elsewhere": RedirectError,
    "redirect_loop": RedirectError,
}


@pytest.mark.parametrize("mode", MODES)
def test_every_misbehaviour_ends_in_time_with_bytes_or_a_sentence(mode, server, visitor):
    server.misbehave(mode)
    began = time.monotonic()
    expected = WORD_OF_MODE.get(mode)
    with pytest.raises(expected) if expected else contextlib.nullcontext() as caught:
        visitor.ask(
            server.api_url, settings={"deadline": 0.7 if expected is DeadlineError else 5.0}
        )
    assert time.monotonic() - began < (2.0 if expected is DeadlineError else 8.0)
    if expected is None:
        return
    failure = caught.value
    assert isinstance(failure, SourceError)
    assert str(failure).startswith(authority_of(server.url))
    assert failure.hint
    assert not str(failure).endswith(".")


@pytest.mark.parametrize(
    ("mode", "requests"),
    [
        ("busy_503", 3),
        ("error_500", 3),
        ("rate_exceeded_200", 3),
        ("empty", 3),
        ("cut", 2),
        ("reset", 2),
        ("html", 1),
        ("error_404", 1),
        ("silent", 1),
        ("gzip_bomb", 1),
        ("retry_after_3600", 1),
        ("retry_after_5", 3),
        ("redirect_loop", 6),
    ],
)
def test_a_failure_is_tried_again_as_often_as_the_table_says(mode, requests, server, visitor):
    server.misbehave(mode)
    visitor.failures(server.api_url, 1, deadline=1.0)
    assert len(server.requests) == requests


@pytest.mark.parametrize(
    ("mode", "naps"),
    [("busy_503", [1.0, 2.0]), ("cut", [0.5]), ("retry_after_5", [5.0, 5.0])],
)
def test_pauses_grow_and_the_sites_own_word_goes_first(mode, naps, server, visitor):
    server.misbehave(mode)
    visitor.failures(server.api_url, 1)
    assert list(visitor.naps) == naps


def test_a_passing_fault_is_not_noticed(server, visitor):
    server.misbehave("empty", times=2)
    assert visitor.ask(server.api_url).body.count(b"<entry>") == 5


def test_all_tries_together_have_one_deadline(server, visitor):
    server.routes["/slow"] = lambda ask, mode: (time.sleep(0.4), Reply(status=503, body=b"x"))[1]
    began = time.monotonic()
    with pytest.raises(DeadlineError):
        visitor.ask(f"{server.url}/slow", settings={"deadline": 1.0})
    assert time.monotonic() - began < 1.6


def test_nobody_listening_is_a_sentence_and_one_more_try(visitor):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/api/query"
        with pytest.raises(UnreachableError, match="cannot be reached: the connection failed"):
            visitor.ask(url)
    assert list(visitor.naps) == [0.5]


def test_what_is_not_http_is_a_sentence(visitor):
    with _speaking(b"220 mail.example.org ESMTP\r\n") as url, pytest.raises(CutError):
        visitor.ask(url)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 999 \xff\xfe\r\nX: \xff\r\n\r\n<x/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
    ],
)
def test_damaged_heads_are_sentences(head, visitor):
    with _speaking(head) as url, pytest.raises(WebError):
        visitor.ask(url)


@pytest.mark.parametrize("name", ["gzip", "deflate", "bare", "members"])
def test_every_coding_we_ask_for_is_decoded(name, server, visitor):
    feed = b"<feed>" + b"x" * 100_000 + b"</feed>"
    bare = zlib.compressobj(wbits=-15)
    coded = {
        "gzip": gzip.compress(feed),
        "deflate": zlib.compress(feed),
        "bare": bare.compress(feed) + bare.flush(),
        "members": gzip.compress(feed[:50]) + gzip.compress(feed[50:]),
    }[name]
    coding = "deflate" if name in {"deflate", "bare"} else "gzip"
    server.routes["/coded"] = lambda ask, mode: Reply(
        body=coded, headers={"Content-Encoding": coding}
    )
    server.routes["/cut"] = lambda ask, mode: Reply(
        body=coded[:-9], headers={"Content-Encoding": coding}
    )
    assert visitor.ask(f"{server.url}/coded").body == feed
    with pytest.raises(CutError):
        visitor.ask(f"{server.url}/cut")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux alone tells the peak")
@pytest.mark.parametrize("mode", ["gzip_bomb", "huge"])
def test_memory_stays_small_whatever_is_sent(mode, server, tmp_path):
    server.misbehave(mode)
    said = _run(
        f"""
        import re
        try:
            ask({server.api_url!r})
        except WebError as error:
            print(type(error).__name__)
        # Not getrusage: its peak counts what the process that started us had before.
        peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
        print(int(peak[1]) // 1024)
        """,
        tmp_path,
    )
    assert said[0] == "TooLargeError"
    assert int(said[1]) < 200


@pytest.mark.parametrize(
    ("body", "expects", "kind"),
    [
        (b"", "any", Kind.EMPTY),
        (b" \r\n", "xml", Kind.EMPTY),
        (b"Rate exceeded.", "any", Kind.RATE),
        (b"rate limit exceeded\n", "json", Kind.RATE),
        (b"<!DOCTYPE html><html>", "xml", Kind.PAGE),
        (b"\xef\xbb\xbf\n<!-- x --><HTML lang=en>", "xml", Kind.PAGE),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "xml", Kind.PAGE),
        (b"<html><head>", "json", Kind.PAGE),
        (b"Resource not found.", "json", Kind.OTHER),
        (b"We are moving house.", "xml", Kind.OTHER),
        (b'{"a": 1}', "html", Kind.OTHER),
        (b"<!doctype html>", "html", None),
        (b"<html>", "any", None),
        (b"[]", "json", None),
        (b"<?xml version='1.0'?><feed><title>&lt;html&gt;</title></feed>", "xml", None),
        (b"<!DOCTYPE feed [<!ENTITY a 'b'>]><feed/>", "xml", None),
        ("\ufeff<feed/>".encode("utf-16-le"), "xml", None),
        (b"<headlines/>", "xml", None),
    ],
)
def test_a_body_is_what_it_looks_like(body, expects, kind):
    assert sniff(body, expects) is kind


# Redirects and keys


def test_a_redirect_on_the_same_host_is_followed_with_the_key(server, visitor):
    server.misbehave("redirect_same_host")
    answer = visitor.ask(server.api_url, secrets={"x-api-key": SECRET})
    assert "/moved/api/query" in answer.url
    assert [request.headers["x-api-key"] for request in server.requests] == [SECRET] * 2


def test_no_key_reaches_another_host(server, elsewhere, visitor):
    server.elsewhere = elsewhere.url
    server.misbehave("redirect_elsewhere")
    answer = visitor.ask(
        server.api_url,
        also=elsewhere.url,
        params=QUERY,
        secrets={"x-api-key": SECRET},
        secret_params={"api_key": SECRET},
    )
    assert SECRET in str(server.requests[0].headers)
    assert server.requests[0].params["api_key"] == SECRET
    assert len(elsewhere.requests) == 1
    assert SECRET not in str(elsewhere.requests)
    assert SECRET not in str(answer)


def test_a_host_that_is_not_configured_is_not_asked(server, elsewhere, visitor):
    server.elsewhere = elsewhere.url
    server.misbehave("redirect_elsewhere")
    with pytest.raises(RedirectError, match="which is not configured"):
        visitor.ask(server.api_url)
    with pytest.raises(ConfigError, match="is not a configured host"):
        asyncio.run(visitor.web(server.url).get(Request(url=elsewhere.api_url)))
    assert not elsewhere.requests


def test_a_key_that_comes_back_in_an_address_goes_nowhere(server, elsewhere, visitor):
    server.routes["/echo"] = lambda ask, mode: Reply(
        status=302, headers={"Location": f"{elsewhere.url}/?k={ask.params['api_key']}"}
    )
    with pytest.raises(RedirectError) as caught:
        visitor.ask(f"{server.url}/echo", also=elsewhere.url, secret_params={"api_key": SECRET})
    assert SECRET not in str(caught.value)
    assert not elsewhere.requests


@pytest.mark.parametrize(
    "location",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://export.arxiv.org/api/query",
        "http://user:pass@127.0.0.1/",
        "javascript:alert(1)",
        "",
    ],
)
def test_where_a_redirect_may_not_lead(location, server, visitor):
    server.routes["/odd"] = lambda ask, mode: Reply(status=301, headers={"Location": location})
    with pytest.raises(WebError):
        visitor.ask(f"{server.url}/odd")


def test_what_was_posted_is_not_posted_elsewhere(server, visitor):
    server.misbehave("redirect_same_host")
    with pytest.raises(RedirectError, match="what was posted"):
        visitor.ask(server.api_url, method="POST", content=b"a=b")
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["error_404", "busy_503", "cut", "html", "redirect_elsewhere"])
def test_no_error_holds_a_key_or_a_query(mode, server, visitor, caplog):
    caplog.set_level(logging.DEBUG)
    server.misbehave(mode)
    with pytest.raises(WebError) as caught:
        visitor.ask(
            server.api_url, secrets={"x-api-key": SECRET}, secret_params={"api_key": SECRET}
        )
    shown, cause = "", caught.value
    while cause is not None:
        shown += f"{cause!r} {getattr(cause, 'hint', '')}"
        cause = cause.__cause__ or cause.__context__
    assert SECRET not in shown
    assert "search_query" not in str(caught.value)
    assert SECRET not in caplog.text
    assert SECRET not in repr(visitor.events)


@pytest.mark.parametrize("secret", ["sk-1\r\nX: y", "sk-é", "“sk”", " sk"])
def test_a_key_that_no_header_can_carry_is_a_sentence_without_it(secret, server, visitor):
    with pytest.raises(ConfigError, match="characters that no key has") as caught:
        visitor.ask(server.api_url, secrets={"x-api-key": secret})
    assert "sk" not in str(caught.value)
    assert not server.requests


def test_cookies_are_not_kept(server, visitor):
    server.routes["/sweet"] = lambda ask, mode: Reply(
        body=b"<feed/>", headers={"Set-Cookie": "a=b"}
    )
    visitor.ask(f"{server.url}/sweet", times=2)
    assert all("cookie" not in request.headers for request in server.requests)


def test_netrc_is_not_used(server, visitor, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    visitor.ask(server.api_url)
    assert "authorization" not in server.requests[0].headers


# Not sent again


def test_an_unchanged_answer_is_not_sent_again(tmp_path, visitor):
    with ArxivServer(sample_papers(9), has_validators=True) as server:
        first = visitor.ask(server.api_url)
        second = visitor.ask(server.api_url)
        assert (second.body, second.from_cache, second.status) == (first.body, True, 304)
        assert server.requests[1].headers["if-none-match"] == first.headers["etag"]
        other = visitor.ask(server.api_url, params={**QUERY, "max_results": "2"})
        fresh = visitor.ask(server.api_url, conditional=False)
        assert (other.from_cache, fresh.from_cache) == (False, False)


@pytest.mark.parametrize(
    "damage",
    [
        {},
        {"body": 7},
        {"body": "!!"},
        {"body": "AAAA"},
        {"schema": 2},
        {"etag": None},
        {"body": ""},
    ],
)
def test_a_damaged_cache_is_no_cache(damage, visitor):
    with ArxivServer(sample_papers(9), has_validators=True) as server:
        visitor.ask(server.api_url)
        for key, value in list(visitor.shelf.items()):
            visitor.shelf[key] = {**value, **damage} if damage else {}
        assert visitor.ask(server.api_url).status == 200


def test_a_page_in_place_of_a_feed_is_not_kept(visitor):
    with ArxivServer(sample_papers(9), has_validators=True) as server:
        server.routes["/page"] = lambda ask, mode: Reply(body=b"<html></html>", kind="text/html")
        with pytest.raises(NotWhatWasAskedError):
            visitor.ask(f"{server.url}/page")
        assert not visitor.shelf


def test_no_key_is_in_the_cache(visitor):
    with ArxivServer(sample_papers(9), has_validators=True) as server:
        visitor.ask(server.api_url, secrets={"x-api-key": SECRET}, secret_params={"key": SECRET})
        assert visitor.shelf
        assert SECRET not in json.dumps(visitor.shelf)


# Leaving a site alone


def test_after_three_failures_a_site_is_not_asked_again_in_this_run(server, elsewhere, visitor):
    server.misbehave("html")
    failures = visitor.failures(server.api_url, 5)
    assert len(server.requests) == 3
    assert [type(failure) for failure in failures[3:]] == [GivenUpError] * 2
    assert str(failures[0]) in str(failures[4])
    assert visitor.ask(elsewhere.api_url).status == 200


def test_a_refusal_does_not_speak_against_the_site(server, visitor):
    server.misbehave("error_404")
    visitor.failures(server.api_url, 5)
    assert len(server.requests) == 5


def test_an_answer_makes_good_for_earlier_failures(server, visitor):
    async def go() -> None:
        async with visitor.web(server.url) as web:
            for number in range(8):
                if number % 2:
                    await web.get(Request(url=server.api_url, params=QUERY))
                    continue
                server.misbehave("html", times=1)
                with pytest.raises(NotWhatWasAskedError):
                    await web.get(Request(url=server.api_url, params=QUERY))

    asyncio.run(go())


def test_a_long_retry_after_binds_every_later_run_until_it_is_over(server, visitor):
    server.misbehave("retry_after_3600", times=1)
    with pytest.raises(BusyError, match="wants no request before 2026-06-10 07:00:00 UTC") as busy:
        visitor.ask(server.api_url)
    assert busy.value.not_before == NOW + timedelta(hours=1)
    visitor.now += timedelta(minutes=59)
    with pytest.raises(NotYetError, match="2026-06-10 07:00:00 UTC") as early:
        visitor.ask(server.api_url)
    assert early.value.not_before == NOW + timedelta(hours=1)
    assert len(server.requests) == 1
    visitor.now += timedelta(minutes=2)
    assert visitor.ask(server.api_url).status == 200


def test_a_part_of_a_site_that_wants_to_be_left_alone_speaks_for_itself_alone(server, visitor):
    server.misbehave("retry_after_3600", times=1)
    with pytest.raises(BusyError):
        visitor.ask(server.api_url, standing="the feed")
    with pytest.raises(NotYetError):
        visitor.ask(server.api_url, standing="the feed")
    assert visitor.ask(server.api_url, standing="the pages").status == 200
    until = NOW + timedelta(hours=1)
    assert waits(visitor.folder, now=NOW) == {"the feed": until}
    assert waits(visitor.folder, now=until) == {}


def test_another_process_obeys_a_long_retry_after(server, tmp_path):
    server.misbehave("retry_after_3600", times=1)
    code = f"""
        try:
            print(ask({server.api_url!r}).status)
        except WebError as error:
            print(type(error).__name__)
        """
    assert [_run(code, tmp_path), _run(code, tmp_path)] == [["BusyError"], ["NotYetError"]]
    assert len(server.requests) == 1


def test_one_port_that_wants_to_be_left_alone_does_not_silence_another(server, elsewhere, visitor):
    server.misbehave("retry_after_3600")
    visitor.failures(server.api_url, 1)
    assert visitor.ask(elsewhere.api_url).status == 200


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("5", 5),
        ("0", 0),
        ("1.5", 1.5),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=9), usegmt=True), 0),
        ("Wed, 10 Jun 2026 06:00:30 -0000", 30),
        ("999999999", 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("99999999999999999999", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Wed, 99 Jun 2026", None),
    ],
)
def test_what_retry_after_says(written, seconds):
    wanted = retry_after({"retry-after": written}, NOW)
    assert wanted == (None if seconds is None else timedelta(seconds=seconds))


def test_a_date_is_held_against_the_sites_own_clock():
    skewed = NOW + timedelta(days=400)
    headers = {
        "retry-after": format_datetime(skewed + timedelta(seconds=7), usegmt=True),
        "date": format_datetime(skewed, usegmt=True),
    }
    assert retry_after(headers, NOW) == timedelta(seconds=7)


# Pace


def test_two_processes_take_turns_and_keep_the_interval(server, tmp_path):
    code = f"""
        for _ in range(3):
            ask({server.api_url!r}, min_interval=0.3)
        """
    runs = [_start(code, tmp_path) for _ in range(2)]
    for run in runs:
        _, errors = run.communicate(timeout=30)
        assert run.returncode == 0, errors
    starts = sorted(request.time for request in server.requests)
    ends = sorted(request.ended for request in server.requests)
    assert len(starts) == 6
    assert server.most_at_once == 1
    gaps = [later - earlier for earlier, later in zip(ends, starts[1:], strict=False)]
    # The server notes the end of an answer a moment after the client has all of it.
    assert min(gaps) > 0.28


def test_within_a_process_requests_queue_too(server, visitor):
    async def go() -> None:
        async with visitor.web(server.url) as web:
            request = Request(url=server.api_url, params=QUERY)
            await asyncio.gather(*(web.get(request) for _ in range(8)))

    asyncio.run(go())
    assert len(server.requests) == 8
    assert server.most_at_once == 1


def test_redirects_and_retries_keep_the_interval(server, visitor):
    server.misbehave("redirect_same_host", times=1)
    visitor.ask(server.api_url, settings={"min_interval": 3.0})
    assert visitor.naps == [pytest.approx(3.02, abs=0.3)]


@pytest.mark.parametrize(
    ("host", "min_interval", "seconds"),
    [
        ("export.arxiv.org", None, 3.0),
        ("export.arxiv.org", 0.1, 3.0),
        ("rss.arxiv.org", 0.1, 3.0),
        ("mirror.example.org", 0.1, 3.0),
        ("127.0.0.1", None, 3.0),
        ("127.0.0.1", 0.1, 0.1),
        ("127.0.0.1", -5.0, 0.0),
        ("[::1]", 0.1, 0.1),
        ("localhost", 0.0, 0.0),
    ],
)
def test_only_a_loopback_site_can_be_asked_faster(host, min_interval, seconds):
    assert interval_of(site_of(host), min_interval=min_interval) == seconds


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "null",
        "[1]",
        '{"last": 1e300}',
        '{"last": NaN}',
        '{"last": Infinity, "by": "x", "not_before": [1]}',
        '{"last": "soon", "not_before": {"HOST": "never", "x": 3}}',
        '{"last": 9e11}',
        '{"not_before": {"HOST": "9999-01-01T00:00:00+00:00"}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_damaged_note_costs_at_most_one_interval(written, server, visitor):
    visitor.folder.mkdir()
    text = written.replace("HOST", authority_of(server.url))
    note = visitor.folder / "127.0.0.1.json"
    note.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert visitor.ask(server.api_url, settings={"min_interval": 2.0}).status == 200
    assert sum(visitor.naps) <= 2.1
    assert json.loads(note.read_text())["by"] == os.getpid()


def test_a_clock_set_back_costs_at_most_one_interval(server, visitor):
    visitor.ask(server.api_url)
    note = visitor.folder / "127.0.0.1.json"
    note.write_text(json.dumps({"last": time.time() + 3600, "by": 1}))
    visitor.ask(server.api_url, settings={"min_interval": 2.0})
    assert visitor.naps == [2.0]


def test_another_process_is_waited_for_no_longer_than_thirty_seconds(server, visitor):
    visitor.folder.mkdir()
    with FileLock(visitor.folder / "127.0.0.1.lock"), pytest.raises(HeldError, match="for 30 s"):
        visitor.ask(server.api_url)
    assert sum(visitor.naps) == pytest.approx(30, abs=0.1)
    assert visitor.events[0].kind == "waiting"
    assert not server.requests


def test_a_killed_process_leaves_no_lock_behind(server, tmp_path):
    server.misbehave("silent", times=1)
    run = _start(f"ask({server.api_url!r})", tmp_path)
    while not server.requests:
        assert run.poll() is None, run.communicate()
        time.sleep(0.02)
    run.kill()
    run.communicate()
    assert _run(f"print(ask({server.api_url!r}).status)", tmp_path) == ["200"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(server, visitor):
    visitor.folder.mkdir(mode=0o500)
    with pytest.raises(StateError, match="cannot be used"):
        visitor.ask(server.api_url)


def test_a_file_in_place_of_the_folder_is_said(server, visitor):
    visitor.folder.write_text("")
    with pytest.raises(StateError, match="cannot be used"):
        visitor.ask(server.api_url)


def test_the_pace_is_private(server, visitor):
    visitor.ask(server.api_url)
    assert visitor.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in visitor.folder.iterdir()} == {0o600}


# The way there


def test_the_users_proxy_is_obeyed_for_other_machines(visitor, monkeypatch):
    with _proxy() as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", address)
        with pytest.raises(UnreachableError, match="the proxy refuses"):
            visitor.ask("https://export.arxiv.org/api/query")
    assert asked == ["CONNECT export.arxiv.org:443 HTTP/1.1"]


def test_a_loopback_host_is_reached_without_the_users_proxy(server, visitor, monkeypatch):
    with _proxy() as (address, asked):
        monkeypatch.setenv("ALL_PROXY", address)
        monkeypatch.setenv("HTTP_PROXY", address)
        assert visitor.ask(server.api_url).status == 200
    assert asked == []


def test_a_configured_proxy_is_for_every_host(server, visitor):
    with _proxy() as (address, asked), pytest.raises(WebError):
        visitor.ask(server.api_url, settings={"proxy": address})
    assert asked[0].startswith(f"GET {server.api_url}")


@pytest.mark.parametrize(
    "proxy",
    ["ftp://user:hunter2@x", "http://user:hunter2@[", "://", "http://x:99999", "socks5://x:1"],
)
def test_a_proxy_that_cannot_be_is_a_sentence_without_its_password(proxy, visitor):
    with pytest.raises(ConfigError, match="proxy") as caught:
        visitor.ask("https://export.arxiv.org/api/query", settings={"proxy": proxy})
    assert "hunter2" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_ca_file_that_cannot_be_used_is_said(content, visitor, tmp_path, monkeypatch):
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError, match=r"ca\.pem cannot be used"):
        visitor.ask("https://export.arxiv.org/api/query", settings={"ca_file": str(path)})
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with pytest.raises(ConfigError, match=r"ca\.pem cannot be used"):
        visitor.ask("https://export.arxiv.org/api/query")


def test_a_ca_folder_that_is_none_is_said(visitor, monkeypatch):
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere/at/all")
    with pytest.raises(ConfigError, match="/nowhere/at/all cannot be used"):
        visitor.ask("https://export.arxiv.org/api/query")


def test_a_proxy_that_does_not_answer_is_said(visitor):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UnreachableError, match="the proxy does not answer"):
            visitor.ask("https://export.arxiv.org/api/query", settings={"proxy": proxy})


def test_a_users_own_authority_is_trusted_and_no_other(visitor, tmp_path, monkeypatch):
    pair = _certificate(tmp_path)
    with _secure(pair) as url:
        with pytest.raises(UnreachableError, match="its certificate is not trusted"):
            visitor.ask(url)
        assert visitor.ask(url, settings={"ca_file": str(pair)}).body == b"<feed/>"
        monkeypatch.setenv("SSL_CERT_FILE", str(pair))
        assert visitor.ask(url).body == b"<feed/>"
    assert visitor.naps == []


def test_a_name_that_cannot_be_looked_up_is_said(visitor, monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachableError, match="its name is not known here"):
        visitor.ask("https://export.arxiv.org/api/query")


def test_a_slow_look_up_is_within_the_deadline_and_holds_nothing_up(visitor, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(5) and [])
    began = time.monotonic()
    with pytest.raises(DeadlineError):
        visitor.ask("https://export.arxiv.org/api/query", settings={"deadline": 0.3})
    over.set()
    assert time.monotonic() - began < 1.0


# Addresses


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("export.arxiv.org/api", "is no web address"),
        ("ftp://export.arxiv.org", "is no web address"),
        ("file:///etc/passwd", "is no web address"),
        ("", "is no web address"),
        ("https://", "names no host"),
        ("https:///path", "names no host"),
        ("https://me:pass@export.arxiv.org", "holds a user name or a password"),
        ("https://me@export.arxiv.org", "holds a user name or a password"),
        ("https://export.arxiv.org/?a=b", "holds a query or a fragment"),
        ("https://export.arxiv.org/#a", "holds a query or a fragment"),
        ("http://export.arxiv.org/api", "is plain http to another machine"),
        ("http://127.0.0.1.example.org", "is plain http to another machine"),
        ("http://127.0.0.1@example.org", "holds a user name or a password"),
        ("http://0.0.0.0", "is plain http to another machine"),
        ("https://export.arxiv.org:port", "is no web address"),
        ("https://export.arxiv.org:99999", "is no web address"),
        ("https://[::1", "is no web address"),
        ("https://a..b/", "is no web address"),
        ("https://a b/", "is no web address"),
        ("https://a\\b/", "is no web address"),
        ("https://a\n/", "is no web address"),
    ],
)
def test_an_address_that_will_not_do_is_said_by_its_name(url, complaint):
    with pytest.raises(ConfigError, match=complaint) as caught:
        check_address("HUB_ARXIV_API_URL", url)
    assert str(caught.value).startswith("HUB_ARXIV_API_URL ")
    assert caught.value.exit_code == 2
    assert "pass@" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://export.arxiv.org/api/query",
        "http://127.0.0.1:8080/api/query",
        "http://localhost:1/x",
        "http://[::1]:8080",
        "https://bücher.example/api",
    ],
)
def test_an_address_that_will_do_is_kept_without_a_last_slash(url):
    assert check_address("HUB_X", f"{url}/") == url


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("export.arxiv.org", "arxiv.org"),
        ("RSS.arXiv.org:443", "arxiv.org"),
        ("arxiv.org", "arxiv.org"),
        ("notarxiv.org", "notarxiv.org"),
        ("arxiv.org.example.com", "arxiv.org.example.com"),
        ("127.0.0.1:8080", "127.0.0.1"),
        ("[::1]:8080", "[::1]"),
        ("api.openalex.org", "api.openalex.org"),
    ],
)
def test_which_site_a_host_is_of(host, site):
    assert site_of(host) == site


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1:80", True),
        ("localhost", True),
        ("LOCALHOST:9", True),
        ("[::1]:80", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_which_hosts_are_this_machine(host, loopback):
    assert is_loopback(host) is loopback


def test_addresses_and_values_are_read_without_httpx():
    code = "import sys, academichub_cli.web; print('httpx' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


# The server itself


def test_modes_that_answer_are_still_answers(server, visitor):
    assert set(WORD_OF_MODE) <= set(MODES)
    assert all(isinstance(mode, Mode) and mode.says for mode in MODES.values())


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("cat:cs.CL", 30),
        ("cat:cs.*", 45),
        ("cat:math.CO AND au:lovelace", 6),
        ('au:"Arora Sanjeev"', 24),
        ("au:Arora_S", 48),
        ("au:Nunez", 24),
        ('ti:"sparse attention"', 60),
        ('ti:"attention sparse"', 0),
        ("ti:spars*", 60),
        ('abs:"case 7"', 1),
        ("cat:cs.CL ANDNOT au:Arora", 6),
        ("(cat:math.CO OR cat:q-bio.NC) AND ti:part", 30),
        ("ti:(sparse AND sequences)", 60),
        ("all:lovelace", 24),
        ("id:2606.10003", 1),
        ("submittedDate:[202606091600 TO 202606091630]", 30),
        ("submittedDate:[202606091650 TO 202606091700]", 11),
        ("ti:nothing ti:part", 60),
    ],
)
def test_the_server_understands_queries(query, number, server, visitor):
    body = visitor.ask(server.api_url, params={"search_query": query, "max_results": "0"}).body
    assert f"<opensearch:totalResults>{number}</opensearch:totalResults>".encode() in body


@pytest.mark.parametrize(
    "params",
    [
        {"id_list": "abc"},
        {"search_query": "cat:cs.CL", "max_results": "2001"},
        {"search_query": "cat:cs.CL", "start": "29999", "max_results": "2"},
        {"search_query": "cat:cs.CL", "start": "-1"},
        {"search_query": "(cat:cs.CL"},
        {"search_query": "xx:y"},
        {"search_query": "cat:cs.CL AND"},
        {"search_query": "cat:cs.CL", "sortBy": "beauty"},
    ],
)
def test_the_server_complains_as_the_service_does(params, server, visitor):
    answer = visitor.ask(server.api_url, params=params, accept_status=frozenset({400}))
    assert answer.status == 400
    assert b"<title>Error</title>" in answer.body


def test_the_server_can_be_run_by_hand(visitor, tmp_path):
    papers = tmp_path / "papers.jsonl"
    papers.write_text(
        '{"id": "arXiv:2606.10001", "title": "By hand", "authors": [{"name": "A B"}]}'
    )
    script = Path(__file__).parent / "loopback" / "serve.py"
    command = [
        sys.executable,
        str(script),
        "--papers",
        str(papers),
        "--mode",
        "empty",
        "--times",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        url = run.stdout.readline().strip()
        answer = visitor.ask(url, params={"id_list": "2606.10001"})
        run.kill()
    assert b"<title>By hand</title>" in answer.body


# What these tests are made with


def _run(code: str, folder: Path) -> list[str]:
    run = _start(code, folder)
    said, errors = run.communicate(timeout=60)
    assert run.returncode == 0, errors
    return said.split()


def _start(code: str, folder: Path) -> subprocess.Popen[str]:
    """A process that may call ``ask(url, **settings)`` with a Web that paces in the folder."""
    prelude = f"""
        import asyncio
        from datetime import UTC, datetime
        from pathlib import Path
        from academichub_cli.web import *

        class Nothing:
            def get(self, key): return None
            def put(self, key, value): pass

        def ask(url, **changed):
            settings = WebSettings(
                state_dir=Path({str(folder / "pace")!r}), user_agent="test/1",
                hosts=frozenset({{authority_of(url)}}), **{{"min_interval": 0.0, **changed}},
            )
            async def go():
                async with Web(settings, cache=Nothing(), now=lambda: datetime.now(UTC)) as web:
                    return await web.get(Request(url=url, params={QUERY!r}))
            return asyncio.run(go())
        """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(prelude) + textwrap.dedent(code)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
    )


@contextlib.contextmanager
def _listening(serve) -> Iterator[str]:
    """A listener that hands each connection to `serve` and then closes it."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    is_over = threading.Event()

    def accept() -> None:
        while not is_over.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = listener.accept()
                connection.settimeout(2)
                with connection, contextlib.suppress(OSError):
                    serve(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        is_over.set()
        thread.join()
        listener.close()


@contextlib.contextmanager
def _speaking(words: bytes) -> Iterator[str]:
    def serve(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(words)

    with _listening(serve) as address:
        yield f"http://{address}/api/query"


@contextlib.contextmanager
def _proxy() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    def serve(connection: socket.socket) -> None:
        asked.append(connection.recv(65_536).split(b"\r\n")[0].decode())
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    with _listening(serve) as address:
        yield f"http://{address}", asked


@contextlib.contextmanager
def _secure(pair: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(65_536)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n<feed/>")

    with _listening(serve) as address:
        yield f"https://{address}/api/query"


def _certificate(folder: Path) -> Path:
    key, certificate, pair = (folder / name for name in ("key.pem", "cert.pem", "pair.pem"))
    command = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
        *("-keyout", str(key), "-out", str(certificate)),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs openssl")
    pair.write_text(key.read_text() + certificate.read_text())
    return pair


@pytest.mark.parametrize("written", [SECRET, "sk%20with%2Fsigns+"])
def test_a_key_that_a_site_quotes_is_blanked(visitor, server, written):
    def quoting(ask, mode):
        said = json.dumps({"error": f"invalid key {ask.headers['x-api-key']}"})
        return Reply(
            body=said.encode(),
            kind="application/json",
            headers={"X-Sent": ask.headers["x-api-key"]},
        )

    server.routes["/quoting"] = quoting
    answer = visitor.ask(
        f"{server.url}/quoting", params={}, expects="json", secrets={"x-api-key": written}
    )
    assert json.loads(answer.body) == {"error": "invalid key ***"}
    assert answer.headers["x-sent"] == "***"
    assert written not in json.dumps(visitor.shelf)
    assert server.requests[0].headers["x-api-key"] == written


def test_a_host_is_left_alone_where_its_own_word_is_known(visitor, server):
    async def tell():
        async with visitor.web(server.api_url) as web:
            await web.leave_alone(server.api_url, NOW + timedelta(hours=3), standing="Example")

    asyncio.run(tell())
    with pytest.raises(NotYetError, match="no request before"):
        visitor.ask(server.api_url, standing="Example")
    assert visitor.ask(server.api_url).status == 200
    visitor.now = NOW + timedelta(hours=3)
    assert visitor.ask(server.api_url, standing="Example").status == 200
