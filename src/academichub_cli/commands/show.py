"""`hub show`."""

from __future__ import annotations

from academichub_cli.commands import _options, _reading
from academichub_cli.commands._fetching import state_now
from academichub_cli.commands._options import PaperIds
from academichub_cli.commands._papers import find_paper, weighed
from academichub_cli.commands._session import Session
from academichub_cli.domain.ranked import Batch


def run(
    papers: PaperIds,
    *,
    format_name: _options.Format = None,
    json: _options.Json = False,
) -> int:
    """Show papers in full: the whole abstract, all dates, comment, journal and links."""
    session = Session()
    output = _options.output(
        name=format_name, json=json, limit=None, default_limit=len(papers), is_terminal=True
    )
    meant = weighed(session, [find_paper(session, text) for text in papers])
    batch = Batch(
        command="show", taken=session.now, papers=meant, state=state_now(session), pool=len(meant)
    )
    _reading.write(session, batch, output, is_full=True)
    return 0
