"""Whatever is typed: a sentence, a remedy, exit code 2, and nothing changed."""

from __future__ import annotations

import pytest

from blackbox import stage

pytestmark = pytest.mark.blackbox

LONG = "x" * 100_000  # the system takes no more than 128 kB in one argument
SURROGATES = "\udcff\udcfe caf\udce9"
SPANS = (
    *("7", "-7d", "0d", "99999999999d", "2026-02-30", "2026-13-01", "7 d", "7D7", "", " ", "soon"),
    *("9999-01-01", "0001-01-01", "2026-06-01T00:00", "٧d", "1e3d", LONG, SURROGATES, "\x1b[31m7d"),
)
NUMBERS = ("0", "-1", str(10**9), "1e3", "ten", "", " ", "1.5", "٣", "1_0", "+", LONG, SURROGATES)
IDS = (
    *("0", "99", "-1", "9999999999", "foo", "", " ", "9999.99999", "2606", "arXiv:", "doi:", "10."),
    *("https://example.org/abs/2606.10001", "2505.23671v0", "1;2", LONG, SURROGATES, "a\x1b[2J"),
)
NAMES = ("", " ", "\u200b", "…", "!!!", "-", '"', LONG, SURROGATES + LONG, "\x1b[31m")

CASES = [
    *((command, "--since", text) for command in ("today", "brief") for text in SPANS),
    *(
        (command, *needed, "--limit", text)
        for command, *needed in (("today",), ("shuffle",), ("search", "flow"), ("export",))
        for text in NUMBERS
    ),
    *(("shuffle", "--seed", text) for text in NUMBERS if text != "0"),
    *(
        (command, text)
        for command in ("show", "open", "like", "save", "hide", "unmark", "why", "unlearn")
        for text in IDS
    ),
    *((command, text) for command in ("follow", "mute", "unfollow", "unmute") for text in NAMES),
    *(
        (command, *needed, "--format", text)
        for command, *needed in (("today",), ("shuffle",), ("show", "1"), ("search", "x"))
        for text in ("", "pdf", "JSON", "_page", "../json", "line json", LONG, SURROGATES)
    ),
    *(("brief", "--format", text) for text in ("", "pdf", "bibtex", LONG)),
    *(
        (command, *needed, "--json", "--format", "line")
        for command, *needed in (("today",), ("shuffle",), ("search", "x"), ("export",), ("brief",))
    ),
    *(
        (command, "--source", text)
        for command in ("today", "shuffle", "export", "brief")
        for text in ("", "arvix", "_arxiv_feed", SURROGATES, "arxiv.org")
    ),
    *(
        (command, "--category", text)
        for command in ("today", "shuffle", "export", "brief")
        for text in ("", "xx.YY", "cs.CL,cs.LG", "computing", SURROGATES)
    ),
    ("follow",),
    ("follow", "--author", "--topic", "both"),
    ("follow", "--category", "cs"[:1]),
    ("follow", "--category", "no category"),
    ("follow", "--paper", "no paper"),
    ("follow", "--paper", "9999.99999999"),
    ("follow", "--topic", "…"),
    ("follow", "Ada Lovelace", ""),
    ("mute", "--author", "--topic", "both"),
    *(("mute", "survey", "--until", text) for text in ("2020-01-01", "2026-02-30", "", "soon")),
    ("mute", "--category", "no category"),
    ("unfollow", "Nobody Here"),
    ("unfollow", "Ion Stoica", "Nobody Here"),
    ("unmute", "nothing"),
    ("brief", "--topic", ""),
    ("brief", "--topic", "…"),
    ("brief", "--lang", "xx"),
    ("brief", "--lang", SURROGATES),
    ("brief", "--out", ""),
    ("brief", "--out", LONG),
    ("brief", "--out", "no/such/folder.md"),
    ("export", "--saved", "--liked"),
    ("export", "--saved", "--search", "x"),
    ("export", "--search", ""),
    ("export", "--search", "…"),
    ("export", "--out", ""),
    ("export", "--out", LONG),
    ("export", "--out", "~nobody-here/papers.bib"),
    ("export", "--out", "no/such/folder.bib"),
    ("search",),
    ("search", ""),
    ("search", '"'),
    ("search", "OR"),
    ("search", "NOT"),
    ("search", "*"),
    ("config", "no.such"),
    ("config", "language", "xx"),
    ("config", "reading.cards", "0"),
    ("config", "reading.cards", "many"),
    ("config", "reading.surprise", "2"),
    ("config", "network.offline", "perhaps"),
    ("config", "network.deadline", "--", "-1"),
    ("config", "network.deadline", "nan"),
    ("config", "addresses.arxiv_api", "http://export.arxiv.org/api/query"),
    ("config", "calendar.no_mailing", "2026-02-30"),
    ("config", "a", "b", "c"),
    ("like",),
    ("like", "2505.23671", "foo"),
    *(("like", "--from", text) for text in ("", ".", "no-such.bib", LONG, SURROGATES, "a\x1b[2J")),
    ("like", "2505.23671", "--from", "refs.bib"),
    ("why",),
    ("why", "2505.23671", "--model"),
    ("why", "--json"),
    ("why", "2505.23671", "--json"),
    ("unlearn",),
    ("unlearn", "--all", "--undo"),
    ("unlearn", "2505.23671", "--all"),
    *(("unlearn", "--interest", text) for text in ("1", *NUMBERS)),
    *(("unlearn", "--term", text) for text in ("", "…", "\u200b")),
    ("eval", "learned"),
    ("eval", "--stop"),
    ("eval", "--compare"),
    ("eval", "--stop", "--json"),
    ("eval", "--compare", "learned", "date", "--json"),
    ("eval", "--compare", "learned"),
    ("eval", "--compare", "learned", "learned"),
    ("eval", "--compare", "learned", SURROGATES),
    ("eval", "--compare", "learned", "follows", "date"),
    *((*typed, "--sort", text) for typed in (("today",), ("search", "x")) for text in ("", LONG)),
    ("config", "ranking.learned", "2"),
    ("config", "ranking.interests", "speech"),
    ("config", "ranking.interests", "speech: much"),
    ("today", "extra"),
    ("today", "--bogus"),
    ("--bogus",),
    ("",),
    ("tody",),
    ("__init__",),
    ("_session",),
    ("../cli",),
    (LONG,),
    (SURROGATES,),
    ("\x1b]0;title\x07",),
    ("demo", "--keep", "."),
]  # fmt: skip
# Many cases a test, so that a home is not made for each.
BATCHES = [CASES[start : start + 45] for start in range(0, len(CASES), 45)]


def complaints(ended):
    """What is wrong with the way in which a command refused."""
    found = stage.faults(ended)
    if ended.code != 2:
        found.append(f"exit code {ended.code}")
    lines = ended.err.splitlines()
    if len(lines) != 2 or not lines[0].startswith("hub: ") or not lines[1].startswith("     "):
        found.append("no sentence with a remedy below")
    if ended.out:
        found.append("something on stdout")
    if max(map(len, lines), default=0) > 600:
        found.append("a wall of text")
    return [f"{each}: {ended.out[:80]!r} {ended.err[:200]!r}" for each in found]


@pytest.mark.parametrize("cases", BATCHES, ids=lambda cases: " ".join(cases[0])[:20])
def test_bad_input_is_refused_in_a_sentence_and_changes_nothing(cases, sample):
    sample("today", "--limit", "3")
    before = stage.snapshot(sample.home)
    found = {}
    for case in cases:
        if said := complaints(sample(*case)):
            found[tuple(each[:40] for each in case)] = said
        assert stage.snapshot(sample.home) == before, case
    assert not found


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("tody",), "`hub today`"),
        (("folow",), "`hub follow`"),
        (("serach", "x"), "`hub search`"),
        (("unfollow", "Ion Stoika"), "Ion Stoica"),
        (("unfollow", "Stoica"), "Ion Stoica"),
        (("unfollow", "difusion"), "diffusion model"),
        (("unmute", "survy"), "survey"),
        (("today", "--source", "arvix"), "arxiv"),
        (("today", "--format", "bibtx"), "bibtex"),
        (("config", "reading.card", "3"), "reading.cards"),
        (("show", "9"), "hub today"),
        (("show", "2606.99999"), "hub follow 2606.99999"),
        (("today", "--since", "7"), "7d"),
        (("today", "--limt", "3"), "hub today --help"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed, hint, sample):
    sample("mute", "survey")
    sample("today", "--limit", "3")
    assert hint in sample(*typed).err


@pytest.mark.parametrize(
    "command",
    [("today",), ("shuffle",), ("brief",), ("fetch",)],
    ids=lambda command: command[0],
)
def test_an_empty_radar_is_said_with_the_line_to_type(command, hub):
    ended = hub(*command)
    assert (ended.code, stage.faults(ended)) == (2, [])
    assert "hub follow " in ended.err


def test_what_is_odd_but_right_is_taken(sample):
    for typed in (
        ("today", "--category", "CS.cl"),
        ("today", "--since", " 7d "),
        ("today", "--since", "last"),
        ("today", "--limit", "1000000"),
        ("search", "[red]", "OR", "flow)"),
        ("search", "title:"),
        ("follow", "王小明", "Nguyễn Văn An", "🙂 emoji", "--"),
        ("follow", "--topic", "[red]markup[/red]"),
        ("following",),
        ("why", "2606.99999"),
        ("unfollow", "AUTHOR: ion stoica"),
    ):
        ended = sample(*typed)
        assert (ended.code, stage.faults(ended)) == (0, []), (typed, ended)
