"""What holds for every source, and for all of them at once."""

from __future__ import annotations

import json
import re

import pytest

from academichub_cli import keys, sources
from academichub_cli.config import Settings
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.library import Library
from academichub_cli.sources import Announcing, Need
from academichub_cli.web import authority_of, interval_of, site_of
from asking import Asked, radar_of
from loopback import ArxivServer, Reply, sample_papers
from loopback.biorxiv import PostedServer, row
from test_harvest import THURSDAY, since

NAMES = sources.names()
EVERYTHING = (
    *("cs.CL", "hep-th", "biorxiv:neuroscience", "medrxiv", "sparse attention", "Sanjeev Arora"),
    *("0000-0002-1825-0097", "warner_s_1", "2606.00001", "10.1038/s41586-020-2649-2"),
)


def need_of(name, *follows, is_general=True):
    profile = sources.find(name).profile
    return Need(
        radar=radar_of(*follows),
        since=since(THURSDAY),
        now=THURSDAY,
        routes=frozenset(profile.addresses),
        is_general=is_general,
        has_key=True,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_source_says_what_it_is(name):
    profile = sources.find(name).profile
    assert profile.name == name
    assert profile.label
    for said in (profile.serves, profile.limits, profile.key_adds):
        assert said == said.strip().rstrip(".")
        assert len(said) < 160
    assert profile.serves
    assert profile.limits
    assert bool(profile.key_adds) == (profile.key is not None)


def test_no_two_sources_are_called_the_same():
    labels = [sources.find(name).profile.label for name in NAMES]
    assert len(set(labels)) == len(labels)


def test_the_doctor_knows_every_key():
    taken = {sources.find(name).profile.key for name in NAMES} - {None}
    assert taken <= set(keys.NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_source_has_its_settings(name):
    settings = Settings()
    assert settings.switch_of(name) == "auto"
    assert hasattr(settings, f"sources_{name}")
    addresses = settings.reached(sources.find(name).profile.addresses)
    assert set(addresses) == set(sources.find(name).profile.addresses)
    assert all(address.startswith("https://") for address in addresses.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_site_has_a_pace(name):
    settings = Settings()
    for address in settings.reached(sources.find(name).profile.addresses).values():
        assert interval_of(site_of(authority_of(address))) > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_general", [True, False])
def test_an_empty_radar_asks_nothing(name, is_general):
    source, need = sources.find(name), need_of(name, is_general=is_general)
    assert source.plan(need).queries == ()
    assert source.plan(need).notes == ()
    if isinstance(source, Announcing):
        assert source.tracked(need) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_the_same_twice_and_its_terms_are_the_source_s_own(name):
    source, need = sources.find(name), need_of(name, *EVERYTHING)
    plan = source.plan(need)
    assert source.plan(need) == plan
    keys_of = [query.key for query in plan.queries]
    assert len(set(keys_of)) == len(keys_of)
    others = {
        query.key
        for other in NAMES
        if other != name
        for query in sources.find(other).plan(need_of(other, *EVERYTHING)).queries
    }
    assert others.isdisjoint(keys_of)


@pytest.mark.parametrize("name", NAMES)
def test_without_an_address_nothing_is_planned(name):
    source = sources.find(name)
    if not source.profile.addresses:
        return
    need = need_of(name, *EVERYTHING)
    bare = Need(radar=need.radar, since=need.since, now=need.now, routes=frozenset())
    assert source.plan(bare).queries == ()
    if isinstance(source, Announcing):
        assert source.tracked(bare) == ()


def test_a_radar_of_nothing_is_no_radar():
    assert radar_of() == Radar()


# All at once, as the command does it


def variables(arxiv, posted=None, **more):
    found = {"HUB_ARXIV_API_URL": arxiv.api_url, "HUB_MIN_INTERVAL": "0"}
    if posted is not None:
        found["HUB_BIORXIV_URL"] = posted.url
    return found | more


def slow(server, seconds):
    """Let a server take so long for each of its answers."""
    answered = dict(server.routes)
    for path, route in answered.items():
        server.routes[path] = lambda ask, mode, route=route: (
            server.hold(seconds),
            route(ask, mode),
        )[1]


def posted_rows(count):
    return [row(number, "2026-06-10") for number in range(1, count + 1)]


@pytest.mark.blackbox
def test_sources_are_asked_at_the_same_time(hub):
    pause = 0.75
    with (
        ArxivServer(sample_papers(20)) as arxiv,
        PostedServer(host="127.0.0.2", page=1, delay=pause) as posted,
    ):
        slow(arxiv, 3.0)
        posted.rows["biorxiv"] = posted_rows(3)
        posted.rows["medrxiv"] = [row(9, "2026-06-10", category="neurology")]
        hub("follow", "cs.CL", "biorxiv:neuroscience", "medrxiv:neurology")
        hub("config", "reading.look_back_days", "1")
        ended = hub("fetch", **variables(arxiv, posted))
    assert ended.code == 0, ended.err
    assert "bioRxiv: 3 new papers" in ended.err
    assert "medRxiv: 1 new paper" in ended.err
    windows = [
        (min(each.time for each in server.requests), max(each.ended for each in server.requests))
        for server in (arxiv, posted.server)
    ]
    (begun_a, ended_a), (begun_p, ended_p) = windows
    slowest = max(ended_a - begun_a, ended_p - begun_p)
    assert max(ended_a, ended_p) - min(begun_a, begun_p) <= 1.2 * slowest
    assert ended_a - begun_a + ended_p - begun_p > 1.5 * slowest, "one after the other is as quick"
    assert posted.server.most_at_once == arxiv.most_at_once == 1


@pytest.mark.blackbox
def test_a_source_that_fails_costs_only_itself(hub):
    with ArxivServer(sample_papers(20)) as arxiv, PostedServer(host="127.0.0.2") as posted:
        posted.fault = "complaint"
        hub("follow", "cs.CL", "biorxiv:neuroscience")
        ended = hub("fetch", **variables(arxiv, posted))
        assert ended.code == 3
        assert "arXiv: " in ended.err
        assert "bioRxiv" in ended.err
        assert "hub: " in ended.err
        shown = hub("today", "--json", **variables(arxiv, posted))
        document = json.loads(shown.out)
        assert shown.code == 3
        assert {failure["source"] for failure in document["failures"]} == {"biorxiv"}
        listed = json.loads(hub("sources", "--json", **variables(arxiv, posted)).out)["sources"]
        state = {each["name"]: each for each in listed}
        assert (state["arxiv"]["state"], state["biorxiv"]["state"]) == ("fresh", "failed")
        assert state["biorxiv"]["message"]
        assert state["biorxiv"]["hint"]
        told = hub("sources", "--format", "line", **variables(arxiv, posted))
        failed = next(line for line in told.out.splitlines() if line.startswith("biorxiv"))
        assert "bioRxiv: " not in failed
        health = hub("health", **variables(arxiv, posted))
        assert (told.code, health.code) == (3, 3)
        assert told.err.startswith(f"hub: {state['biorxiv']['message']}\n")
        assert state["biorxiv"]["hint"] in told.err
        hub("config", "sources.biorxiv", "off")
        off = hub("sources", "--format", "line", **variables(arxiv, posted))
        assert (off.code, off.err) == (0, "")
        hub("config", "sources.biorxiv", "auto")
        posted.fault = ""
        posted.rows["biorxiv"] = posted_rows(2)
        later = variables(arxiv, posted, HUB_NOW="2026-06-11T11:00:00+00:00")
        assert hub("fetch", **later).code == 0
        ended = hub("sources", "--json", **later)
        assert ended.code == hub("health", **later).code == 0
        listed = json.loads(ended.out)["sources"]
        assert {each["name"]: each["state"] for each in listed}["biorxiv"] == "fresh"


@pytest.mark.blackbox
def test_what_is_not_asked_opens_no_connection(hub):
    with ArxivServer(sample_papers(20)) as arxiv, PostedServer(host="127.0.0.2") as posted:
        hub("follow", "cs.CL", "sparse attention")
        ended = hub("fetch", **variables(arxiv, posted))
        assert posted.server.requests == []
        assert "iorxiv" not in ended.err.casefold()
        hub("config", "sources.biorxiv", "true")
        posted.rows["biorxiv"] = [row(1, "2026-06-10", title="On sparse attention in the cortex")]
        ended = hub("fetch", "--again", **variables(arxiv, posted))
        assert "bioRxiv: 1 new paper" in ended.err
        shown = hub("today", "--json", **variables(arxiv, posted))
        assert "On sparse attention in the cortex" in shown.out
        hub("config", "sources.biorxiv", "false")
        before = len(posted.server.requests)
        hub("fetch", "--again", **variables(arxiv, posted))
        assert len(posted.server.requests) == before


@pytest.mark.blackbox
def test_a_fetch_of_only_another_server_tells_of_its_days(hub):
    with ArxivServer() as arxiv, PostedServer(host="127.0.0.2") as posted:
        posted.rows["biorxiv"] = posted_rows(3)
        hub("follow", "bioRxiv:Neuroscience")
        ended = hub("fetch", **variables(arxiv, posted))
        assert ended.code == 0, ended.err
        assert "3 of 3 posted Wed 10 Jun in biorxiv:neuroscience" in ended.err
        assert arxiv.requests == []
        days = json.loads(hub("health", "--json", **variables(arxiv, posted)).out)["days"]
        line = next(day for day in days if day["day"] == "2026-06-10")
        assert (line["source"], line["category"]) == ("biorxiv", "biorxiv:neuroscience")
        assert (line["announced"], line["fetched"], line["state"]) == (3, 3, "fresh")
        shown = json.loads(hub("today", "--json", **variables(arxiv, posted)).out)
        assert len(shown["papers"]) == 3
        assert {paper["source"] for paper in shown["papers"]} == {"biorxiv"}
        assert {paper["venue"] for paper in shown["papers"]} == {"bioRxiv"}


@pytest.mark.blackbox
@pytest.mark.parametrize(
    ("follows", "said"),
    [
        (("biorxiv:neuroscience",), "; bioRxiv was read just now"),
        (("sparse attention",), "; arXiv was read just now"),
        (("sparse attention", "biorxiv:neuroscience"), "; arXiv and bioRxiv were read just now"),
    ],
)
def test_today_names_the_sources_that_were_read(hub, follows, said):
    with ArxivServer(sample_papers(20)) as arxiv, PostedServer(host="127.0.0.2") as posted:
        posted.rows["biorxiv"] = posted_rows(3)
        hub("follow", *follows)
        ended = hub("today", "--format", "cards", **variables(arxiv, posted))
    assert ended.code == 0, ended.err
    assert said in " ".join(ended.out.split())


@pytest.mark.blackbox
@pytest.mark.parametrize("options", [(), ("--format", "cards"), ("--format", "line")])
def test_hub_sources_names_them_all(hub, options):
    ended = hub("sources", *options)
    assert ended.code == 0
    assert [name for name in NAMES if not re.search(rf"\b{name}\b", ended.out)] == []


@pytest.mark.blackbox
def test_a_source_that_wants_to_be_turned_on_says_so(hub):
    def line_of(name):
        told = hub("sources", "--format", "line").out.splitlines()
        return next(line for line in told if line.startswith(name))

    quiet = "not asked: nothing on your radar is for it"
    assert line_of("arxiv").endswith(quiet)
    assert line_of("hf").endswith(f"{quiet} while sources.hf is auto")
    assert hub("config", "sources.hf", "on").code == 0
    assert line_of("hf").endswith(quiet)


@pytest.mark.blackbox
@pytest.mark.parametrize("options", [("--format", "bibtex"), ("--json", "--format", "line")])
def test_hub_sources_knows_its_formats(hub, options):
    assert hub("sources", *options).code == 2


# Keys

SECRET = "k-3f9a-very-secret"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HUB_S2_KEY": f" {SECRET}\n"}, (SECRET, "HUB_S2_KEY")),
        ({"HUB_S2_KEY": "  "}, None),
        ({"HUB_OPENALEX_KEY": SECRET}, None),
        ({}, None),
    ],
)
def test_a_key_is_taken_from_its_variable(environ, expected, monkeypatch):
    monkeypatch.setattr(keys, "has_keyring", lambda: False)
    found = keys.find("s2", environ)
    assert (found and (found.value, found.origin)) == expected
    assert SECRET not in repr(found)


@pytest.fixture
def keyring(tmp_path, monkeypatch):
    """A program that speaks as the package does, in the place of Python."""

    def made(script):
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
        monkeypatch.setattr(keys.sys, "executable", str(program))
        monkeypatch.setattr(keys, "has_keyring", lambda: True)

    return made


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f'[ "$*" = "-P -m keyring get academichub-cli s2" ] && echo {SECRET}', SECRET),
        (f"echo {SECRET}; exit 1", None),
        ("exit 0", None),
        ("sleep 5", None),
    ],
)
def test_a_key_is_taken_from_the_keyring(keyring, script, expected, monkeypatch):
    keyring(script)
    monkeypatch.setattr(keys, "_PATIENCE", 1.0)
    found = keys.find("s2", {"PATH": "/usr/bin:/bin"})
    assert (found.value if found else None) == expected
    assert found is None or found.origin == "keyring"


def test_the_variable_goes_before_the_keyring(keyring):
    keyring("echo another")
    assert keys.find("s2", {"HUB_S2_KEY": SECRET}).value == SECRET


@pytest.mark.blackbox
def test_doctor_and_sources_say_that_a_key_is_set_and_never_what_it_is(hub):
    name = next(sources.find(each).profile.key for each in NAMES if sources.find(each).profile.key)
    variable = keys.variable_of(name)
    for command in (("doctor",), ("sources",), ("sources", "--json"), ("config",)):
        ended = hub(*command, **{variable: SECRET})
        assert SECRET not in ended.out + ended.err
    assert f"{variable} from {variable}" in hub("doctor", **{variable: SECRET}).out
    assert f"{variable} not set" in hub("doctor").out
    (found,) = (
        each["key"]
        for each in json.loads(hub("sources", "--json", **{variable: SECRET}).out)["sources"]
        if each["key"] and each["key"]["variable"] == variable
    )
    assert (found["is_set"], found["origin"]) == (True, variable)


KEYED = [name for name in NAMES if sources.find(name).profile.key]


@pytest.mark.parametrize("name", KEYED)
def test_a_key_goes_to_its_own_host_and_nowhere_else(name, tmp_path):
    person = Follow(kind=FollowKind.AUTHOR, text="Ada Lovelace", id=f"{name}:A5023888391")
    reader = Follow(kind=FollowKind.AUTHOR, text="Ada Byron", id=f"{name}:1723755")
    with (
        ArxivServer() as own,
        ArxivServer() as other,
        Library.open(tmp_path / "library.db") as library,
    ):
        own.routes["/"] = lambda ask, mode: Reply(
            status=302, headers={"Location": f"{other.url}/moved"}
        )
        other.routes["/"] = lambda ask, mode: Reply(body=b"{}", kind="application/json")
        routes = dict.fromkeys(sources.find(name).profile.addresses, own.url)
        asked = Asked(tmp_path, library, name, routes, key=SECRET, hosts=(other.url,))
        harvest = asked.harvest(*EVERYTHING, person, reader, now=THURSDAY)
    sent = [str((each.ask.target, each.headers)) for each in own.requests]
    assert sent
    assert all(SECRET in each for each in sent)
    assert [each for each in other.requests if SECRET in str((each.ask, each.headers))] == []
    assert SECRET not in str(harvest)
    for path in tmp_path.rglob("*"):
        assert not (path.is_file() and SECRET.encode() in path.read_bytes()), path


@pytest.mark.parametrize("name", KEYED)
def test_a_key_that_a_source_quotes_is_in_no_failure(name, tmp_path):
    person = Follow(kind=FollowKind.AUTHOR, text="Ada Lovelace", id=f"{name}:A5023888391")
    reader = Follow(kind=FollowKind.AUTHOR, text="Ada Byron", id=f"{name}:1723755")
    with ArxivServer() as own, Library.open(tmp_path / "library.db") as library:
        own.routes["/"] = lambda ask, mode: Reply(
            status=401,
            body=json.dumps(
                {"error": f"bad key in {ask.target}", "message": dict(ask.headers)}
            ).encode(),
            kind="application/json",
        )
        routes = dict.fromkeys(sources.find(name).profile.addresses, own.url)
        asked = Asked(tmp_path, library, name, routes, key=SECRET)
        harvest = asked.harvest(*EVERYTHING, person, reader, now=THURSDAY)
    assert harvest.failures
    assert SECRET not in str(harvest)


@pytest.mark.blackbox
def test_a_subject_that_there_is_not_is_told_and_asks_nothing(hub):
    with ArxivServer(sample_papers(20)) as arxiv, PostedServer(host="127.0.0.2") as posted:
        followed = hub("follow", "biorxiv:phrenology", "cs.CL")
        assert "bioRxiv is not known to have it" in followed.out
        ended = hub("fetch", **variables(arxiv, posted))
        assert ended.code == 0, ended.err
        assert "bioRxiv has no subject biorxiv:phrenology: `hub unfollow" in ended.err
        assert posted.server.requests == []


@pytest.mark.blackbox
def test_what_fails_at_a_source_without_days_is_in_hub_health(hub):
    with ArxivServer(sample_papers(20)) as arxiv, ArxivServer(host="127.0.0.2") as registry:
        registry.routes["/"] = lambda ask, mode: Reply(status=403, body=b"no", kind="text/plain")
        asked = variables(arxiv, HUB_CROSSREF_URL=registry.url)
        hub("follow", "Ada Lovelace", "10.1038/s41586-020-2649-2")
        ended = hub("fetch", **asked)
        assert ended.code == 3
        assert "hub: Crossref: " in ended.err
        shown = hub("health", "--json", **asked)
        assert shown.code == 3
        (failure,) = json.loads(shown.out)["failures"]
        assert failure["source"] == "crossref"
        assert "Crossref" in failure["message"]
        assert failure["hint"]
        assert "failed    Crossref" in hub("health", **asked).out


@pytest.mark.blackbox
def test_a_key_that_is_none_is_told_and_not_shown(hub):
    with ArxivServer(sample_papers(5)) as arxiv, ArxivServer(host="127.0.0.2") as other:
        hub("follow", "cs.CL", "0000-0002-1825-0097")
        asked = variables(arxiv, HUB_OPENALEX_URL=other.url, HUB_OPENALEX_KEY="ключ-3f9a")
        ended = hub("fetch", **asked)
    assert ended.code == 2
    assert "the key for 127.0.0.2" in ended.err
    assert "3f9a" not in ended.err
    assert other.requests == []
