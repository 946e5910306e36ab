"""bioRxiv and medRxiv: their answers read, and their days in the ledger."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings

from academichub_cli.domain.categories import is_known, server_of, subject_category
from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Doi
from academichub_cli.domain.notices import NoticeKind
from academichub_cli.domain.paper import AnnounceType
from academichub_cli.domain.posted_days import spans
from academichub_cli.domain.posting import tracked
from academichub_cli.errors import SourceError
from academichub_cli.library import Library
from academichub_cli.sources._posted import parse
from asking import Asked, radar_of
from loopback.biorxiv import POSTED_MODES, PostedServer, days, row
from mutations import HANG, mutated, read_if_sound

THURSDAY = datetime(2026, 6, 11, 14, tzinfo=UTC)  # Wednesday the 10th is over in New York
WEDNESDAY = date(2026, 6, 10)
DAY = timedelta(days=1)


def read(body):
    return parse(body, server="biorxiv", label="bioRxiv")


def body(*rows, **said):
    messages = {"status": "ok", "count": len(rows), "total": str(len(rows))} | said
    return json.dumps({"messages": [messages], "collection": list(rows)}).encode()


# What an answer says


def test_a_record_is_read_as_it_is():
    (record,) = read(body(row(1, "2026-06-10", published="10.1038/s41593-026-1"))).records
    paper = record.paper
    assert (record.day, record.version, record.notice) == (WEDNESDAY, 1, None)
    assert paper.id == Doi("10.64898/2026.06.000001")
    assert paper.aliases == {Doi("10.1038/s41593-026-1")}
    assert paper.title == "A study of cells, number 1"
    assert paper.abstract == "We looked at cells, number 1."
    assert [author.name for author in paper.authors] == ["Kevin M. Wright", "A. Gaudinier"]
    assert paper.authors[0].affiliations == ("Harvard University",)
    assert paper.categories == ("biorxiv:neuroscience",)
    assert (paper.source, paper.venue, paper.field) == ("biorxiv", "bioRxiv", "neuroscience")
    assert (paper.submitted, paper.updated) == (datetime(2026, 6, 10, tzinfo=UTC), None)
    assert paper.dated_by == {("submitted", "days")}


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({"version": "3"}, "submitted", None),
        ({"version": "3"}, "updated", datetime(2026, 6, 10, tzinfo=UTC)),
        ({"date": "2026-6-10"}, "submitted", datetime(2026, 6, 10, tzinfo=UTC)),
        ({"category": "hiv/aids"}, "categories", ("biorxiv:hiv_aids",)),
        ({"category": "infectious diseases (except hiv/aids)"}, "categories",
         ("biorxiv:infectious_diseases",)),
        ({"category": "NA"}, "categories", ()),
        ({"abstract": "NA"}, "abstract", None),
        ({"abstract": "&lt;p&gt;Of <i>E. coli</i>&lt;/p&gt;"}, "abstract", "Of E. coli"),
        ({"title": "Red \u001b[31mcells\u202e"}, "title", "Red cells"),
        ({"doi": "https://doi.org/10.1101/2026.06.01"}, "id", Doi("10.1101/2026.06.01")),
        ({"published": "10.64898/2026.06.000001"}, "aliases", frozenset()),
    ],
)  # fmt: skip
def test_what_a_record_may_say_otherwise(changes, name, value):
    (record,) = read(body(row(1, "2026-06-10", **changes))).records
    assert getattr(record.paper, name) == value


@pytest.mark.parametrize(
    ("printed", "corresponding", "names"),
    [
        ("Wright, K. M.; Lee, S.", "Kevin Wright", ["Kevin Wright", "S. Lee"]),
        ("de la Cruz, M.; Lee, S.", "Maria de la Cruz", ["Maria de la Cruz", "S. Lee"]),
        ("Zhang, W.; Zhang, W.", "Wei Zhang", ["W. Zhang", "W. Zhang"]),
        ("Lee, S.", "Kevin Wright", ["S. Lee"]),
        ("Lee, S.", "", ["S. Lee"]),
        ("Lee, S.", "Lee", ["S. Lee"]),
        ("The Brain Consortium; Lee, S.", "Sue Lee", ["The Brain Consortium", "Sue Lee"]),
        ("; ;NA;", "NA", []),
    ],
)
def test_the_corresponding_author_has_a_full_name(printed, corresponding, names):
    changed = row(1, "2026-06-10", authors=printed, author_corresponding=corresponding)
    (record,) = read(body(changed)).records
    assert [author.name for author in record.paper.authors] == names


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"doi": "NA"}, "no DOI"),
        ({"doi": None}, "no DOI"),
        ({"date": "2026-06-31"}, "no date"),
        ({"date": "0026-06-10"}, "no date"),
        ({"version": "0"}, "no version"),
        ({"version": "one"}, "no version"),
        ({"title": " \u200b "}, "no title"),
        ({"title": "x" * 6_000}, "impossible length"),
    ],
)
def test_a_bad_record_costs_itself(changes, said):
    answer = read(body(row(1, "2026-06-10", **changes), row(2, "2026-06-10")))
    assert (len(answer.records), answer.count, answer.total) == (1, 2, 2)
    (damage,) = answer.damaged
    assert said in damage.said


def test_a_withdrawn_paper_is_said_to_be():
    (record,) = read(body(row(1, "2026-06-10", type="withdrawn", version="2"))).records
    assert record.notice.kind is NoticeKind.WITHDRAWAL
    assert (record.notice.paper, record.notice.day) == (record.paper.id, WEDNESDAY)


@pytest.mark.parametrize(
    "sent",
    [
        b'{"messages": [{"status": "Error: no such interval"}], "collection": []}',
        b'{"messages": [], "collection": []}',
        b'{"collection": []}',
        b"[]",
        b"null",
        b'"ok"',
        b"{",
        b"\xff\xfe{",
    ],
)
def test_what_does_not_say_that_it_is_well_is_no_answer(sent):
    with pytest.raises(SourceError, match="bioRxiv"):
        read(sent)


def test_that_there_is_nothing_is_an_answer():
    answer = read(b'{"messages": [{"status": "no posts found"}], "collection": []}')
    assert (answer.records, answer.count, answer.total) == ((), 0, 0)


BODY = body(*(row(number, "2026-06-10", version=str(number)) for number in range(1, 4)))


@settings(max_examples=150, deadline=HANG * 1_000)
@given(mutated(BODY, tokens=[b'"', b"{", b"[", b"\\u001b", b"\\ud800", b"null"]))
def test_no_mutation_of_an_answer_breaks_its_reader(changed):
    if answer := read_if_sound(read, changed):
        for record in answer.records:
            assert_presentable_posted(record.paper)


def assert_presentable_posted(paper):
    plain = [paper.title, paper.abstract or "", *(author.name for author in paper.authors)]
    for text in plain:
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)


@pytest.mark.recorded
def test_the_recorded_answer_is_read_without_loss(real_data):
    recorded = real_data / "recorded" / "biorxiv" / "fastpaper_biorxiv_search.json"
    answer = read(recorded.read_bytes())
    assert (len(answer.records), answer.damaged, answer.count, answer.total) == (
        100,
        (),
        100,
        60_568,
    )
    assert all(record.paper.abstract and record.paper.authors for record in answer.records)
    assert all(is_known(record.paper.primary_category) for record in answer.records)
    assert sum(record.notice is not None for record in answer.records) == 2
    full = [record.paper.authors for record in answer.records]
    assert sum(any(author.affiliations for author in authors) for authors in full) > 80


# What is asked, and what becomes of the days


@pytest.fixture
def reader(tmp_path):
    with PostedServer() as server, Library.open(tmp_path / "library.db") as library:
        asked = Asked(tmp_path, library, "biorxiv", {"days": server.url}, look_back=2 * DAY)
        asked.server = server
        yield asked


def lines(reader):
    return {
        (line.category, line.day): (line.state, line.fetched, line.announced)
        for line in reader.library.ledger.days(source=reader.name)
    }


def posted(count, day="2026-06-10", start=1, **more):
    return [row(number, day, **more) for number in range(start, start + count)]


SUBJECT = "biorxiv:neuroscience"


def test_the_days_of_a_subject_are_read_and_counted(reader):
    reader.server.rows["biorxiv"] = [
        *posted(45),
        *posted(3, "2026-06-09", 100),
        *posted(9, category="zoology", start=200),
        row(300, "2026-06-10", version=2),
    ]
    harvest = reader.harvest(SUBJECT, now=THURSDAY)
    assert (harvest.failures, harvest.damaged, harvest.has_answered) == ([], [], True)
    assert lines(reader) == {
        (SUBJECT, date(2026, 6, 9)): (State.FRESH, 3, 3),
        (SUBJECT, WEDNESDAY): (State.FRESH, 45, 45),
    }
    assert reader.server.asked == [
        "biorxiv/2026-06-09/2026-06-10/0/json?category=neuroscience",
        "biorxiv/2026-06-09/2026-06-10/30/json?category=neuroscience",
    ]
    assert reader.library.papers.count() == 49


def test_a_day_that_is_complete_costs_nothing_more(reader):
    reader.server.rows["biorxiv"] = [*posted(4), *posted(3, "2026-06-09", 100)]
    reader.harvest(SUBJECT, now=THURSDAY)
    before = len(reader.server.asked)
    reader.harvest(SUBJECT, now=THURSDAY + timedelta(hours=1), again=True)
    assert len(reader.server.asked) == before
    reader.server.rows["biorxiv"] += posted(2, "2026-06-11", 50)
    reader.harvest(SUBJECT, now=THURSDAY + DAY)
    assert reader.server.asked[before:] == [
        "biorxiv/2026-06-11/2026-06-11/0/json?category=neuroscience"
    ]
    assert lines(reader)[SUBJECT, date(2026, 6, 11)] == (State.FRESH, 2, 2)


def test_a_paper_is_read_with_the_announcement_after_its_day(reader):
    reader.server.rows["biorxiv"] = [*posted(1), *posted(1, "2026-06-09", 2)]
    reader.harvest(SUBJECT, now=THURSDAY)
    papers = reader.library.papers.between(date(2026, 6, 1), date(2026, 6, 30))
    batches = {paper.id.value[-1]: paper.batch for paper in papers}
    assert batches == {"1": date(2026, 6, 11), "2": date(2026, 6, 10)}
    assert {paper.announced for paper in papers} == {None}


def test_what_was_posted_on_a_weekend_is_read_on_monday(reader):
    sunday = datetime(2026, 6, 15, 14, tzinfo=UTC)
    reader.look_back = 3 * DAY
    reader.server.rows["biorxiv"] = [
        row(number, day) for number, day in enumerate(("2026-06-12", "2026-06-13", "2026-06-14"))
    ]
    reader.harvest(SUBJECT, now=sunday)
    papers = reader.library.papers.between(date(2026, 6, 1), date(2026, 6, 30))
    assert [paper.batch for paper in papers] == [date(2026, 6, 15)] * 3


def test_a_later_version_revises_the_paper_and_is_no_news(reader):
    reader.server.rows["biorxiv"] = [*posted(1, "2026-06-09"), row(1, "2026-06-10", version=2)]
    reader.harvest(SUBJECT, now=THURSDAY)
    (paper,) = reader.library.papers.between(date(2026, 6, 1), date(2026, 6, 30))
    assert (paper.version, paper.batch) == (2, date(2026, 6, 10))
    assert (paper.revised, paper.announce_type) == (date(2026, 6, 11), AnnounceType.NEW)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.FRESH, 0, 0)


def test_an_empty_day_waits_until_it_is_long_over(reader):
    reader.server.rows["biorxiv"] = posted(1, "2026-06-09")
    reader.harvest(SUBJECT, now=THURSDAY)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.WAITING, 0, None)
    reader.harvest(SUBJECT, now=THURSDAY + DAY)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.QUIET, 0, None)
    reader.server.rows["biorxiv"] += posted(2, "2026-06-11", 5)
    reader.harvest(SUBJECT, now=THURSDAY + DAY)
    assert lines(reader)[SUBJECT, date(2026, 6, 11)] == (State.FRESH, 2, 2)


WRONG = {
    "empty_body": "busy",
    "complaint": "Error: interval",
    "larger_total": "sent 4 of 11 records",
    "same_page": "sent 60 of 70 records",
    "not_json": "no JSON",
    "html": "a web page where json was asked for",
}


@pytest.mark.parametrize(("fault", "said"), WRONG.items(), ids=WRONG)
def test_what_goes_wrong_is_said_and_made_good(reader, fault, said):
    reader.server.rows["biorxiv"] = posted(70 if fault == "same_page" else 4)
    reader.server.fault = fault
    harvest = reader.harvest(SUBJECT, now=THURSDAY)
    assert any(said in failure.message for failure in harvest.failures), harvest.failures
    assert all(failure.hint and failure.source == "biorxiv" for failure in harvest.failures)
    assert "\x1b" not in str(harvest.failures)
    assert lines(reader)[SUBJECT, WEDNESDAY][0] is State.FAILED
    reader.server.fault = ""
    assert reader.harvest(SUBJECT, now=THURSDAY + timedelta(minutes=40)).failures == []
    count = len(reader.server.rows["biorxiv"])
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.FRESH, count, count)


def test_every_fault_is_tried():
    assert {*WRONG, "no_posts", "no_total"} == set(POSTED_MODES)


def test_a_day_that_was_there_and_is_gone_is_stale(reader):
    reader.server.rows["biorxiv"] = [*posted(3), row(9, "2026-06-10", title="")]
    reader.harvest(SUBJECT, now=THURSDAY)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.FAILED, 3, 4)
    reader.server.fault = "no_posts"
    harvest = reader.harvest(SUBJECT, now=THURSDAY + DAY)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.STALE, 3, 4)
    assert "was not before" in harvest.failures[0].message


def test_without_a_total_it_is_read_to_its_end(reader):
    reader.server.rows["biorxiv"] = posted(65)
    reader.server.fault = "no_total"
    assert reader.harvest(SUBJECT, now=THURSDAY).failures == []
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.FRESH, 65, 65)


def test_a_page_size_that_changes_skips_nothing(reader):
    reader.server.rows["biorxiv"] = posted(100)
    reader.server.page = 7
    reader.harvest(SUBJECT, now=THURSDAY)
    assert lines(reader)[SUBJECT, WEDNESDAY] == (State.FRESH, 100, 100)


def test_topics_and_names_are_looked_for_in_everything_where_it_is_turned_on(reader):
    reader.is_general = True
    reader.look_back = DAY
    reader.server.rows["biorxiv"] = [
        *posted(2),
        *posted(3, category="zoology", start=10),
    ]
    reader.harvest("diffusion models", SUBJECT, now=THURSDAY)
    assert lines(reader) == {
        ("biorxiv", WEDNESDAY): (State.FRESH, 5, 5),
        (SUBJECT, WEDNESDAY): (State.FRESH, 2, 2),
    }
    assert reader.server.asked == ["biorxiv/2026-06-10/2026-06-10/0/json"]


def test_only_papers_of_the_subject_count_where_the_server_does_not_filter(reader):
    reader.look_back = DAY
    reader.server.rows["biorxiv"] = [*posted(2), *posted(3, category="zoology", start=10)]
    reader.server.filters = False
    reader.harvest(SUBJECT, now=THURSDAY)
    assert lines(reader) == {(SUBJECT, WEDNESDAY): (State.FRESH, 2, 2)}
    assert reader.library.papers.count() == 2


@pytest.mark.parametrize(
    ("follows", "is_general", "expected"),
    [
        (("cs.CL", "Ada Lovelace", "diffusion"), False, ()),
        (("cs.CL", SUBJECT), False, (SUBJECT,)),
        (("biorxiv",), False, ("biorxiv",)),
        (("medrxiv:neurology",), True, ()),
        (("diffusion",), True, ("biorxiv",)),
        (("cs.CL",), True, ()),
        (("Ada Lovelace", SUBJECT), True, ("biorxiv", SUBJECT)),
        (("biorxiv:no_such_thing",), False, ()),
    ],
)
def test_what_is_tracked(follows, is_general, expected):
    assert tracked(radar_of(*follows), "biorxiv", is_general=is_general) == expected


def test_medrxiv_is_the_same_elsewhere(tmp_path):
    with PostedServer() as server, Library.open(tmp_path / "library.db") as library:
        server.rows["medrxiv"] = [row(1, "2026-06-10", category="hiv/aids")]
        reader = Asked(tmp_path, library, "medrxiv", {"days": server.url}, look_back=DAY)
        assert reader.harvest("medrxiv:hiv_aids", now=THURSDAY).failures == []
        assert server.asked == ["medrxiv/2026-06-10/2026-06-10/0/json"]
        assert lines(reader) == {("medrxiv:hiv_aids", WEDNESDAY): (State.FRESH, 1, 1)}
        (paper,) = library.papers.between(date(2026, 6, 1), date(2026, 6, 30))
        assert (paper.source, paper.field) == ("medrxiv", "medicine")


def test_nothing_on_the_radar_is_no_work(reader):
    assert not reader.has_work("cs.CL", "Ada Lovelace", now=THURSDAY)
    assert reader.has_work(SUBJECT, now=THURSDAY)


# Subjects and spans


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("bioRxiv:Cancer Biology", "biorxiv:cancer_biology"),
        ("biorxiv: cell_biology", "biorxiv:cell_biology"),
        ("medRxiv:Infectious Diseases (except HIV/AIDS)", "medrxiv:infectious_diseases"),
        ("BIORXIV", "biorxiv"),
        ("biorxiv:", None),
        ("cs.CL", None),
        ("arxiv:2606.00001", None),
    ],
)
def test_a_subject_is_understood_however_it_is_written(written, category):
    assert subject_category(written) == category


def test_a_category_is_of_its_server():
    assert server_of("biorxiv:zoology") == "biorxiv"
    assert (server_of("cs.CL"), server_of("hep-th")) == ("arxiv", "arxiv")


@pytest.mark.parametrize(
    ("given_days", "longest", "expected"),
    [
        ((), 7, []),
        (("2026-06-10",), 7, [("2026-06-10",)]),
        (("2026-06-08", "2026-06-10", "2026-06-09"), 7, [("2026-06-08", "2026-06-09", "2026-06-10")]),
        (("2026-06-08", "2026-06-10"), 7, [("2026-06-10",), ("2026-06-08",)]),
        (("2026-06-08", "2026-06-09", "2026-06-10"), 2, [("2026-06-09", "2026-06-10"), ("2026-06-08",)]),
    ],
)  # fmt: skip
def test_days_that_follow_each_other_are_read_together(given_days, longest, expected):
    assert list(spans(days(*given_days), longest=longest)) == [
        tuple(days(*span)) for span in expected
    ]
