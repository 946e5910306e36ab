from __future__ import annotations

import time
import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import AnnounceType
from academichub_cli.errors import SourceError
from academichub_cli.sources._arxiv_listing import ListingPage, parse
from mutations import DOCUMENT_TYPES, HANG, HOSTILE, assert_presentable, mutated, read_if_sound

HEAD = """<!DOCTYPE html>
<html lang="en">
<head><title>Artificial Intelligence</title><meta charset="utf-8"/></head>
<body class="with-cu-identity">
<p>arXiv is hiring.</p><h3>No new year's resolutions</h3>
<div id='content-inner'><div id='dlpage'>
  <h1>Artificial Intelligence</h1>
"""
TAIL = "</div></div></body>\n</html>\n"
NEW_FOR = "<h3>Showing new listings for Thursday, 11 June 2026</h3>"
NEW = "New submissions (showing {} of {} entries)"
CROSS = "Cross submissions (showing {} of {} entries)"
REPLACED = "Replacement submissions (showing {} of {} entries)"
RECENT = '<p>See <a id="recent-cs.AI" href="/list/cs.AI/recent">recent</a> articles</p>'
THURSDAY, WEDNESDAY = date(2026, 6, 11), date(2026, 6, 10)
SEARCH = "https://arxiv.org/search/cs?searchtype=author&amp;query=Lee,+A"


def entry(name="2606.10001", title="On graphs", beside="", **parts):
    more = {
        "authors": f'<a href="{SEARCH}" rel="nofollow">Ann Lee</a>, <a href="{SEARCH}">王小明</a>',
        "primary": "Artificial Intelligence (cs.AI)",
        "others": "; Machine Learning (cs.LG)",
        "rest": "",
        "abstract": "We look\n at graphs.",
        "link": f'<a href ="/abs/{name}" title="Abstract" id="{name}">\n arXiv:{name}\n </a>',
    } | parts
    abstract = f"<p class='mathjax'>{more['abstract']}</p>" if more["abstract"] else ""
    return f"""
    <dt>
      <a name='item1'>[1]</a>
      {more["link"]}
          {beside}
        [<a href="/pdf/{name}" title="Download PDF">pdf</a>, <a href="https://arxiv.org/html/{name}v3">html</a>]
    </dt>
    <dd>
      <div class='meta'>
        <div class='list-title mathjax'><span class='descriptor'>Title:</span>
          {title}
        </div>
        <div class='list-authors'>{more["authors"]}</div>
        {more["rest"]}
        <div class='list-subjects'><span class='descriptor'>Subjects:</span>
          <span class="primary-subject">{more["primary"]}</span>{more["others"]}
        </div>
        {abstract}
      </div>
    </dd>"""


def section(heading, *entries):
    return f"<dl id='articles'>\n<h3>{heading}</h3>{''.join(entries)}</dl>"


def paging(total):
    return f"<div class='paging'>Total of {total} entries </div>"


def page(*parts, head=HEAD, tail=TAIL):
    return (head + "\n".join(parts) + tail).encode()


def new(*entries, beside=RECENT):
    """A page of new submissions alone."""
    heading = NEW.format(len(entries), len(entries))
    return page(beside, NEW_FOR, paging(len(entries)), section(heading, *entries))


def only(body):
    (day,) = parse(body).days
    (found,) = day.entries
    return found


def types(day):
    return [each.announce_type.value for each in day.entries]


COMMENT = (
    "<div class='list-comments mathjax'><span class='descriptor'>Comments:</span>\n 9 pages, at "
    '<a href="https://github.com/x/y" rel="external">this https URL</a></div>'
)
JOURNAL = "<div class='list-journal-ref'><span class='descriptor'>Journal-ref:</span> J. 1</div>"


def test_an_entry_becomes_a_paper():
    found = only(new(entry(rest=COMMENT + JOURNAL)))
    paper = found.paper
    assert (paper.id, paper.version) == (ArxivId("2606.10001"), None)
    assert (paper.title, paper.abstract) == ("On graphs", "We look at graphs.")
    assert [author.name for author in paper.authors] == ["Ann Lee", "王小明"]
    assert paper.categories == ("cs.AI", "cs.LG")
    assert paper.comment == "9 pages, at https://github.com/x/y"
    assert paper.journal_ref == "J. 1"
    assert (paper.announced, paper.announce_type) == (THURSDAY, AnnounceType.NEW)
    assert found.announce_type is paper.announce_type
    assert (paper.source, paper.route) == ("arxiv", "listing")
    assert (paper.submitted, paper.updated) == (None, None)


def test_the_days_page_has_sections():
    body = page(
        RECENT,
        NEW_FOR,
        paging(42),
        section(NEW.format(2, 12), entry("2606.10001"), entry("2606.10002")),
        section(CROSS.format(1, 9), entry("2606.10003", beside="(cross-list from cs.LG)")),
        section(
            REPLACED.format(3, 21),
            entry("2605.10001", beside="(replaced)"),
            entry("2605.10002", beside="(replaced)", primary="Sound (cs.SD)"),
            entry("2605.10003", beside="(replaced)", primary="", others=""),
        ),
        paging(42),
    )
    found = parse(body)
    (day,) = found.days
    assert (found.total, found.damaged) == (42, ())
    assert (day.day, day.claimed, day.shown, day.replaced_claimed) == (THURSDAY, 21, 3, 21)
    assert types(day) == ["new", "new", "cross", "replace", "replace-cross", "replace"]


def test_the_weeks_page_has_a_heading_a_day():
    body = page(
        "<h2>Authors and titles for recent submissions</h2>",
        "<ul><li><a href='/list/cs.AI/recent?skip=0'>Thu, 11 Jun 2026</a></li></ul>",
        paging(1_107),
        section(
            "Thu, 11 Jun 2026 (continued, showing last 2 of 57 entries )",
            entry("2606.10001", abstract=""),
            entry("2606.10002", abstract="", beside="(cross-list from cs.LG)", primary="L (cs.LG)"),
        ),
        section(
            "Wed, 10 Jun 2026 (showing first 1 of 1,050 entries )".replace(",050", "050"), entry()
        ),
        section("Tue, 9 Jun 2026", "<p>No updates for this time period.</p>"),
    )
    found = parse(body)
    assert [(day.day, day.claimed, day.shown, day.replaced_claimed) for day in found.days] == [
        (THURSDAY, 57, 2, None),
        (WEDNESDAY, 1_050, 1, None),
        (date(2026, 6, 9), 0, 0, None),
    ]
    assert types(found.days[0]) == ["new", "cross"]
    assert found.days[0].entries[0].paper.abstract is None
    assert found.days[1].entries[0].paper.announced == WEDNESDAY
    assert found.total == 1_107


@pytest.mark.parametrize(
    ("heading", "day", "claimed"),
    [
        ("Thu, 11 Jun 2026 (showing 2 of 2 entries )", THURSDAY, 2),
        ("Thu, 11 Jun 2026 (showing 2 of 2 entries)", THURSDAY, 2),
        ("Thu, 11 Jun 2026&nbsp;(showing first 50 of 57 entries )", THURSDAY, 57),
        ("Thu, 11 Jun 2026 (continued, showing last 9 of 57 entries)", THURSDAY, 57),
        ("Thursday, 11 June 2026 (showing 1-50 of 798 entries)", THURSDAY, 798),
        ("\n Wed,\n 03 June 2026\n (showing 0 of 0 entries)", date(2026, 6, 3), 0),
        ("Thu, 11 Jun 2026", THURSDAY, None),
        ("New submissions for Thursday, 11 June 2026 (showing 1 of 96 entries )", THURSDAY, 96),
        ("New submissions for Thursday, 11 June 2026", THURSDAY, None),
    ],
)
def test_headings_are_read_in_every_form(heading, day, claimed):
    (found,) = parse(page(section(heading, entry()))).days
    assert (found.day, found.claimed, found.shown) == (day, claimed, 1)


@pytest.mark.parametrize(
    ("sections", "total", "claims"),
    [
        ([(NEW, 3), (CROSS, 4), (REPLACED, 5)], 12, (7, 5)),
        ([(NEW, 3), (CROSS, 4), (REPLACED, 5)], None, (7, 5)),
        ([(NEW, 3), (CROSS, 4)], 7, (7, 0)),
        ([(NEW, 3), (CROSS, 4)], 12, (7, 5)),  # the rest is on another page
        ([(NEW, 3)], 12, (None, None)),
        ([(NEW, 3)], 3, (3, 0)),
        ([(CROSS, 4), (REPLACED, 5)], 9, (4, 5)),
        ([(REPLACED, 5)], 5, (0, 5)),
        ([(REPLACED, 5)], 12, (None, 5)),
        ([("Cross-lists (showing {} of {} entries)", 4), (NEW, 3)], 7, (7, 0)),
        ([("New submissions", 3), (CROSS, 4)], None, (None, 0)),
        ([(NEW, 0), (CROSS, 0)], 0, (0, 0)),
    ],
)
def test_what_a_page_claims_is_what_its_sections_say(sections, total, claims):
    body = page(
        NEW_FOR,
        "" if total is None else paging(total),
        *(section(heading.format(1, count), entry()) for heading, count in sections),
    )
    (day,) = parse(body).days
    assert (day.claimed, day.replaced_claimed) == claims


@pytest.mark.parametrize(
    "says",
    [
        "<p>No updates today.</p>",
        "<p>No new listings</p>",
        "<h3>No new submissions</h3>",
        section(NEW.format(0, 0)),
        paging(0),
    ],
)
def test_a_day_without_entries_is_a_listing_with_nothing(says):
    found = parse(page(RECENT, NEW_FOR, says))
    (day,) = found.days
    assert (day.day, day.entries, day.claimed, day.shown) == (THURSDAY, (), 0, 0)
    assert day.replaced_claimed == 0


def test_a_page_that_says_neither_is_not_taken_for_an_empty_one():
    (day,) = parse(page(NEW_FOR)).days
    assert (day.claimed, day.shown, day.replaced_claimed) == (None, 0, None)


@pytest.mark.parametrize(
    ("category", "beside", "primary", "expected"),
    [
        ("cs.AI", "", "cs.AI", "replace"),
        ("cs.AI", "", "cs.LG", "replace-cross"),
        ("cs.AI", "(cross-list from cs.LG)", "cs.LG", "replace-cross"),
        ("cs", "", "cs.LG", "replace"),
        ("cs", "", "stat.ML", "replace-cross"),
        ("hep-th", "", "hep-th", "replace"),
        ("astro-ph", "", "astro-ph.HE", "replace"),
        ("math.MP", "", "math-ph", "replace"),
        ("math-ph", "", "math.AG", "replace-cross"),
        ("cs.SY", "", "eess.SY", "replace"),
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_a_replacement_is_a_cross_list_by_its_primary_category(
    category, beside, primary, expected, told
):
    replaced = entry(beside=f"(replaced) {beside}", primary=f"Name ({primary})", others="")
    link = "" if told else f'<a href="/list/{category}/recent">recent</a>'
    body = page(link, NEW_FOR, section(REPLACED.format(1, 1), replaced))
    (day,) = parse(body, category=category if told else None).days
    assert types(day) == [expected]


@pytest.mark.parametrize(
    ("primaries", "expected"),
    [
        (["cs.AI", "cs.AI"], "replace-cross"),
        (["cs.AI", "cs.CL"], "replace"),
        (["cs.AI", "stat.ML"], "replace"),
        ([], "replace"),
    ],
)
def test_a_page_without_links_is_known_by_its_new_papers(primaries, expected):
    entries = (entry(primary=f"Name ({primary})", others="") for primary in primaries)
    body = page(
        NEW_FOR,
        section(NEW.format(2, 2), *entries),
        section(REPLACED.format(1, 1), entry(primary="Learning (cs.LG)", others="")),
    )
    assert types(parse(body).days[0])[-1] == expected


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<a>Ann Lee</a>, <a>Bo Day Jr.</a>", ["Ann Lee", "Bo Day Jr."]),
        ("<a>Planck Collaboration</a>: <a>Ann Lee</a> (1), <a>Bo Day</a> (1 and 2) ((1) MIT, (2) ETH)",
         ["Planck Collaboration", "Ann Lee", "Bo Day"]),
        ("<a>Ann Lee</a> (MIT, USA), Li, <a>Bo Day</a>, et al", ["Ann Lee", "Li", "Bo Day"]),
        ("Wu, <a>Ann Lee</a>, for the <a>CMS Collaboration</a>", ["Wu", "Ann Lee", "CMS Collaboration"]),
        ("<span class='descriptor'>Authors:</span>\n<a>Ann Lee</a>", ["Ann Lee"]),
        ("Ann Lee, Bo Day", ["Ann Lee", "Bo Day"]),
        ("\n (author list is unavailable)", []),
        ("", []),
        ("<a></a>, <a>E\x9b31mve\u202e &lt;b&gt;</a>", ["Eve <b>"]),
    ],
)  # fmt: skip
def test_authors_are_the_linked_names_and_the_shortest(written, names):
    paper = only(new(entry(authors=written))).paper
    assert [author.name for author in paper.authors] == names


def test_subjects_are_read_with_the_primary_first():
    others = "; General Physics (with a twist) (physics.gen-ph); ACM (I.2.7); Probability (math.PR)"
    paper = only(new(entry(primary="Quantum Physics (quant-ph)", others=others))).paper
    assert paper.categories == ("quant-ph", "physics.gen-ph", "math.PR")


def test_line_breaks_and_hidden_addresses_are_what_a_reader_sees():
    abstract = (
        "One<br>two<br/>\nthree at <a href='http://x.org/?a=1&amp;b=2'>this http URL</a> and "
        "<a href='https://arxiv.org/abs/2101.00001'>arXiv:2101.00001</a>"
    )
    paper = only(new(entry(abstract=abstract))).paper
    assert paper.abstract == "One two three at http://x.org/?a=1&b=2 and arXiv:2101.00001"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="/abs/hep-th/9901001">arXiv:hep-th/9901001</a>', ("hep-th/9901001", None)),
        ('<a href="https://arxiv.org/abs/2606.10001v3?x#y">x</a>', ("2606.10001", 3)),
        ("<b>arXiv:2606.10001</b>", ("2606.10001", None)),
    ],
)
def test_the_identifier_is_in_the_link_or_the_words(link, expected):
    paper = only(new(entry(link=link))).paper
    assert (paper.id.value, paper.version) == expected


def test_an_entry_that_says_no_updates_says_it_of_itself():
    body = page(section("Thu, 11 Jun 2026", entry(abstract="No updates for this time period.")))
    (day,) = parse(body).days
    assert (day.claimed, day.shown) == (None, 1)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "sent what is no listing"),
        (b"Rate exceeded.", "sent what is no listing"),
        (page("<h1>Sign in to arXiv</h1><form></form>"), "sent what is no listing"),
        (page("<h1>404 Not Found</h1>"), "sent what is no listing"),
        (page(section("Thu, 32 Jun 2026")), "sent what is no listing"),
        (page(section("Thu, 11 Juni 0000")), "sent what is no listing"),
        (b"<?xml version='1.0'?><rss/>", "sent what is no listing"),
        (b"\0" * 1_000, "sent what is no listing"),
        (page(section(NEW.format(1, 1), entry())), "does not say of which day"),
        (page(NEW_FOR, section(NEW.format(1, 1), entry()), tail=""), "is cut off"),
        (new(entry())[:-3], "is cut off"),
        (new(entry())[:1_200], "is cut off"),
        (new(entry()) + b"<p>more</p>", "is cut off"),
    ],
)
def test_what_is_no_whole_listing_is_a_fault_of_the_source(body, said):
    with pytest.raises(SourceError, match=said) as refused:
        parse(body)
    assert refused.value.hint


def test_what_servers_write_after_the_end_does_no_harm():
    assert only(new(entry()) + b"\n<!-- served by 3 -->\n").paper.title == "On graphs"


@pytest.mark.parametrize("dtd", DOCUMENT_TYPES, ids=lambda dtd: dtd[:40])
@pytest.mark.parametrize("title", ["&x;", "&a11;", "&a;" * 1_000])
def test_a_document_type_does_nothing(dtd, title):
    body = new(entry(title=title)).replace(b"<!DOCTYPE html>", dtd.encode(), 1)
    tracemalloc.start()
    start = time.perf_counter()
    found = read_if_sound(parse, body)
    assert time.perf_counter() - start < HANG
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()
    if found:
        assert found.days[0].entries[0].paper.title == title


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (entry("nonsense"), "an entry without identifier: no arXiv identifier"),
        (entry("2606.3", title="x"), "an entry without identifier"),
        (entry(title=""), "2606.10001: no title"),
        (entry(title="\u200b"), "no title"),
        (entry(title="x" * 6_000), "impossible length"),
        (entry(abstract="x" * 60_000), "impossible length"),
        ("<dt></dt>", "an entry without identifier"),
        ("<dt><a href='/abs/2606.10001'>x</a></dt>", "2606.10001: nothing but an identifier"),
        (entry().replace("list-title", "list-tattle"), "2606.10001: no title"),
    ],
)
def test_one_bad_entry_costs_one_record(bad, said):
    good = [entry(f"2606.2000{number}") for number in range(4)]
    found = parse(new(good[0], good[1], bad, good[2], good[3]))
    (day,) = found.days
    assert [each.paper.id.value for each in day.entries] == [f"2606.2000{n}" for n in range(4)]
    (damage,) = found.damaged
    assert said in damage
    assert clean(damage) == damage
    assert day.shown == 5


@pytest.mark.parametrize(("title", "cleaned"), HOSTILE)
def test_a_title_is_what_a_reader_should_see(title, cleaned):
    assert only(new(entry(title=title))).paper.title == cleaned


def test_a_long_page_is_read_quickly():
    body = new(*(entry(f"2606.{number:05}") for number in range(2_000)))
    start = time.perf_counter()
    assert parse(body).days[0].shown == 2_000
    assert time.perf_counter() - start < 6


@pytest.mark.parametrize(
    "junk",
    ["<div>" * 100_000, "<dl><dt>" * 20_000, "<h3>" * 50_000, "<p>a" * 100_000, "</html" * 50_000],
)
def test_strange_pages_take_no_long_time(junk):
    start = time.perf_counter()
    read_if_sound(parse, page(NEW_FOR, section(NEW.format(1, 1), entry(), junk)))
    assert time.perf_counter() - start < 3


VALID = page(
    RECENT,
    NEW_FOR,
    paging(3),
    section(NEW.format(1, 1), entry(rest=COMMENT)),
    section(CROSS.format(1, 1), entry("math.GT/0309136", "Old — café", "(cross-list from cs.LG)")),
    section(REPLACED.format(1, 1), entry("2605.10003", "0", "(replaced)")),
)
TOKENS = [
    b"<dt>",
    b"</dt>",
    b"<dd>",
    b"<dl>",
    b"<h3>Fri, 12 Jun 2026</h3>",
    b"</html>",
    b"<p class='mathjax'>",
]


@settings(max_examples=400, deadline=None)
@given(mutated(VALID, TOKENS))
def test_whatever_comes_is_a_listing_or_a_fault_of_the_source(body):
    found = read_if_sound(parse, body)
    if found is None:
        return
    assert isinstance(found, ListingPage)
    assert found.days
    for day in found.days:
        assert day.claimed is None or day.claimed >= 0
        for each in day.entries:
            assert each.paper.announced == day.day
            assert_presentable(each.paper)
    assert all(clean(each) == each for each in found.damaged)


@pytest.mark.recorded
def test_a_recorded_listing_is_read_without_loss(real_data):
    recorded = real_data / "recorded" / "arxiv_html" / "listing_sample.html"
    if not recorded.exists():
        pytest.skip("no recorded listing here")
    found = parse(recorded.read_bytes())
    (day,) = found.days
    assert (found.damaged, found.total) == ((), None)
    assert (day.day, day.claimed, day.shown, day.replaced_claimed) == (date(2026, 8, 12), 4, 4, 2)
    assert types(day) == ["new", "new", "cross", "cross", "replace", "replace"]
    for each in day.entries:
        assert each.paper.abstract
        assert each.paper.authors
        assert each.paper.categories
    assert day.entries[3].paper.journal_ref == "2026 Narrative Inquiry 23 (2)"
    assert day.entries[5].paper.comment.endswith("at https://github.com/jushengzhang/Gam-Agent")
    assert day.entries[1].paper.authors[1].name == "Claudia V. Goldman"
