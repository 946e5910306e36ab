"""arXiv's OAI-PMH, as its server (github.com/arXiv/oaipmh) has answered since 2025.

Lists have no size and no cursor; a token holds the question and how many records of its first day
were given, so it is as good as the day. `created` is when the latest version was submitted,
`updated` when the record was changed after the first announcement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qsl, quote, unquote, urlencode

from loopback.arxiv import Paper
from loopback.listing import escaped
from loopback.rss import licence_of
from loopback.taxonomy import ARCHIVES, CATEGORIES, archive_of, group_of

MOST_RECORDS = 2000
NAMED = "oai:arXiv.org:"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LISTS = ("ListRecords", "ListIdentifiers")
_ALLOWED = frozenset({"verb", "metadataPrefix", "from", "until", "set"})
_SAYS = {
    "badArgument": "The request includes illegal arguments, is missing required arguments, includes"
    " a repeated argument, or values for arguments have an illegal syntax.",
    "badResumptionToken": "The value of the resumptionToken argument is invalid or expired.",
    "badVerb": "Value of the verb argument is not a legal OAI-PMH verb, the verb argument is"
    " missing, or the verb argument is repeated.",
    "cannotDisseminateFormat": "The metadata format identified by the value given for the"
    " metadataPrefix argument is not supported by the item or by the repository.",
    "idDoesNotExist": "The value of the identifier argument is unknown or illegal in this"
    " repository.",
    "noRecordsMatch": "The combination of the values of the from, until, set and metadataPrefix"
    " arguments results in an empty list.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A paper and the day of its last change; whether it has changed since it was announced."""

    paper: Paper
    stamp: date
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer; `query` is repeated in it. `token` None: the list was complete at once."""

    query: Mapping[str, str]
    records: tuple[Record, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint(Exception):  # noqa: N818
    """What is said instead of an answer."""

    code: str
    reason: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def look_up(
    records: Iterable[Record],
    params: Mapping[str, str],
    *,
    now: datetime,
    most: int = MOST_RECORDS,
    is_spent: Callable[[str], bool] = lambda token: False,
) -> Page:
    """The page that these parameters ask for. Raises Complaint."""
    match params.get("verb"):
        case "Identify":
            return Page(query={"verb": "Identify"})
        case "GetRecord":
            return _get(records, params)
        case verb if verb in _LISTS:
            return _list(records, params, now=now, most=most, is_spent=is_spent)
        case _:
            raise Complaint("badVerb", "Invalid verb provided")


def _get(records: Iterable[Record], params: Mapping[str, str]) -> Page:
    if set(params) != {"verb", "identifier", "metadataPrefix"}:
        raise Complaint("badArgument", "Parameters provided did not match expected.")
    query = {name: params[name] for name in ("verb", "identifier", "metadataPrefix")}
    _check_format(query)
    name = params["identifier"]
    found = tuple(record for record in records if f"{NAMED}{record.paper.id}" == name)
    if not found:
        raise Complaint("idDoesNotExist", "Nothing found for this ID", query)
    return Page(query=query, records=found)


def _check_format(query: Mapping[str, str]) -> None:
    if query["metadataPrefix"] != "arXiv":
        raise Complaint("cannotDisseminateFormat", "Did not recognize requested format", query)


def _list(
    records: Iterable[Record],
    params: Mapping[str, str],
    *,
    now: datetime,
    most: int,
    is_spent: Callable[[str], bool],
) -> Page:
    token = params.get("resumptionToken")
    asked, skip = (params, 0) if token is None else _resumed(params, is_spent)
    query = _checked(asked)
    first, last = _period(query, now)
    is_in = _membership(query.get("set"))
    found = sorted(
        (record for record in records if first <= record.stamp <= last and is_in(record.paper)),
        key=lambda record: (record.stamp, record.paper.id),
    )
    shown = tuple(found[skip : skip + most])
    said = {**query, "resumptionToken": token} if token is not None else query
    if not shown:
        raise Complaint("noRecordsMatch", query=said)
    further = _further(query, found, skip, most) or ("" if token is not None else None)
    return Page(query=said, records=shown, token=further)


def _resumed(
    params: Mapping[str, str], is_spent: Callable[[str], bool]
) -> tuple[Mapping[str, str], int]:
    if set(params) != {"verb", "resumptionToken"}:
        raise Complaint("badArgument", "No other paramters allowed with resumptionToken")
    token = params["resumptionToken"]
    held = dict(parse_qsl(unquote(token)))
    skip = held.pop("skip", "")
    if not skip.isdecimal() or held.get("verb") != params["verb"] or is_spent(token):
        raise Complaint("badResumptionToken", "Token decoding failed or format is invalid.")
    return held, int(skip)


def _checked(params: Mapping[str, str]) -> dict[str, str]:
    if "metadataPrefix" not in params:
        raise Complaint("badArgument", "metadataPrefix required.")
    if set(params) - _ALLOWED:
        raise Complaint("badArgument", "Unallowed parameter.")
    order = ("verb", "metadataPrefix", "from", "until", "set")
    query = {name: params[name] for name in order if params.get(name)}
    _check_format(query)
    return query


def _period(query: Mapping[str, str], now: datetime) -> tuple[date, date]:
    today = now.astimezone(UTC).date()
    first = _day(query, "from") or date(1997, 1, 30)
    last = _day(query, "until") or today
    if first > last:
        raise Complaint("badArgument", "until date must be greater than or equal to from date")
    if datetime.combine(last, time(23, 59, 59), UTC) > now + timedelta(days=1):
        raise Complaint("badArgument", "until date too late")
    return first, last


def _day(query: Mapping[str, str], name: str) -> date | None:
    written = query.get(name)
    if written is None:
        return None
    complaint = Complaint("badArgument", f"{name} date format must be YYYY-MM-DD")
    if not _DATE.fullmatch(written):
        raise complaint
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise complaint from None


def _membership(written: str | None) -> Callable[[Paper], bool]:
    if written is None:
        return lambda paper: True
    if not any(written in _levels(category) for category in CATEGORIES):
        raise Complaint("badArgument", "Set does not exist")
    return lambda paper: any(written in _levels(category) for category in paper.categories)


def _levels(category: str) -> tuple[str, str, str]:
    archive = archive_of(category)
    group = group_of(archive)
    return group, f"{group}:{archive}", f"{group}:{category.replace('.', ':')}"


def _further(query: Mapping[str, str], found: list[Record], skip: int, most: int) -> str | None:
    if len(found) <= skip + most:
        return None
    shown, following = found[skip : skip + most], found[skip + most]
    if shown[0].stamp == following.stamp:
        return write_token(query, skip + most)
    given = sum(record.stamp == following.stamp for record in shown)
    return write_token({**query, "from": following.stamp.isoformat()}, given)


def write_token(query: Mapping[str, str], skip: int) -> str:
    """The question and how many of its records to pass over, as the service packs them."""
    return quote(urlencode({**query, "skip": skip}))


def expires(now: datetime) -> datetime:
    """When a token that is given now is no longer good: at the end of the day."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


# The answer.

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"\x20
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ \
http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
"""
_IDENTIFY = """    <Identify>
        <repositoryName>arXiv</repositoryName>
        <baseURL>http://oaipmh.arxiv.org/oai</baseURL>
        <protocolVersion>2.0</protocolVersion>
        <adminEmail>help@arxiv.org</adminEmail>
        <earliestDatestamp>2005-09-16</earliestDatestamp>
        <deletedRecord>persistent</deletedRecord>
        <granularity>YYYY-MM-DD</granularity>
    </Identify>
"""
_RECORD = (
    '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://arxiv.org/OAI/arXiv/ https://oaipmh.arxiv.org/OAI/arXiv.xsd">'
)
_PARTICLES = frozenset({"da", "de", "del", "della", "der", "di", "dos", "la", "le", "van", "von"})
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def write_page(page: Page, now: datetime) -> bytes:
    """The page as XML."""
    verb = page.query["verb"]
    if verb == "Identify":
        return _document(page.query, now, _IDENTIFY)
    is_bare = verb == "ListIdentifiers"
    write = _header if is_bare else _record
    records = "".join(write(record) for record in page.records)
    return _document(
        page.query, now, f"    <{verb}>\n{records}\n{_token(page, now)}    </{verb}>\n"
    )


def write_complaint(complaint: Complaint, now: datetime) -> bytes:
    """The complaint as XML; it comes with 200."""
    reason = f" Reason: {complaint.reason}" if complaint.reason else ""
    text = escaped(f"{_SAYS[complaint.code]}{reason}")
    return _document(complaint.query, now, f"    <error code='{complaint.code}'>{text}</error>\n")


def _document(query: Mapping[str, str], now: datetime, inside: str) -> bytes:
    said = "".join(f' {name}="{escaped(value)}"' for name, value in query.items())
    answered = now.astimezone(UTC)
    return (
        f"{_HEAD}    <responseDate>{answered:%Y-%m-%dT%H:%M:%SZ}</responseDate>\n"
        f"                <request{said}>http://oaipmh.arxiv.org/oai</request>\n\n\n"
        f"{inside}</OAI-PMH>"
    ).encode()


def _token(page: Page, now: datetime) -> str:
    if page.token is None:
        return ""
    if not page.token:
        return "        <resumptionToken/>\n"
    until = f"{expires(now):%Y-%m-%dT%H:%M:%SZ}"
    return f"        <resumptionToken expires='{until}'>{page.token}</resumptionToken>\n"


def _header(record: Record) -> str:
    sets = "".join(
        f"            <setSpec>{_levels(category)[2]}</setSpec>\n"
        for category in record.paper.categories
        if archive_of(category) in ARCHIVES
    )
    return (
        f"                <header>\n        <identifier>{NAMED}{record.paper.id}</identifier>\n"
        f"        <datestamp>{record.stamp}</datestamp>\n{sets}    </header>\n"
    )


def _record(record: Record) -> str:
    inside = "\n".join(f"            {line}" for line in _metadata(record))
    return (
        f"                    <record>\n{_header(record)}\n            <metadata>\n"
        f"                        {_RECORD}\n{inside}\n    </arXiv>\n\n"
        "            </metadata>\n        </record>"
    )


def _metadata(record: Record) -> Iterator[str]:
    paper = record.paper
    yield f"<id>{paper.id}</id>"
    yield f"<created>{paper.changed[:10]}</created>"
    if record.is_changed:
        yield f"<updated>{record.stamp}</updated>"
    yield "<authors>"
    for author in paper.authors:
        yield "    <author>"
        for name, written in _names(author).items():
            if written:
                yield f"        <{name}>{escaped(written)}</{name}>"
        yield "    </author>"
    yield "</authors>"
    yield f"<title>{escaped(paper.title)}</title>"
    yield f"<categories>{' '.join(paper.categories)}</categories>"
    texts = {"comments": paper.comment, "journal-ref": paper.journal_ref, "doi": paper.doi}
    for name, written in texts.items():
        if written:
            yield f"<{name}>{escaped(written)}</{name}>"
    yield f"<license>{licence_of(paper)}</license>"
    yield f"<abstract>{escaped(paper.abstract)}</abstract>"


def _names(author: str) -> dict[str, str]:
    words = author.split()
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return {
        "keyname": " ".join(words[at:]),
        "forenames": " ".join(words[:at]),
        "suffix": suffix,
    }
