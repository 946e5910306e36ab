"""What a brief says in its own words, in English and Chinese; quotes stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from academichub_cli.domain.brief import Bridge, Brief, Note, NoteKind, Reference, Rising, Theme

_MOST_FIELDS = 4
_MOST_AUTHORS = 3

_ENGLISH: Mapping[str, str] = {
    "brief": "Brief",
    "themes": "Themes",
    "bridges": "Bridges between fields",
    "rising": "Rising",
    "references": "References",
    "notes": "Notes",
    "read": "{papers} from {start} to {end}{about}{fields}.",
    "about": " about “{topic}”",
    "of_fields": ", of {count} fields: {fields}",
    "of_field": ", all of {field}",
    "more_fields": " and {count} more",
    "quoted": "{cited} of them are quoted here, word for word; no model was asked.",
    "written": "{cited} of them are cited here. Written by {model}; every quote was checked.",
    "nothing_quoted": "None of them is quoted.",
    "incomplete": "This is not all: {word}.",
    "no papers": "There are no papers in this period.",
    "few papers": "{papers} are too few to say much about.",
    "outside topic": "{papers} without “{word}” in title or abstract: left out.",
    "without abstract": "{papers} without an abstract: not quoted.",
    "no theme": "No words bind enough of these papers together to make a theme.",
    "further papers": "Further {papers}: in none of the themes.",
    "one field": "The only field is {word}: there is nothing to bridge.",
    "no bridge": "No two papers of different fields share a method or a problem by name.",
    "no earlier papers": "There are no papers of the weeks before: nothing can be called rising.",
    "nothing rising": "Against {papers} of the weeks before, nothing is up by more than chance.",
    "rise": "{count} of {total} papers; {before} of {before_total} {when}",
    "weeks": "in the {weeks} weeks before",
    "week": "in the week before",
    "before": "before",
    "and others": "et al.",
    "list": ", ",
    "stop": ". ",
    "between": " ",
}
_CHINESE: Mapping[str, str] = {
    "brief": "简报",
    "themes": "主题",
    "bridges": "跨领域联系",
    "rising": "上升中的词",
    "references": "参考文献",
    "notes": "说明",
    "read": "{start} 至 {end}{about}：{papers}{fields}。",
    "about": "，关于“{topic}”",
    "of_fields": "，{count} 个领域：{fields}",
    "of_field": "，均属 {field}",
    "more_fields": "，另有 {count} 个",
    "quoted": "其中 {cited} 篇在此逐字引用；未使用模型。",
    "written": "其中 {cited} 篇在此引用。由 {model} 撰写；每条引文均已核对。",
    "nothing_quoted": "没有引用其中任何一篇。",
    "incomplete": "内容不完整：{word}。",
    "no papers": "这一时期没有论文。",
    "few papers": "只有 {papers}，太少，说明不了什么。",
    "outside topic": "{papers}的标题和摘要中没有“{word}”，未计入。",
    "without abstract": "{papers}没有摘要，未引用。",
    "no theme": "没有足够多的论文有共同的词，形不成主题。",
    "further papers": "另有 {papers}不属于任何主题。",
    "one field": "只有一个领域（{word}），没有可联系的领域。",
    "no bridge": "没有两篇不同领域的论文在名称上共用一种方法或问题。",
    "no earlier papers": "没有此前几周的论文，无法判断哪些词在上升。",
    "nothing rising": "与此前几周的 {papers}相比，没有哪个词的增多超出偶然。",
    "rise": "{total} 篇中有 {count} 篇；{when} {before_total} 篇中有 {before} 篇",
    "weeks": "此前 {weeks} 周",
    "week": "此前一周",
    "before": "此前",
    "and others": "等",
    "list": "，",
    "stop": ". ",
    "between": "",
}
_TABLES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "zh": _CHINESE}


class Words:
    """A brief's own words in one language; English where a language is not known."""

    def __init__(self, lang: str) -> None:
        known = lang.partition("-")[0].partition("_")[0].casefold()
        self.lang = known if known in _TABLES else "en"
        self._table = _TABLES[self.lang]

    def __getitem__(self, name: str) -> str:
        return self._table[name]

    def papers(self, count: int) -> str:
        """So many papers."""
        if self.lang == "zh":
            return f"{count:,} 篇论文"
        return f"{count:,} paper{'' if count == 1 else 's'}"

    def head(self, brief: Brief) -> str:
        """One or two sentences: what was read, and how much of it is quoted."""
        read = self["read"].format(
            papers=self.papers(brief.total),
            start=brief.period.start.date().isoformat(),
            end=brief.period.end.date().isoformat(),
            about=self["about"].format(topic=brief.topic) if brief.topic else "",
            fields=self._fields(brief.fields),
        )
        if not brief.total:
            return read
        name = "quoted" if brief.model is None else "written"
        name = name if brief.cited else "nothing_quoted"
        used = self[name].format(cited=f"{brief.cited:,}", model=brief.model)
        return f"{read}{self['between']}{used}"

    def theme(self, theme: Theme) -> str:
        """How many papers a theme has."""
        return self.papers(len(theme.papers))

    def bridge(self, bridge: Bridge) -> str:
        """The fields that a bridge joins."""
        return " ↔ ".join(bridge.fields)

    def rise(self, rising: Rising) -> str:
        """The counts that make a term rise."""
        name = "before" if rising.weeks is None else "week" if rising.weeks == 1 else "weeks"
        return self["rise"].format(
            count=f"{rising.count:,}",
            total=f"{rising.total:,}",
            before=f"{rising.before:,}",
            before_total=f"{rising.before_total:,}",
            when=self[name].format(weeks=rising.weeks),
        )

    def note(self, note: Note) -> str:
        """A note as a sentence."""
        return self[note.kind].format(papers=self.papers(note.count), word=note.word)

    def authors(self, line: Reference) -> str:
        """The first authors of a reference."""
        names = ", ".join(line.authors[:_MOST_AUTHORS])
        return f"{names} {self['and others']}" if len(line.authors) > _MOST_AUTHORS else names

    def ended(self, part: str) -> str:
        """A part of a reference with a stop and a space after it, unless it ends with one."""
        if not part:
            return ""
        return (
            f"{part} " if part.endswith((".", "?", "!", "。", "？", "！")) else part + self["stop"]
        )

    def _fields(self, fields: Sequence[tuple[str, int]]) -> str:
        if not fields:
            return ""
        if len(fields) == 1:
            return self["of_field"].format(field=fields[0][0])
        shown = self["list"].join(f"{field} {count:,}" for field, count in fields[:_MOST_FIELDS])
        more = len(fields) - _MOST_FIELDS
        shown += self["more_fields"].format(count=more) if more > 0 else ""
        return self["of_fields"].format(count=len(fields), fields=shown)


def facts(line: Reference) -> Iterator[str]:
    """What identifies a reference, after authors and title."""
    if line.venue:
        yield line.venue
    yield f"{line.identifier}" + (f" [{line.category}]" if line.category else "")
    if line.date:
        yield line.date.isoformat()


def kinds() -> tuple[NoteKind, ...]:
    """The kinds of notes that every language has words for."""
    return tuple(kind for kind in NoteKind if all(kind in table for table in _TABLES.values()))
