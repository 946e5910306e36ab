"""`hub whois`, `hub notme` and following one of several persons of a name."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime

import pytest

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.library import Library

OFFLINE = {"HUB_OFFLINE": "1"}
NOW = datetime(2026, 6, 11, 9, tzinfo=UTC)
TODAY = date(2026, 6, 11)
VISION = "Depth estimation for driving scenes from lidar and monocular video"
SPEECH = "Phoneme recognition of whispered speech with acoustic transducers"
OTHERS = [
    "Wei Li", "Wei Chen", "Wei Wang", "Wei Liu", "Jun Zhang", "Lei Zhang", "Yu Zhang", "Na Zhang",
    "Wei Sun", "Hao Zhang",
]  # fmt: skip


def paper(number, title, *authors, category="cs.CV"):
    return Paper(
        id=ArxivId(f"2606.{number:05d}"),
        version=1,
        title=title,
        abstract=f"{title}, with experiments.",
        source="arxiv",
        authors=tuple(Author(name=each) for each in authors),
        categories=(category,),
        submitted=datetime(2026, 6, 9, 10, number % 60, tzinfo=UTC),
        announced=TODAY,
        batch=TODAY,
    )


PAPERS = [
    paper(1, f"{VISION} at night", "Wei Zhang", "Ana Souza", "Li Na"),
    paper(2, f"{VISION} in rain", "Wei Zhang", "Ana Souza", "Tom Ek"),
    paper(3, f"{VISION} and maps", "Tom Ek", "Li Na", "Wei Zhang"),
    paper(11, f"{SPEECH} for Mandarin", "Wei Zhang", "Omar Haddad", "Yu Sato", category="cs.CL"),
    paper(12, f"{SPEECH} for Cantonese", "Omar Haddad", "Wei Zhang", category="cs.CL"),
    *(paper(50 + at, f"On matters {at}", each) for at, each in enumerate(OTHERS)),
    paper(90, "A lone author", "Ada Lovelace"),
]


@pytest.fixture
def home(hub):
    """A library in which two persons are called Wei Zhang, as many are elsewhere."""
    with Library.open(hub.library) as library, library.changing():
        library.papers.add(PAPERS, seen=NOW, current=TODAY)
    hub.variables |= OFFLINE
    return hub


def add(hub, *papers):
    with Library.open(hub.library) as library, library.changing():
        library.papers.add(papers, seen=NOW, current=TODAY)


def kept(hub):
    return tomllib.loads(hub.radar.read_text("utf-8"))["follow"]


def why(hub, number):
    return hub("why", f"2606.{number:05d}").out


def reasons(hub):
    """The reasons of each paper that today shows, by the last two figures of its id."""
    ended = hub("today", "--json", "--limit", "50")
    found = json.loads(ended.out)["papers"]
    return {int(each["id"][-2:]): each["reasons"][0] for each in found}


def follow_the_first(hub):
    Screen = pytest.importorskip("blackbox.screen").Screen  # noqa: N806
    return Screen(100, rows=60).run(
        hub,
        "follow",
        "Wei Zhang",
        err_is_screen=True,
        typed=[("which of them is Wei Zhang?", "1\r")],
    )


needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def test_whois_shows_the_persons_of_a_name(home):
    ended = home("whois", "Wei", "Zhang", COLUMNS="120")
    assert ended.code == 0
    assert ended.out == (
        "1  Wei Zhang  3 papers here, 2026\n"
        "   in cs.CV\n"
        "   with Tom Ek, Li Na, Ana Souza\n"
        f"   “{VISION} and maps”\n"
        f"   “{VISION} in rain”\n"
        f"   “{VISION} at night”\n"
        "\n"
        "2  Wei Zhang  2 papers here, 2026\n"
        "   in cs.CL\n"
        "   with Omar Haddad, Yu Sato\n"
        f"   “{SPEECH} for Cantonese”\n"
        f"   “{SPEECH} for Mandarin”\n"
        "\n"
    )
    assert ended.err == (
        "perhaps 2 persons, by 5 papers of the library; `hub follow` asks which one you mean\n"
    )
    assert not home.radar.exists()


def test_whois_as_json_is_one_document(home):
    ended = home("whois", "Wei Zhang", "--json")
    found = json.loads(ended.out)
    assert (found["schema"], found["name"]) == (1, "Wei Zhang")
    assert found["candidates"][1] == {
        "names": ["Wei Zhang"],
        "found_in": "library",
        "count": 2,
        "years": [2026, 2026],
        "affiliations": [],
        "fields": ["cs.CL"],
        "coauthors": ["Omar Haddad", "Yu Sato"],
        "titles": [f"{SPEECH} for Cantonese", f"{SPEECH} for Mandarin"],
        "papers": ["arXiv:2606.00012", "arXiv:2606.00011"],
        "ids": [],
        "also_in": [],
    }
    assert json.loads(home("whois", "Nobody Here", "--json").out)["candidates"] == []


def test_in_a_pipe_the_name_is_followed_and_said_to_be_several(home):
    ended = home("follow", "Wei Zhang")
    assert ended.code == 0
    assert "Wei Zhang may be 2 persons here" in ended.err
    assert kept(home) == [{"author": "Wei Zhang"}]
    assert home("follow", "Ada Lovelace").err == ""


@needs_a_terminal
def test_at_a_terminal_it_is_asked_which_one_is_meant(home):
    seen = follow_the_first(home)
    assert seen.code == 0, seen.out
    assert "the one who writes with Tom Ek and Li Na" in seen.out
    assert kept(home) == [
        {
            "author": "Wei Zhang",
            "papers": ["arXiv:2606.00003", "arXiv:2606.00002", "arXiv:2606.00001"],
            "coauthors": ["Tom Ek", "Li Na", "Ana Souza"],
        }
    ]


@needs_a_terminal
def test_a_person_is_matched_by_name_and_evidence(home):
    follow_the_first(home)
    add(
        home,
        paper(21, f"{VISION} in tunnels", "Wei Zhang", "Ana Souza", "Tom Ek", "Li Na"),
        paper(22, f"{SPEECH} for Tamil", "Wei Zhang", "Omar Haddad", category="cs.CL"),
        paper(23, f"{VISION} in snow", "W. Zhang", "Ana Souza", "Li Na"),
    )
    found = reasons(home)
    assert found[21]["text"] == "by Wei Zhang (3 shared co-authors)"
    assert found[23]["text"] == "by Wei Zhang (2 shared co-authors)"
    assert found[22] == {"kind": "possible-author", "text": found[22]["text"]}
    assert found[22]["text"].startswith("perhaps by Wei Zhang")
    assert found[1]["text"] == "by Wei Zhang"


@needs_a_terminal
def test_a_lost_library_leaves_the_coauthors(home):
    follow_the_first(home)
    home.library.unlink()
    add(home, paper(21, f"{VISION} in tunnels", "Wei Zhang", "Ana Souza", "Tom Ek"))
    assert "by Wei Zhang (2 shared co-authors)" in why(home, 21)


def test_not_this_person_is_taught_and_taken_back(home):
    home.radar.parent.mkdir()
    home.radar.write_text('# mine\n[[follow]]\nauthor = "Wei Zhang"  # of Lund\n# below\n')
    assert "by Wei Zhang" in why(home, 11)
    ended = home("notme", "2606.00011", "--author", "Wei Zhang")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"arXiv:2606.00011 is not by Wei Zhang  {SPEECH} for Mandarin\n"
    assert "Nothing you follow means it" in why(home, 11)
    assert "perhaps by Wei Zhang, like one that is not by them" in why(home, 12)
    assert "  by Wei Zhang\n" in why(home, 1)
    text = home.radar.read_text()
    assert text.startswith('# mine\n[[follow]]\nauthor = "Wei Zhang"  # of Lund\n')
    assert text.endswith("# below\n")
    assert home("notme", "2606.00011", "--undo").code == 0
    assert kept(home) == [{"author": "Wei Zhang"}]
    assert "  by Wei Zhang\n" in why(home, 11)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2606.00090",), "arXiv:2606.00090 bears no such name"),
        (("2606.00011", "--author", "Ada Lovelace"), "'Ada Lovelace' is not followed"),
        (("2606.99999",), "arXiv:2606.99999 is not in the library"),
    ],
)
def test_nothing_is_taught_of_what_does_not_concern_anybody_followed(home, arguments, said):
    home("follow", "Wei Zhang")
    before = home.radar.read_bytes()
    ended = home("notme", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert home.radar.read_bytes() == before


@pytest.mark.parametrize(
    "entry",
    [
        'topic = "speech"\npapers = ["2606.00011"]',
        'author = "Wei Zhang"\npapers = ["no paper"]',
        'author = "Wei Zhang"\ncoauthors = [""]',
    ],
)
def test_evidence_that_cannot_be_is_refused(home, entry):
    home.radar.parent.mkdir()
    home.radar.write_text(f"[[follow]]\n{entry}\n")
    assert home("following").code == 2


def test_papers_may_be_written_as_people_write_them(home):
    home.radar.parent.mkdir()
    home.radar.write_text(
        '[[follow]]\nauthor = "Wei Zhang"\npapers = ["https://arxiv.org/abs/2606.00001v2"]\n'
    )
    assert "  by Wei Zhang\n" in why(home, 1)
    assert "by Wei Zhang (2 shared co-authors)" not in why(home, 11)
    assert "perhaps by Wei Zhang" in why(home, 11)


@pytest.mark.parametrize(
    ("written", "kept_text"),
    [
        (
            'follow = [{author = "Wei Zhang"}, {topic = "maps"}]  # short\n',
            (
                'follow = [{author = "Wei Zhang",not_papers = ["arXiv:2606.00011"]}'
                ', {topic = "maps"}]  # short\n'
            ),
        ),
        (
            '[[follow]]\ntopic = "maps"\n\n# him\n[[follow]]\nauthor = "Wei Zhang"\n\n# end\n',
            (
                '[[follow]]\ntopic = "maps"\n\n# him\n[[follow]]\nauthor = "Wei Zhang"\n'
                'not_papers = ["arXiv:2606.00011"]\n\n# end\n'
            ),
        ),
        (
            '[[follow]]\r\nauthor = "Wei Zhang"\r\n# end\r\n',
            '[[follow]]\r\nauthor = "Wei Zhang"\r\nnot_papers = ["arXiv:2606.00011"]\r\n# end\r\n',
        ),
        (
            '[[follow]]\nauthor = "Wei Zhang"',
            '[[follow]]\nauthor = "Wei Zhang"\nnot_papers = ["arXiv:2606.00011"]\n',
        ),
    ],
)
def test_what_is_taught_leaves_the_rest_of_the_file_as_it_was(home, written, kept_text):
    home.radar.parent.mkdir()
    home.radar.write_bytes(written.encode())
    assert home("notme", "2606.00011").code == 0
    assert home.radar.read_bytes().decode() == kept_text
    assert "Nothing you follow means it" in why(home, 11)


def test_a_radar_without_namesakes_loads_nothing_that_tells_persons_apart(home):
    home("follow", "Ada Lovelace", "cs.CV")
    program = (
        "import sys; from academichub_cli.cli import run; run(['today', '--json']);"
        "print([name for name in sys.modules if '.people' in name], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        timeout=60,
        env=home.environment(),
        cwd=home.home,
    )
    assert json.loads(ended.stdout)["papers"]
    assert ended.stderr.decode().splitlines()[-1] == "[]"
