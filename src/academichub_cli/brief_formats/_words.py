"""What a brief says in its own words, in English and Chinese; quotes stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from academichub_cli.domain.brief import (
    Bridge,
    Brief,
    Claim,
    Note,
    NoteKind,
    Reference,
    Rising,
    Theme,
)

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
    "agreements": "Agreements and contradictions",
    "questions": "Open questions",
    "first": "Read first",
    "by": "Written by {model}{on}, prompt {prompt}, from {shown} of {papers}.",
    "on": " on {day}",
    "dropped": "{count} of {all} claims were dropped: {reasons}.",
    "one_dropped": "{count} of {all} claims was dropped: {reasons}.",
    "none_dropped": "All {all} claims held.",
    "one_held": "Its only claim held.",
    "tokens": "{sent} tokens in, {written} out, {amount}.",
    "kept": "The answers were kept from before: no tokens, no cost.",
    "price": "${amount:.4f}",
    "no_price": "cost not known",
    "quoted": "{cited} of them are quoted here, word for word; no sentence is a model's.",
    "one_quoted": "{cited} of them is quoted here, word for word; no sentence is a model's.",
    "written": "{cited} of them are cited here by {model}; every quote was checked.",
    "one_written": "{cited} of them is cited here by {model}; every quote was checked.",
    "nothing_quoted": "None of them is quoted.",
    "incomplete": "This is not all: {word}.",
    "no papers": "There are no papers in this period.",
    "model failed": "Written without a model: {word}.",
    "not doubted": "The second check by a model did not answer; only the checks by code were made.",
    "not repaired": "{count} of the claims that failed were too many to be asked for again.",
    "one_not repaired": "{count} claim that failed was one too many to be asked for again.",
    "few papers": "{papers} are too few to say much about.",
    "one_few papers": "{papers} is too few to say much about.",
    "outside topic": "{papers} without “{word}” in title or abstract: left out.",
    "without abstract": "{papers} without an abstract: not quoted.",
    "no theme": "No words bind enough of these papers together to make a theme.",
    "further papers": "Further {papers}: in none of the themes.",
    "one field": "The only field is {word}: there is nothing to bridge.",
    "neighbours": "The only field is {word}: bridges go to {papers} of the library's other fields.",
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
    "agreements": "一致与分歧",
    "questions": "未决问题",
    "first": "先读什么",
    "by": "由 {model} 撰写{on}，提示词版本 {prompt}，依据 {papers}中的 {shown} 篇。",
    "on": "（{day}）",
    "dropped": "{all} 条论断中有 {count} 条未通过核对：{reasons}。",
    "none_dropped": "全部 {all} 条论断均通过核对。",
    "one_held": "唯一的一条论断通过核对。",
    "tokens": "输入 {sent} 个词元，输出 {written} 个，{amount}。",
    "kept": "答案取自缓存：不耗词元，不花费用。",
    "price": "${amount:.4f}",
    "no_price": "费用未知",
    "quoted": "其中 {cited} 篇在此逐字引用；没有一句出自模型。",
    "written": "其中 {cited} 篇由 {model} 在此引用；每条引文均已核对。",
    "nothing_quoted": "没有引用其中任何一篇。",
    "incomplete": "内容不完整：{word}。",
    "no papers": "这一时期没有论文。",
    "model failed": "未使用模型：{word}。",
    "not doubted": "模型的第二次核对没有给出答案；只做了程序的核对。",
    "not repaired": "有 {count} 条未通过的论断因数量过多，没有再次询问。",
    "few papers": "只有 {papers}，太少，说明不了什么。",
    "outside topic": "{papers}的标题和摘要中没有“{word}”，未计入。",
    "without abstract": "{papers}没有摘要，未引用。",
    "no theme": "没有足够多的论文有共同的词，形不成主题。",
    "further papers": "另有 {papers}不属于任何主题。",
    "one field": "只有一个领域（{word}），没有可联系的领域。",
    "neighbours": "只有一个领域（{word}）：跨领域联系取自库中其他领域的 {papers}。",
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

    def numbered(self, name: str, count: int) -> str:
        """A sentence about so many, in the singular where the language has one."""
        one = self._table.get(f"one_{name}", self._table[name])
        return one if count == 1 else self._table[name]

    def head(self, brief: Brief, title: str = "") -> str:
        """One or two sentences: what was read, and how much of it is quoted.

        What it is about is not said again where it is the title.
        """
        read = self["read"].format(
            papers=self.papers(brief.total),
            start=brief.period.start.date().isoformat(),
            end=brief.period.end.date().isoformat(),
            about=self["about"].format(topic=brief.topic) if (brief.topic or "") != title else "",
            fields=self._fields(brief.fields),
        )
        if not brief.total:
            return read
        name = "quoted" if brief.model is None else "written"
        name = name if brief.cited else "nothing_quoted"
        used = self.numbered(name, brief.cited).format(cited=f"{brief.cited:,}", model=brief.model)
        return f"{read}{self['between']}{used}"

    def footer(self, brief: Brief) -> Iterator[str]:
        """Who wrote it when, from what, what was dropped and what it cost; nothing for quotes."""
        if brief.model is None:
            return
        yield self["by"].format(
            model=brief.model,
            on=self["on"].format(day=brief.made.date().isoformat()) if brief.made else "",
            prompt=brief.prompt or "?",
            shown=f"{brief.shown:,}",
            papers=self.papers(brief.total),
        )
        yield self._held(brief)
        if cost := brief.cost:
            is_kept = not cost.tokens_in and not cost.tokens_out
            yield (
                self["kept"]
                if is_kept
                else self["tokens"].format(
                    sent=f"{cost.tokens_in:,}",
                    written=f"{cost.tokens_out:,}",
                    amount=self["no_price"]
                    if cost.amount is None
                    else self["price"].format(amount=cost.amount),
                )
            )

    def _held(self, brief: Brief) -> str:
        """How many of the model's claims held."""
        dropped = len(brief.dropped)
        every = sum(not is_quote(claim) for claim in brief.claims) + dropped
        if not dropped:
            return self["one_held" if every == 1 else "none_dropped"].format(all=every)
        said = self.numbered("dropped", dropped)
        return said.format(count=dropped, all=every, reasons=self._reasons(brief))

    def _reasons(self, brief: Brief) -> str:
        counts = Counter(claim.verdict.value for claim in brief.dropped)
        if len(counts) == 1:
            return next(iter(counts))
        return self["list"].join(f"{reason} ({count})" for reason, count in counts.most_common())

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
        said = self.numbered(note.kind, note.count)
        papers = self.papers(note.count)
        return said.format(papers=papers, count=f"{note.count:,}", word=note.word)

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


def is_quote(claim: Claim) -> bool:
    """Whether a claim is nothing but a quote."""
    return any(claim.text == citation.quote for citation in claim.citations)


def sections(brief: Brief) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The parts of a model's brief that are lists of claims, by the names of their headings."""
    for name, claims in (
        ("agreements", brief.agreements),
        ("questions", brief.questions),
        ("first", brief.first),
    ):
        if claims:
            yield name, claims


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
