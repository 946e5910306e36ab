"""`hub follow --journal` and `--journals`: what is understood, asked, kept and said."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib

import pytest
from hypothesis import given, settings

from academichub_cli import journals
from academichub_cli.domain.journals import Route
from academichub_cli.errors import SourceError
from academichub_cli.sources._crossref_journals import parse
from blackbox.screen import Screen, plain
from loopback import ArxivServer
from loopback.faults import Reply
from loopback.feeds import Shelf, entry, rdf
from mutations import mutated, read_if_sound

OFFLINE = {"HUB_OFFLINE": "1"}


def journal_list(*journals):
    items = [
        {"title": title, "publisher": "P", "ISSN": list(issns), "subjects": [{"name": subject}]}
        for title, issns, subject in journals
    ]
    message = {"total-results": len(items), "items": items}
    return json.dumps({"status": "ok", "message-type": "journal-list", "message": message}).encode()


KNOWN = (
    ("Journal of Landscape Ecology", ("1803-2427", "1805-4196"), "Ecology"),
    ("Landscape Ecology &amp; Planning", ("1476-4687",), ""),
)
LANDSCAPES = journal_list(*KNOWN, ("Nameless ISSN", ("1803-2428",), ""), ("", ("1476-4687",), ""))


@pytest.fixture
def crossref(hub):
    """A Crossref on this machine that knows two journals by name and none by ISSN."""

    def journals(ask, mode):
        if ask.path == "/journals":
            return Reply(body=LANDSCAPES)
        return Reply(status=404, body=b"Resource not found.")

    with ArxivServer(routes={"/journals": journals}) as server:
        hub.variables |= {"HUB_CROSSREF_URL": server.url, "HUB_MIN_INTERVAL": "0"}
        yield server


def kept(hub):
    return tomllib.loads(hub.radar.read_text())["follow"]


def test_a_journal_of_the_table_is_kept_so_that_a_person_can_read_it(hub):
    ended = hub("follow", "--journal", "nature neuroscience", "PRL", "1476-4687", "JMLR", **OFFLINE)
    assert (ended.code, ended.err) == (0, "")
    neuroscience, letters, nature, learning = ended.out.splitlines()
    assert neuroscience == (
        "following  Journal: Nature Neuroscience  (understood as a journal):"
        " asked for at Crossref by ISSN 1097-6256, 1546-1726"
    )
    assert "Physical Review Letters" in letters
    assert "Journal: Nature " in nature
    assert learning.endswith("its feed at www.jmlr.org/jmlr.xml is read")
    assert kept(hub)[0] == {
        "journal": "Nature Neuroscience",
        "issn": ["1097-6256", "1546-1726"],
        "also": ["Nat. Neurosci."],
    }
    assert kept(hub)[3]["feed"] == "https://www.jmlr.org/jmlr.xml"
    again = hub("follow", "--journal", "Nature Neuroscience", **OFFLINE)
    assert again.out == "already followed  Journal: Nature Neuroscience\n"
    assert len(kept(hub)) == 4


def test_a_journal_that_was_followed_by_name_learns_what_it_is_known_by(hub):
    hub.radar.parent.mkdir(parents=True)
    hub.radar.write_text('# mine\n[[follow]]\njournal = "Neuron" # read on Mondays\n')
    assert hub("follow", "--journal", "Neuron", **OFFLINE).code == 0
    assert kept(hub) == [{"journal": "Neuron", "issn": ["0896-6273", "1097-4199"]}]
    assert "# mine\n" in hub.radar.read_text()
    assert "# read on Mondays" in hub.radar.read_text()


def test_an_ambiguous_name_lists_the_candidates_in_a_pipe(hub):
    ended = hub("follow", "--journal", "JASA", **OFFLINE)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "hub: JASA may be 2 journals: The Journal of the Acoustical Society of America,"
        " Journal of the American Statistical Association\n     name the one in full\n"
    )
    assert not hub.radar.exists()


@pytest.mark.parametrize(
    ("answer", "code", "followed"),
    [
        ("2\r", 0, "Journal of the American Statistical Association"),
        ("\r", 2, None),
        ("7\r2\r", 0, "Journal of the American Statistical Association"),
    ],
)
def test_an_ambiguous_name_asks_at_a_terminal(hub, answer, code, followed):
    seen = Screen(100).run(
        hub,
        "follow",
        "--journal",
        "JASA",
        err_is_screen=True,
        typed=[("which one?", answer)],
        **OFFLINE,
    )
    assert seen.code == code, seen.out
    assert "1  The Journal of the Acoustical Society of America  (AIP Publishing, " in seen.out
    assert (
        [each["journal"] for each in kept(hub)] == [followed]
        if followed
        else not hub.radar.exists()
    )


def test_an_unknown_name_is_followed_as_it_is_with_a_note(hub):
    ended = hub("follow", "--journal", "Nature Neurosciense", **OFFLINE)
    assert ended.code == 0
    assert "known by this name alone" in ended.out
    assert "did you mean “Nature Neuroscience”" in ended.err
    assert kept(hub) == [{"journal": "Nature Neurosciense"}]


BY_FEED = "the address of its feed, which begins with https://"
BY_ISSN = f"give its ISSN, as in `hub follow --journal 1476-4687`, or {BY_FEED}"
CHECK = f"check it, or give the journal's name or {BY_FEED}"
NEAR = "did you mean “Nature Neuroscience”, “Nature Geoscience”, “Nature Reviews Neuroscience”?"


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        (
            "Nature Neurosciense",
            "no journal called Nature Neurosciense is known",
            f"{NEAR} if not, {BY_ISSN}",
        ),
        ("Xyzzy Quarterly", "no journal called Xyzzy Quarterly is known", BY_ISSN),
        ("1803-2427", "no journal with the ISSN 1803-2427 is known", CHECK),
        ("1803-2428", "1803-2428 is no ISSN: its last digit does not fit the others", CHECK),
    ],
)
def test_what_crossref_does_not_have_is_said_with_what_to_do(hub, typed, said, hint):
    routes = {"/journals": lambda ask, mode: Reply(status=404, body=b"Resource not found.")}
    with ArxivServer(routes=routes) as server:
        address = {"HUB_CROSSREF_URL": server.url, "HUB_MIN_INTERVAL": "0"}
        ended = hub("follow", "--journal", typed, **address)
    assert (ended.code, ended.err) == (0, f"hub: {said}\n     {hint}\n")
    assert kept(hub)[0]["journal"] == typed


def test_an_unknown_name_may_be_what_it_comes_near_to(hub):
    seen = Screen(100).run(
        hub,
        "follow",
        "--journal",
        "Nature Neurosciense",
        err_is_screen=True,
        typed=[("which one?", "1\r")],
        **OFFLINE,
    )
    assert (seen.code, kept(hub)[0]["journal"]) == (0, "Nature Neuroscience"), seen.out


def test_crossref_is_asked_for_what_the_table_does_not_have(hub, crossref):
    ended = hub("follow", "--journal", "journal of landscape ecology")
    assert (ended.code, ended.err) == (0, "")
    assert kept(hub) == [
        {"journal": "Journal of Landscape Ecology", "issn": ["1803-2427", "1805-4196"]}
    ]
    (request,) = crossref.requests
    assert request.path == "/journals"
    assert request.params == {"query": "journal of landscape ecology", "rows": "20"}
    assert (
        hub("follow", "--journal", "Landscapes").err.count(
            "did you mean “Journal of Landscape Ecology”"
        )
        == 1
    )


def test_an_issn_that_nobody_knows_is_asked_for_all_the_same(hub, crossref):
    ended = hub("follow", "--journal", "1803-2427")
    assert (ended.code, crossref.requests[0].path) == (0, "/journals/1803-2427")
    assert kept(hub) == [{"journal": "1803-2427", "issn": ["1803-2427"]}]


def test_a_crossref_that_does_not_answer_costs_a_note(hub, crossref):
    crossref.misbehave("html")
    ended = hub("follow", "--journal", "Journal of Landscape Ecology")
    assert ended.code == 0
    assert "Crossref was no help with Journal of Landscape Ecology" in ended.err
    assert kept(hub) == [{"journal": "Journal of Landscape Ecology"}]


def test_a_feed_is_followed_by_its_address_under_its_own_name(hub):
    shelf = Shelf({"/feeds/rats.rss": rdf("Journal of Rats", [entry("10.1000/a")])})
    with ArxivServer(routes=shelf.routes()) as server:
        address = f"{server.url}/feeds/rats.rss"
        hub.variables |= {"HUB_OFFLINE": "0", "HUB_MIN_INTERVAL": "0"}
        ended = hub("follow", "--journal", address)
        assert (ended.code, ended.err) == (0, "")
        assert kept(hub) == [{"journal": "Journal of Rats", "feed": address}]
        shelf.fault = "challenge"
        ended = hub("follow", "--journal", f"{address}?x=1")
        assert ended.code == 0
        assert "the feed could not be looked at" in ended.err
    assert kept(hub)[1]["journal"] == "127.0.0.1/feeds/rats.rss"


@pytest.mark.parametrize("address", ["http://example.org/feed", "https://me:pw@example.org/x"])
def test_an_address_that_may_not_be_asked_is_refused(hub, address):
    ended = hub("follow", "--journal", address, **OFFLINE)
    assert (ended.code, ended.out) == (2, "")
    assert "no address of a feed" in ended.err


def test_a_set_is_followed_at_once_and_the_readers_own_goes_before(hub):
    ended = hub("follow", "--journals", "neuroscience", **OFFLINE)
    assert ended.code == 0
    assert len(ended.out.splitlines()) == len(kept(hub)) >= 10
    own = hub.radar.with_name("journals.toml")
    own.write_text('# mine\nneuroscience = ["Brain", "Annals of Nothing"]\nmine = ["1476-4687"]\n')
    hub.radar.unlink()
    assert hub("follow", "--journals", "neuroscience", "mine", **OFFLINE).code == 0
    assert [each["journal"] for each in kept(hub)] == ["Brain", "Annals of Nothing", "Nature"]
    assert own.read_text().startswith("# mine\n")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("mine = 'Nature'", 2, "mine is no list of journals"),
        ("mine = []", 2, "mine is no list of journals"),
        ("mine = [1]", 2, "mine is no list of journals"),
        ("mine = [", 5, "is damaged"),
        ("", 2, "no set of journals named 'mine'"),
    ],
)
def test_a_file_of_sets_that_cannot_be_used_is_said_to_be(hub, text, code, said):
    hub.radar.parent.mkdir(parents=True)
    hub.radar.with_name("journals.toml").write_text(text)
    ended = hub("follow", "--journals", "mine", **OFFLINE)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('issn = ["1476-4688"]', "1476-4688 is no issn"),
        ('feed = "http://example.org/x"', "no address of a feed"),
        ('topic = "x"\nissn = ["1476-4687"]', "name one of"),
    ],
)
def test_what_a_person_writes_of_a_journal_is_checked(hub, entry, said):
    hub.radar.parent.mkdir(parents=True)
    hub.radar.write_text(f'[[follow]]\njournal = "Nature"\n{entry}\n')
    ended = hub("following", **OFFLINE)
    assert ended.code == 2
    assert said in ended.err


def test_words_that_are_taken_for_something_else_may_be_a_journal(hub):
    ended = hub("follow", "Nature Neuroscience", **OFFLINE)
    assert "(understood as a topic); a journal has this name too" in ended.out
    assert "journal" not in hub("follow", "Ada Lovelace", "cancer", **OFFLINE).out


def test_a_journal_is_taken_off_by_any_of_its_names(hub):
    hub("follow", "--journal", "PRL", "Nature", "Cell", **OFFLINE)
    ended = hub("unfollow", "prl", "1476-4687", "Journal: Cell", **OFFLINE)
    assert (ended.code, len(ended.out.splitlines())) == (0, 3)
    assert "follow" not in tomllib.loads(hub.radar.read_text())


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_followed_is_broken_between_words_at_a_screen_and_whole_in_a_pipe(hub, columns):
    said = ("follow", "--journal", "Nature Neuroscience", "JMLR", "1476-4687")
    whole = hub(*said, COLUMNS="40", **OFFLINE).out
    assert [line.split()[0] for line in whole.splitlines()] == ["following"] * 3
    shown = hub("following", COLUMNS="40", **OFFLINE).out
    assert [line.split()[0] for line in shown.splitlines()] == ["Journal:"] * 3
    hub("unfollow", "Nature Neuroscience", "JMLR", "Nature", **OFFLINE)
    for command, text in ((said, whole), (("following",), shown)):
        lines = plain(Screen(columns).run(hub, *command, **OFFLINE).out).splitlines()
        assert max(map(len, lines)) <= columns
        assert " ".join(lines).split() == text.split()
        assert len(lines) > len(text.splitlines())


def test_following_shows_what_a_journal_is_known_by(hub):
    hub("follow", "--journal", "Nature Neuroscience", "JMLR", **OFFLINE)
    shown = hub("following", **OFFLINE).out
    assert "Journal: Nature Neuroscience  ISSN 1097-6256, 1546-1726  0 recent papers" in shown
    assert "feed www.jmlr.org/jmlr.xml" in shown
    first, second = json.loads(hub("following", "--json", **OFFLINE).out)["follows"]
    assert (first["issn"], first["feed"]) == (["1097-6256", "1546-1726"], None)
    assert second["feed"] == "https://www.jmlr.org/jmlr.xml"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("hub follow --journal 'Nature Neuros", ["Nature Neuroscience"]),
        ("hub follow --journals neuro", ["neuroscience"]),
        ("hub follow neuro", []),
    ],
)
def test_a_shell_completes_the_names_of_journals_and_sets(hub, typed, offered):
    words = len(typed.split(" ")) - typed.count("Nature")
    variables = {
        "_HUB_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(words - 1),
    }
    assert hub(**variables, **OFFLINE).out.split() == " ".join(offered).split()


def test_today_reads_no_table(hub):
    program = (
        "import sys; from academichub_cli.cli import run; run(['today']);"
        "print('academichub_cli.journals' in sys.modules, 'feedparser' in sys.modules)"
    )
    hub("follow", "--journal", "Nature", **OFFLINE)
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env=hub.environment(**OFFLINE), cwd=hub.home,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "False False"


def test_crossrefs_journals_are_read():
    found = parse(LANDSCAPES)
    assert [(journal.name, journal.issns, journal.field) for journal in found] == [
        ("Journal of Landscape Ecology", ("1803-2427", "1805-4196"), "biology"),
        ("Landscape Ecology & Planning", ("1476-4687",), None),
    ]
    assert all(journal.route is Route.CROSSREF for journal in found)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"message": []}', b"Resource not found."])
def test_what_is_no_answer_of_crossrefs_is_refused(body):
    with pytest.raises(SourceError):
        parse(body)


@given(body=mutated(LANDSCAPES))
@settings(max_examples=100, deadline=None)
def test_whatever_is_done_to_an_answer_it_is_read_or_refused(body):
    for journal in read_if_sound(parse, body) or ():
        assert journal.name
        assert journal.issns


def test_the_recorded_journals_of_crossref_are_read(real_data):
    bodies = []
    for path in (real_data / "recorded" / "crossref").glob("*journals*.json"):
        record = json.loads(path.read_text())
        if record["url"].partition("?")[0].rpartition("/")[0].endswith("/journals"):
            bodies.append(
                (
                    record["status"],
                    json.dumps(record["body"])
                    if not isinstance(record["body"], str)
                    else record["body"],
                )
            )
    good = [body for status, body in bodies if status == 200]
    assert good
    for body in good:
        (journal,) = parse(body.encode())
        assert journal.name
        assert journal.issns


def test_every_set_is_named_where_one_is_not_known(hub):
    ended = hub("follow", "--journals", "neurosciences", **OFFLINE)
    assert (ended.code, ended.out) == (2, "")
    for name in journals.sets():
        assert f"{name}," in ended.err or f"{name}\n" in ended.err
    assert "no set of journals named 'neurosciences'" in ended.err
    assert "did you mean neuroscience" in ended.err
    assert "name one of those above" in hub("follow", "--journals", "zzz", **OFFLINE).err
