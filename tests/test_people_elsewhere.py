"""Who a name is by OpenAlex, ORCID, Semantic Scholar and arXiv: what they send, and what becomes of it."""

from __future__ import annotations

import json
import time
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.people import Candidate
from academichub_cli.domain.radar import Follow, FollowKind, understand
from academichub_cli.errors import SourceError
from academichub_cli.library import Library
from academichub_cli.sources import (
    _arxiv_people,
    _openalex_people,
    _orcid_people,
    _s2_people,
    arxiv,
    crossref,
    europepmc,
    openalex,
    s2,
)
from academichub_cli.sources._people import finders
from blackbox import stage, warm
from loopback import ArxivServer, sample_papers
from loopback.author_feed import Feed, Person, write_feed
from loopback.people import Directory, Known
from mutations import mutated, read_if_sound
from records import bodies, need

NOW = datetime(2026, 6, 11, 9, tzinfo=UTC)
TODAY = date(2026, 6, 11)
ORCID, OTHER_ORCID = "0000-0002-1825-0097", "0000-0001-5109-3700"
NAME = "Wei Zhang"

# what they send


def openalex_person(number, name, **more):
    record = {
        "id": f"https://openalex.org/A{number}",
        "orcid": None,
        "display_name": name,
        "display_name_alternatives": [],
        "works_count": 40 + number,
        "last_known_institutions": [{"display_name": "Lund University"}],
        "topics": [{"display_name": "Speech Recognition"}, {"display_name": "Acoustics"}],
        "counts_by_year": [
            {"year": 2026, "works_count": 3},
            {"year": 2020, "works_count": 0},
            {"year": 2019, "works_count": 1},
        ],
    }
    return record | more


OPENALEX = {
    "results": [
        openalex_person(1, NAME, orcid=f"https://orcid.org/{ORCID}"),
        openalex_person(2, "Zhang Wei", display_name_alternatives=["W. Zhang"]),
        openalex_person(3, "Wolfgang Zahn"),
        openalex_person(8, NAME, id="https://openalex.org/A1|A9"),
        {"id": None},
    ]
}
WORKS = {
    "results": [
        {
            "title": "On depth",
            "authorships": [
                {"author": {"id": "https://openalex.org/A1", "display_name": NAME}},
                {"author": {"id": "https://openalex.org/A7", "display_name": "Ana Souza"}},
                {"author": {"id": None, "display_name": "Nobody"}},
                None,
            ],
        },
        {
            "title": "On crowds",
            "authorships": [
                {"author": {"id": f"https://openalex.org/A{n}", "display_name": f"N{n} Author"}}
                for n in range(1, 90)
            ],
        },
        {"title": None, "authorships": None},
    ]
}
# As the public interface answers, emails left out by us.
REGISTERED = {
    "expanded-result": [
        {
            "orcid-id": ORCID,
            "given-names": "Wei",
            "family-names": "Zhang",
            "credit-name": None,
            "other-name": ["Zhang Wei", "W.  Zhang\u202e"],
            "email": [],
            "institution-name": ["Lund University", "Lund University", "Fudan University"],
        },
        {
            "orcid-id": OTHER_ORCID,
            "given-names": "W.",
            "family-names": None,
            "credit-name": "Wei Zhang (张伟)",
            "other-name": None,
            "institution-name": None,
        },
        {"orcid-id": "0000-0003-0000-0001", "given-names": "Wolfgang", "family-names": "Zahn"},
        {"orcid-id": "bad", "given-names": "Wei", "family-names": "Zhang"},
        None,
    ],
    "num-found": 5,
}
OWN_WORKS = {
    "last-modified-date": {"value": 1784717438554},
    "group": [
        {
            "work-summary": [
                {
                    "put-code": 1,
                    "title": {"title": {"value": "An older work"}, "subtitle": None},
                    "publication-date": {"year": {"value": "2019"}, "month": None, "day": None},
                }
            ]
        },
        {
            "work-summary": [
                {
                    "title": {"title": {"value": "A newer work"}},
                    "publication-date": {"year": {"value": "2026"}},
                },
                {"title": {"title": {"value": "The same, by another source"}}},
            ]
        },
        {"work-summary": [{"title": {"title": {"value": "Undated"}}, "publication-date": None}]},
        {"work-summary": [{"title": None}]},
        {"work-summary": []},
        None,
    ],
    "path": f"/{ORCID}/works",
}
SEARCHED = {
    "total": 5,
    "offset": 0,
    "data": [
        {
            "authorId": "147168046",
            "externalIds": {"DBLP": ["Wei Zhang 1"], "ORCID": ORCID},
            "name": NAME,
            "affiliations": ["Lund University"],
            "paperCount": 41,
            "papers": [
                {
                    "paperId": "a" * 40,
                    "title": "Older",
                    "year": 2019,
                    "fieldsOfStudy": ["Computer Science"],
                    "authors": [
                        {"authorId": "147168046", "name": "Wei Zhang"},
                        {"authorId": "7", "name": "A. Souza"},
                    ],
                },
                {
                    "title": "Newer",
                    "year": 2026,
                    "fieldsOfStudy": None,
                    "authors": [
                        {"authorId": None, "name": "Li Na"},
                        {"authorId": "7", "name": None},
                    ],
                },
                {"title": None, "year": None, "authors": None},
            ],
        },
        {"authorId": "2", "name": "W. Zhang", "paperCount": "3"},
        {"authorId": "3", "name": "Alan Turing"},
        {"authorId": None, "name": NAME},
        {"authorId": "4", "name": None},
    ],
}


def sent(document):
    return json.dumps(document).encode()


def author_feed(name="Simeon Warner"):
    person = Person(name=name, id="warner_s_1")
    return write_feed(
        Feed(person=person, asked="warner_s_1", papers=tuple(sample_papers(4)), now=NOW)
    )


def test_openalexs_persons_are_read():
    first, second = _openalex_people.parse(sent(OPENALEX), NAME)
    assert first == Candidate(
        names=(NAME,),
        found_in="OpenAlex",
        count=41,
        affiliations=("Lund University",),
        fields=("Speech Recognition", "Acoustics"),
        years=(2019, 2026),
        ids=(f"orcid:{ORCID}", "openalex:A1"),
    )
    assert second.names == ("Zhang Wei", "W. Zhang")


def test_works_of_openalex_tell_titles_and_coauthors_but_not_of_a_crowd():
    found = _openalex_people.parse_works(sent(WORKS))
    assert (found["A1"].titles, found["A1"].coauthors) == (["On depth", "On crowds"], ["Ana Souza"])
    assert found["A7"].coauthors == [NAME]


def test_orcids_persons_are_read():
    first, second = _orcid_people.parse(sent(REGISTERED), NAME)
    assert first == Candidate(
        names=(NAME, "Zhang Wei", "W. Zhang"),
        found_in="ORCID",
        count=None,
        affiliations=("Lund University", "Fudan University"),
        ids=(f"orcid:{ORCID}",),
    )
    assert second.names == ("Wei Zhang (张伟)", "W.")
    assert len(_orcid_people.parse(sent(REGISTERED), None)) == 3


def test_orcids_works_are_titles_the_last_first():
    titles, years = _orcid_people.parse_works(sent(OWN_WORKS))
    assert titles == ("A newer work", "An older work", "Undated")
    assert years == (2019, 2026)


def test_nobody_at_orcid_is_nobody():
    assert _orcid_people.parse(b'{"expanded-result": null, "num-found": 0}', NAME) == ()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        (
            NAME,
            (
                '(given-names:"Wei" AND family-name:"Zhang") OR credit-name:"Wei Zhang"'
                ' OR other-names:"Wei Zhang"'
            ),
        ),
        (
            "Zhang, W.",
            '(given-names:W* AND family-name:"Zhang") OR credit-name:"W Zhang" OR other-names:"W Zhang"',
        ),
        ("王小明", 'family-name:"王小明" OR credit-name:"王小明" OR other-names:"王小明"'),
        (
            'Evil" OR *:* \\',
            '(given-names:"Evil" AND family-name:"OR") OR credit-name:"Evil OR" OR other-names:"Evil OR"',
        ),
        ("…", ""),
    ],
)
def test_a_name_in_solrs_language_has_nothing_of_that_language(name, asked):
    assert _orcid_people.query(name) == asked


def test_semantic_scholars_persons_are_read():
    first, second = _s2_people.parse(sent(SEARCHED), NAME)
    assert first == Candidate(
        names=(NAME,),
        found_in="Semantic Scholar",
        count=41,
        titles=("Newer", "Older"),
        coauthors=("Li Na", "A. Souza"),
        fields=("Computer Science",),
        affiliations=("Lund University",),
        years=(2019, 2026),
        ids=(f"orcid:{ORCID}", "s2:147168046"),
    )
    assert (second.names, second.count, second.ids) == (("W. Zhang",), 3, ("s2:2",))


def test_the_person_of_an_author_page_is_read():
    person = _arxiv_people.parse(author_feed(), "arxiv:warner_s_1")
    assert (person.names, person.found_in, person.count) == (("Simeon Warner",), "arXiv", 4)
    assert person.ids == ("arxiv:warner_s_1",)
    assert len(person.titles) == len(person.papers) == 4
    assert "Simeon Warner" not in person.coauthors
    assert person.coauthors


PARSERS = {
    "openalex": (lambda body: _openalex_people.parse(body, NAME), sent(OPENALEX)),
    "openalex_one": (_openalex_people.parse_one, sent(openalex_person(1, NAME))),
    "openalex_works": (_openalex_people.parse_works, sent(WORKS)),
    "orcid": (lambda body: _orcid_people.parse(body, NAME), sent(REGISTERED)),
    "orcid_works": (_orcid_people.parse_works, sent(OWN_WORKS)),
    "s2": (lambda body: _s2_people.parse(body, NAME), sent(SEARCHED)),
    "arxiv": (lambda body: _arxiv_people.parse(body, "arxiv:warner_s_1"), author_feed()),
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>", b"[]", b"null", b'{"error": "no"}', b'{"results": 3}', b'{"data": {}}'),
        *(b'{"expanded-result": "no"}', b'{"expanded-result": null}', b'{"group": null}'),
    ],
)
def test_what_is_not_what_was_asked_for_is_refused(parser, body):
    with pytest.raises(SourceError):
        PARSERS[parser][0](body)


@pytest.mark.parametrize("parser", PARSERS)
def test_no_damage_to_an_answer_is_a_bug(parser):
    parse, body = PARSERS[parser]

    @settings(max_examples=60, deadline=None)
    @given(body=mutated(body))
    def damaged(body):
        read_if_sound(parse, body)

    damaged()


@pytest.mark.recorded
def test_recorded_answers_of_semantic_scholar_are_read(real_data):
    folder = real_data / "recorded" / "semantic_scholar"
    found = [
        _s2_people.parse(body, "Alan Turing")
        for url, body in bodies(folder)
        if "author/search" in url
    ]
    assert [each.names[0] for persons in found for each in persons][:2] == [
        "A. Turing",
        "A. Turing",
    ]
    assert any(each.names == ("Alan Turing",) for persons in found for each in persons)


# whom is asked what


@pytest.mark.parametrize(
    ("who", "places"),
    [
        (NAME, ["OpenAlex", "ORCID", "Semantic Scholar"]),
        (ORCID, ["ORCID", "OpenAlex", "arXiv"]),
        ("warner_s_1", ["arXiv"]),
    ],
)
def test_places_are_asked_by_what_they_know(who, places):
    assert [each.label for each in finders(understand(who))] == places


VISION, SOUND = (
    "Depth estimation for driving scenes from lidar",
    "Whispered speech and its phonemes",
)
FIRST = Known(
    name=NAME,
    openalex="A1",
    orcid=ORCID,
    s2="77",
    papers=((f"{VISION} at night", 2026, ("Ana Souza", "Li Na")), (f"{VISION} in fog", 2024, ())),
    count=41,
)
SECOND = Known(
    name=NAME,
    openalex="A2",
    affiliations=("Fudan University",),
    papers=((f"{SOUND} in four languages", 2020, ("Omar Haddad",)),),
)
RARE = Known(
    name="Ada Lovelace",
    openalex="A3",
    orcid=OTHER_ORCID,
    s2="78",
    arxiv="lovelace_a_1",
    s2_has_orcid=True,
)
STRANGER = Known(name="Alan Turing", openalex="A4", s2="79")


@pytest.fixture
def directory():
    return Directory([FIRST, SECOND, RARE, STRANGER])


@pytest.fixture(scope="module")
def stable(tmp_path_factory):
    with warm.Stable(tmp_path_factory.mktemp("commands")) as stable:
        yield stable


@pytest.fixture
def server(directory):
    with ArxivServer(routes=directory.routes()) as server:
        yield server


@pytest.fixture
def online(hub, directory, server, stable):
    """A home that may ask the directory, all of it, and nobody else."""
    hub.variables |= directory.variables(server.url)
    return stage.WarmHub(hub, stable)


def kept(hub):
    return tomllib.loads(hub.radar.read_text("utf-8"))["follow"]


def add(hub, *papers):
    with Library.open(hub.library) as library, library.changing():
        library.papers.add(papers, seen=NOW, current=TODAY)


def paper(number, title, *authors):
    return Paper(
        id=ArxivId(f"2606.{number:05d}"),
        title=title,
        source="arxiv",
        authors=tuple(Author(name=each) for each in authors),
        categories=("cs.CV",),
        announced=TODAY,
        batch=TODAY,
    )


def test_the_one_person_of_a_name_is_followed_with_all_ids(online):
    ended = online("follow", "Ada Lovelace")
    assert (ended.code, ended.err) == (0, "")
    assert f"understood as an author, the one with orcid:{OTHER_ORCID})" in ended.out
    assert kept(online) == [
        {
            "author": "Ada Lovelace",
            "id": f"orcid:{OTHER_ORCID}",
            "other_ids": ["openalex:A3", "s2:78"],
        }
    ]
    assert f"orcid:{OTHER_ORCID}, openalex:A3, s2:78" in online("following", COLUMNS="120").out
    (shown,) = json.loads(online("following", "--json").out)["follows"]
    assert shown["other_ids"] == ["openalex:A3", "s2:78"]


def test_who_is_known_by_an_id_is_not_asked_about_again(online, directory):
    online("follow", "Ada Lovelace")
    before = len(directory.asked)
    assert online("follow", "ADA  LOVELACE", "cs.CL").out.startswith("already followed")
    assert len(directory.asked) == before


def test_a_name_that_was_followed_gets_the_ids_that_are_found(online):
    online("follow", "Ada Lovelace", "--offline")
    assert kept(online) == [{"author": "Ada Lovelace"}]
    online("follow", "Ada Lovelace")
    assert kept(online)[0]["id"] == f"orcid:{OTHER_ORCID}"


def test_in_a_pipe_one_of_several_is_followed_by_name(online):
    ended = online("follow", NAME)
    assert ended.code == 0
    assert f"{NAME} may be 2 persons, so all of that name are followed" in ended.err
    assert kept(online) == [{"author": NAME}]


def test_papers_here_tell_which_of_several_elsewhere_it_is(online):
    add(online, paper(1, f"{VISION} in fog", NAME, "Tom Ek"))
    found = json.loads(online("whois", NAME, "--json").out)["candidates"]
    assert [each["found_in"] for each in found] == ["library", "OpenAlex"]
    assert found[0]["ids"] == [f"orcid:{ORCID}", "openalex:A1", "s2:77"]
    assert found[0]["also_in"] == [
        {"place": "OpenAlex", "count": 41},
        {"place": "Semantic Scholar", "count": 41},
        {"place": "ORCID", "count": 2},
    ]
    assert found[0]["count"] == 1


def test_at_a_terminal_one_of_several_is_picked(online):
    Screen = pytest.importorskip("blackbox.screen").Screen  # noqa: N806
    seen = Screen(80, rows=60).run(
        online, "follow", NAME, err_is_screen=True, typed=[("which of them is Wei Zhang?", "1\r")]
    )
    assert seen.code == 0, seen.out
    assert "asking OpenAlex, ORCID and Semantic Scholar who Wei Zhang is" in seen.out
    assert kept(online) == [
        {
            "author": NAME,
            "id": f"orcid:{ORCID}",
            "other_ids": ["openalex:A1", "s2:77"],
            "coauthors": ["Ana Souza", "Li Na"],
        }
    ]


def test_whois_shows_what_all_places_tell(online):
    ended = online("whois", NAME, COLUMNS="120")
    assert ended.code == 0
    assert ended.out == (
        "1  Wei Zhang  41 papers at OpenAlex, 2024 to 2026; also 41 at Semantic Scholar, 2 at ORCID\n"
        "   Lund University\n"
        "   in Computer Science\n"
        "   with Ana Souza, Li Na\n"
        f"   orcid:{ORCID}, openalex:A1, s2:77\n"
        f"   “{VISION} at night”\n"
        f"   “{VISION} in fog”\n"
        "\n"
        "2  Wei Zhang  1 paper at OpenAlex, 2020\n"
        "   Fudan University\n"
        "   in Computer Science\n"
        "   with Omar Haddad\n"
        "   openalex:A2\n"
        f"   “{SOUND} in four languages”\n"
        "\n"
    )
    assert ended.err == "nobody of the name Wei Zhang is in the library; 2 persons elsewhere\n"
    assert not online.radar.exists()


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        (OTHER_ORCID, [f"orcid:{OTHER_ORCID}", "openalex:A3"]),
        (f"https://orcid.org/{OTHER_ORCID}", [f"orcid:{OTHER_ORCID}", "openalex:A3"]),
        ("lovelace_a_1", ["arxiv:lovelace_a_1"]),
    ],
)
def test_whois_says_whose_an_id_is(online, who, ids):
    ended = online("whois", who, "--json")
    (person,) = json.loads(ended.out)["candidates"]
    assert (ended.code, person["names"], person["ids"]) == (0, ["Ada Lovelace"], ids)
    assert ended.err.endswith(" is the id of Ada Lovelace\n")


@pytest.mark.parametrize("who", ["nobody_n_1", "0000-0001-2345-6789"])
def test_an_id_that_nobody_has_is_nobodys(online, who):
    ended = online("whois", who)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"{who} is nobody's id, as far as could be asked\n"


def test_keys_reach_their_own_place_alone(online, directory):
    keys = {"HUB_OPENALEX_KEY": "open-3f9a", "HUB_S2_KEY": "scholar-77c1"}
    ended = online("whois", NAME, **keys)
    assert not any(key in ended.out + ended.err for key in keys.values())
    for ask in directory.asked:
        is_openalex = ask.path in {"/authors", "/works"}
        is_s2 = ask.path.startswith("/graph/")
        assert ("open-3f9a" in ask.target) == is_openalex
        assert ("scholar-77c1" in ask.headers.values()) == is_s2
        assert ask.headers["accept"] == "application/json"


# who is not asked


@pytest.mark.parametrize("command", ["follow", "whois"])
@pytest.mark.parametrize(
    ("arguments", "variables"), [(["--offline"], {}), ([], {"HUB_OFFLINE": "1"})]
)
def test_nobody_is_asked_where_that_is_not_wanted(command, arguments, variables, online, directory):
    ended = online(command, NAME, *arguments, **variables)
    assert (ended.code, directory.asked) == (0, [])
    assert "elsewhere" not in ended.err
    assert "no help" not in ended.err


def test_a_home_of_these_tests_without_a_server_of_its_own_is_offline(hub, server):
    assert hub.environment()["HUB_OFFLINE"] == "1"
    assert "HUB_OFFLINE" not in hub.environment(HUB_S2_URL=server.url)
    assert hub.environment()["HTTPS_PROXY"].startswith("http://127.0.0.1:")


def test_a_place_that_is_turned_off_is_not_asked(online, directory):
    for name in ("openalex", "orcid"):
        assert online("config", f"sources.{name}", "false").code == 0
    online("follow", NAME)
    assert {each.path for each in directory.asked} == {"/graph/v1/author/search"}


def test_with_one_server_on_this_machine_nobody_beyond_it_is_asked(hub, directory):
    with ArxivServer(routes=directory.routes()) as server:
        ended = hub("follow", NAME, HUB_ORCID_URL=server.url, HUB_MIN_INTERVAL="0")
    assert (ended.code, ended.err) == (0, "")
    assert {each.path.split("/")[1] for each in directory.asked} == {"v3.0"}


def test_what_is_no_name_is_asked_about_nowhere(online, directory):
    assert online("follow", "cs.CL", "sparse attention", ORCID, "2606.00001").code == 0
    assert directory.asked == []


# what goes wrong

THE_THREE = "OpenAlex, ORCID and Semantic Scholar"
PLACES = {"OpenAlex": "/authors", "ORCID": "/v3.0/", "Semantic Scholar": "/graph/"}
FAULTS = ["html", "empty", "not_xml", "rate_exceeded_429", "error_500", "error_404", "cut", "reset"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_place_that_fails_is_named_and_costs_itself_alone(place, fault, online, server):
    server.misbehave(fault, path=PLACES[place])
    ended = online("follow", "Ada Lovelace")
    assert (ended.code, stage.faults(ended)) == (0, [])
    (line,) = ended.err.splitlines()
    assert line.startswith(f"{place} was no help with Ada Lovelace: ")
    assert kept(online)[0]["id"] == f"orcid:{OTHER_ORCID}"


def test_whois_tells_a_failure_with_its_remedy(online, server):
    server.misbehave("error_500", path="/graph/")
    ended = online("whois", "Ada Lovelace", "--json")
    told = json.loads(ended.out)
    assert (ended.code, stage.faults(ended, json_expected=True)) == (3, [])
    (failure,) = told["failures"]
    assert (failure["source"], len(told["candidates"])) == ("s2", 1)
    assert failure["message"].startswith("Semantic Scholar was no help with Ada Lovelace: ")
    assert failure["hint"]


def test_a_busy_place_is_not_asked_again_while_somebody_waits(online, server):
    server.misbehave("rate_exceeded_429", path="/graph/")
    online("follow", "Ada Lovelace")
    asked = [each for each in server.requests if each.path.startswith("/graph/")]
    assert len(asked) == 1


def test_a_person_with_too_many_papers_for_one_answer_is_told_without_them(online, directory):
    directory.has_too_many_papers = True
    ended = online("whois", "Ada Lovelace", "--json")
    (person,) = json.loads(ended.out)["candidates"]
    assert (ended.code, "s2:78" in person["ids"]) == (0, True)
    fields = [each.params["fields"] for each in directory.asked if each.path.startswith("/graph/")]
    assert ["papers." in each for each in fields] == [True, False]


def test_titles_that_do_not_come_leave_the_persons(online, server):
    server.misbehave("error_500", path="/works")
    ended = online("follow", "Ada Lovelace")
    assert ended.err.startswith("OpenAlex was little help with Ada Lovelace: ")
    assert kept(online)[0]["other_ids"] == ["openalex:A3", "s2:78"]


def test_a_place_that_never_answers_does_not_hold_up_the_follow(hub, directory):
    with (
        ArxivServer(routes=directory.routes()) as server,
        ArxivServer(routes=directory.routes(), host="127.0.0.2") as silent,
    ):
        silent.misbehave("silent")
        hub.variables |= directory.variables(server.url, HUB_ORCID_URL=silent.url)
        begun = time.monotonic()
        ended = hub("follow", "Ada Lovelace")
        took = time.monotonic() - begun
    assert ended.code == 0
    assert ended.err == (
        "ORCID was no help with Ada Lovelace: no answer came within 6 s; try again later\n"
    )
    assert 6 <= took < 10
    assert kept(hub)[0]["id"] == f"orcid:{OTHER_ORCID}"


def test_a_key_that_is_none_is_said_and_the_follow_is_made(online):
    ended = online("follow", "Ada Lovelace", HUB_S2_KEY="ключ")
    assert ended.code == 0
    assert "Semantic Scholar was no help" in ended.err
    assert "ключ" not in ended.err
    assert kept(online)[0]["other_ids"] == ["openalex:A3"]


def test_where_no_pace_can_be_kept_nobody_is_asked_and_the_follow_is_made(online, directory):
    data = online.home / "data"
    data.mkdir()
    (data / "pace").write_text("in the way")
    ended = online("follow", "Ada Lovelace")
    assert (ended.code, directory.asked) == (0, [])
    assert kept(online) == [{"author": "Ada Lovelace"}]
    assert ended.err.count(" no help") == 1
    assert ended.err.startswith(f"{THE_THREE} were no help with Ada Lovelace: ")


def nowhere(directory):
    """The addresses of a network that is not there."""
    return directory.variables("http://127.0.0.1:9")


def test_where_there_is_no_network_that_is_one_sentence_with_its_remedy(hub, directory):
    ended = hub("follow", "Ada Lovelace", **nowhere(directory))
    assert (ended.code, stage.faults(ended)) == (0, [])
    assert ended.err == (
        f"{THE_THREE} cannot be reached, so nobody was asked who Ada Lovelace is;"
        " check the network connection, then run it again\n"
    )
    assert kept(hub) == [{"author": "Ada Lovelace"}]
    two = hub("follow", "Grace Hopper", "Emmy Noether", **nowhere(directory))
    assert "so nobody was asked who 2 authors are; " in two.err


def test_whois_says_so_once_and_json_of_each_place(hub, directory):
    ended = hub("whois", "Ada Lovelace", "--json", **nowhere(directory))
    assert (ended.code, stage.faults(ended, json_expected=True)) == (3, [])
    assert ended.err.count("hub: ") == 1
    assert (
        f"hub: {THE_THREE} cannot be reached, so nobody was asked who Ada Lovelace is\n"
        in ended.err
    )
    failures = json.loads(ended.out)["failures"]
    assert [each["source"] for each in failures] == ["openalex", "orcid", "s2"]


def test_hostile_words_reach_no_screen(online, directory):
    evil = "\x1b[31mred\u202e\U000e0041"
    directory.persons = [
        Known(
            name="Ada Lovelace",
            openalex="A3",
            orcid=OTHER_ORCID,
            s2="78",
            affiliations=(evil,),
            fields=(evil,),
            papers=((f"{evil} and a title that is long enough", 2026, (f"Li {evil}",)),),
        )
    ]
    for arguments in (("whois", "Ada Lovelace"), ("whois", "Ada Lovelace", "--json")):
        ended = online(*arguments)
        assert stage.faults(ended, json_expected="--json" in arguments) == []
    assert stage.faults(online("follow", "Ada Lovelace")) == []


def test_twelve_at_once_that_ask_keep_all_twelve(online, directory):
    names = [f"Ada{chr(97 + number)} Lovelace" for number in range(12)]
    directory.persons = [
        Known(name=name, openalex=f"A{20 + at}", s2=f"{20 + at}") for at, name in enumerate(names)
    ]
    running = [stage.begun(online, "follow", name) for name in names]
    ends = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 12, ends
    assert sorted(each["author"] for each in kept(online)) == sorted(names)


def test_many_names_in_one_command_are_looked_up_together(online, directory):
    names = [f"Ada{chr(97 + number)} Lovelace" for number in range(12)]
    directory.persons = [Known(name=name, openalex=f"A{20 + at}") for at, name in enumerate(names)]
    ended = online("follow", *names)
    assert ended.code == 0
    assert "other places are asked about the first 10 names alone" in ended.err
    assert [each["author"] for each in kept(online)] == names


# what the ids are good for


def followed(**more):
    return Follow(kind=FollowKind.AUTHOR, text="Ada Lovelace", **more)


def terms(source, follow, **more):
    wanted = need(follow, **more)
    return [term for query in source.SOURCE.plan(wanted).queries for term in query.terms]


def test_each_source_asks_by_the_id_that_is_its_own():
    known = followed(id=f"orcid:{ORCID}", other_ids=("openalex:A3", "s2:78"))
    assert terms(openalex, known) == [f"openalex:orcid:{ORCID}"]
    assert any(ORCID in term for term in terms(crossref, known))
    assert f'europepmc:AUTHORID:"{ORCID}"' in terms(europepmc, known)
    without = followed(id="s2:78", other_ids=("openalex:A3",))
    assert terms(openalex, without) == ["openalex:author:A3"]
    assert terms(crossref, without) == []


@pytest.mark.parametrize(
    ("follow", "page"),
    [
        (followed(id=f"orcid:{ORCID}"), None),
        (followed(id=f"orcid:{ORCID}", coauthors=("Ana Souza",)), f"named author:{ORCID}"),
        (
            followed(id=f"orcid:{ORCID}", other_ids=("arxiv:lovelace_a_1",)),
            "named author:lovelace_a_1",
        ),
        (understand(ORCID), f"author:{ORCID}"),
        (understand("lovelace_a_1"), "author:lovelace_a_1"),
    ],
)
def test_arxivs_author_page_is_asked_for_where_it_says_more_than_the_name(follow, page):
    wanted = replace(need(follow), routes=frozenset({"api", "author"}))
    asked = [term for query in arxiv.SOURCE.plan(wanted).queries for term in query.terms]
    assert [term for term in asked if "author:" in term and "au:" not in term] == (
        [page] if page else []
    )


def test_semantic_scholar_is_asked_for_whom_others_know_only_where_it_answers():
    known = followed(id=f"orcid:{ORCID}", other_ids=("s2:78",))
    assert terms(s2, known) == []
    assert terms(s2, known, has_key=True) == ["s2:author:78"]
    assert terms(s2, followed(id="s2:78")) == ["s2:author:78"]


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("openalex:A3", "  by Ada Lovelace"),
        ("s2:78", "  by Ada Lovelace"),
        (f"orcid:{ORCID}", "  by Ada Lovelace"),
        ("s2:79", "  perhaps by Ada Lovelace"),
    ],
)
def test_a_paper_that_bears_any_of_the_ids_is_theirs(online, name, whose):
    online.radar.parent.mkdir()
    online.radar.write_text(
        f'[[follow]]\nauthor = "Ada Lovelace"\nid = "orcid:{ORCID}"\n'
        'other_ids = ["openalex:A3", "s2:78"]\n'
    )
    scheme, _, number = name.partition(":")
    printed = Author(name="A. A. Lovelace", ids=((scheme, number),))
    add(online, replace(paper(1, "Notes"), authors=(printed,)))
    assert whose in online("why", "2606.00001").out


@pytest.mark.parametrize(
    "entry",
    [
        'author = "Ada Lovelace"\nother_ids = ["openalex:A3"]',
        'topic = "engines"\nid = "x:1"\nother_ids = ["openalex:A3"]',
    ],
)
def test_further_ids_are_of_an_author_who_has_one(online, entry):
    online.radar.parent.mkdir()
    online.radar.write_text(f"[[follow]]\n{entry}\n")
    ended = online("following")
    assert ended.code == 2
    assert "other_ids are of an author who has an id" in ended.err
