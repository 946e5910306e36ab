from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.identifiers import ArxivId, Doi, parse_identifier, parse_versioned

NEW, OLD = "2606.10001", "math/0309136"


@pytest.mark.parametrize(
    ("written", "value", "version"),
    [
        ("2606.10001", NEW, None),
        ("2606.10001v2", NEW, 2),
        ("2606.10001V12", NEW, 12),
        ("  arXiv:2606.10001  ", NEW, None),
        ("ARXIV: 2606.10001v3", NEW, 3),
        ("oai:arXiv.org:2606.10001", NEW, None),
        ("https://arxiv.org/abs/2606.10001", NEW, None),
        ("http://arxiv.org/abs/2606.10001v1", NEW, 1),
        ("arxiv.org/abs/2606.10001?context=cs", NEW, None),
        ("https://www.arxiv.org/abs/2606.10001/", NEW, None),
        ("https://export.arxiv.org/abs/2606.10001#page", NEW, None),
        ("https://arxiv.org/pdf/2606.10001v2.pdf", NEW, 2),
        ("https://arxiv.org/pdf/2606.10001", NEW, None),
        ("https://arxiv.org/html/2606.10001v1", NEW, 1),
        ("https://www.alphaxiv.org/abs/2606.10001", NEW, None),
        ("10.48550/arXiv.2606.10001", NEW, None),
        ("https://doi.org/10.48550/arXiv.2606.10001v2", NEW, 2),
        ("https://www.doi.org/10.48550/ARXIV.2606.10001", NEW, None),
        ("https://doi.org/10.48550%2FarXiv.2606.10001", NEW, None),
        ("doi:10.48550/arxiv.2606.10001", NEW, None),
        ("0704.0001", "0704.0001", None),
        ("1412.9999", "1412.9999", None),
        ("2606.100001", "2606.100001", None),
        ("math/0309136", OLD, None),
        ("math.GT/0309136", OLD, None),
        ("math.GT/0309136v2", OLD, 2),
        ("astro-ph/0601001v1", "astro-ph/0601001", 1),
        ("arXiv:HEP-TH/9901001", "hep-th/9901001", None),
        ("https://arxiv.org/abs/cond-mat.mes-hall/0601001", "cond-mat/0601001", None),
        ("cmp-lg/9404001", "cmp-lg/9404001", None),
        ("10.48550/arXiv.math/0309136", OLD, None),
    ],
)
def test_an_arxiv_identifier_is_known_in_every_form(written, value, version):
    assert parse_versioned(written) == (ArxivId(value), version)
    assert parse_identifier(written) == ArxivId(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10.1038/s41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("doi: 10.1038/S41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("https://doi.org/10.1038/NATURE12373.", "10.1038/nature12373"),
        ("http://dx.doi.org/10.1000/xyz", "10.1000/xyz"),
        ("https://www.doi.org/10.1000/xyz", "10.1000/xyz"),
        (
            "https://doi.org/10.1002/(SICI)1097(199823)43:4%3C338::AID%3E3.0.CO;2-B",
            "10.1002/(sici)1097(199823)43:4<338::aid>3.0.co;2-b",
        ),
        ("10.64898/2026.06.01.123456", "10.64898/2026.06.01.123456"),
    ],
)
def test_a_doi_is_known_in_every_form(written, value):
    assert parse_identifier(written) == Doi(value)


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "v2", "2606", "2606.1", "2606.1000a", "2613.10001", "2600.10001", "0000.0000"),
        *("2606.10001v0", "2606.10001v1234", "2606.10001v", "x2606.10001", "2606.10001 2606.10002"),
        *("math/0313136", "math/0300136", "math/0801001", "foo/0309136", "tcp/9901234", "math/"),
        *("10.1/x", "10.1000/", "10.1000/a b", "10.1000/\x1b[31m", "doi:", "https://doi.org/"),
        *("https://arxiv.org/abs/", "https://arxiv.org/list/cs.CL/new", "cs.CL", "３６０６.10001"),
        *("٢٦٠٦.10001", "https://example.org/abs/2606.10001", "10.1000/é", "10.1000/%C3%A9"),
    ],
)
def test_what_names_no_paper_is_none(written):
    assert parse_identifier(written) is None


@pytest.mark.parametrize(
    "filling", ["1", "a", "a-", "%25", ".", "v1", "10.1000/", "arxiv:", " ", "2606.10001"]
)
def test_a_megabyte_of_anything_is_refused_at_once(filling):
    start = time.perf_counter()
    assert parse_identifier(filling * (1_000_000 // len(filling))) is None
    assert time.perf_counter() - start < 0.5


MONTHS = st.integers(1, 12).map(lambda month: f"{month:02}")
NEW_IDS = st.builds("{}{}.{}".format, st.integers(10, 99), MONTHS, st.integers(1000, 999_999))
OLD_IDS = st.builds(
    "{}/{}{}{:03}".format,
    st.sampled_from(["math", "hep-th", "astro-ph", "cs"]),
    st.integers(92, 99),
    MONTHS,
    st.integers(0, 999),
)
DOIS = st.from_regex(r"\A10\.[0-9]{4,9}/[!-~]{1,60}\Z").map(Doi.parse).filter(bool)


@given(st.one_of(NEW_IDS.map(ArxivId), OLD_IDS.map(ArxivId), DOIS))
def test_every_form_of_an_identifier_leads_back_to_it(identifier):
    assert parse_identifier(identifier.value) in {identifier, ArxivId.parse(identifier.value)}
    if isinstance(identifier, ArxivId) or not ArxivId.parse(identifier.value):
        assert parse_identifier(str(identifier)) == identifier
        assert parse_identifier(identifier.url) == identifier
    if isinstance(identifier, ArxivId):
        assert parse_identifier(identifier.pdf_url) == identifier


@given(st.text())
def test_no_text_is_too_odd_to_be_looked_at(text):
    if found := parse_identifier(text):
        assert parse_identifier(str(found)) == found
