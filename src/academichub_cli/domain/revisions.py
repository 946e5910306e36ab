"""What a revision changed."""

from __future__ import annotations

from academichub_cli.domain.paper import Paper


def changed_parts(before: Paper, after: Paper) -> tuple[str, ...]:
    """Which of title, abstract and authors differ."""
    names = ([author.name for author in paper.authors] for paper in (before, after))
    was, is_now = names
    parts = {
        "title": before.title != after.title,
        "abstract": before.abstract != after.abstract,
        "authors": was != is_now,
    }
    return tuple(part for part, is_changed in parts.items() if is_changed)


def revision_said(before: Paper | None, after: Paper) -> str:
    """``revised v2: abstract changed``; what changed only where the earlier words are known."""
    said = f"revised v{after.version}" if after.version else "revised"
    if before is None:
        return said
    parts = changed_parts(before, after)
    return f"{said}: {' and '.join(parts) if parts else 'neither title nor abstract'} changed"
