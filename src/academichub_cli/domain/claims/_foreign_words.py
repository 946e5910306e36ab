"""Numbers, units and small words of languages other than English, as far as they are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that are numbers and little else; those that are often another word are left out.
NUMBERS: dict[str, dict[str, str]] = {
    lang: {word: digits for pair in line.split() for word, digits in [pair.split("=")]}
    for lang, line in {
        "de": "zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12"
        " hälfte=half halb=half halbiert=half doppelt=twice verdoppelt=twice zweimal=twice"
        " dreimal=thrice hundert=100 tausend=1000",
        "fr": "deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 dix=10 onze=11 douze=12"
        " moitié=half double=twice doublé=twice triple=thrice cent=100 mille=1000",
        "es": "dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12"
        " mitad=half doble=twice duplica=twice triple=thrice cien=100 mil=1000",
        "pt": "dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11"
        " doze=12 metade=half dobro=twice duplica=twice triplo=thrice cem=100 mil=1000",
        "it": "due=2 tre=3 quattro=4 cinque=5 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12"
        " metà=half doppio=twice raddoppia=twice triplo=thrice cento=100 mille=1000",
        "ru": "два=2 две=2 двух=2 три=3 трёх=3 трех=3 четыре=4 четырёх=4 пять=5 пяти=5 шесть=6"
        " шести=6 семь=7 семи=7 восемь=8 восьми=8 девять=9 девяти=9 десять=10 десяти=10"
        " одиннадцать=11 двенадцать=12 половина=half половины=half половину=half вдвое=twice"
        " втрое=thrice сто=100 тысяча=1000",
    }.items()
}
HANGUL_NUMBERS = dict(
    zip("두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), range(2, 11), strict=True)
)
UNITS = {
    "percent": "Prozent|pour cent|por ciento|por cento|per cento|процент(?:а|ов)?"
    "|パーセント|퍼센트",
    "percentage points": "Prozentpunkten?|points de pourcentage|puntos porcentuales"
    "|pontos percentuais|punti percentuali|процентных пункт(?:а|ов)|ポイント",
    "seconds": "Sekunden?|secondes?|segundos|secondi|секунд[аы]?|초",
    "minutes": "Minuten|minutos|minuti|минут[аы]?|분",
    "hours": "Stunden?|heures?|horas?|ore|час(?:а|ов)?|시간|時間",
    "days": "Tagen?|jours?|días?|dias?|giorn[oi]|дн(?:я|ей)|день|日間",
    "weeks": "Wochen?|semaines?|semanas?|settiman[ae]|недел[яиью]",
    "months": "Monaten?|mois|mes(?:es)?|mesi|mês|месяц(?:а|ев)?|개월|か月|ヶ月",
    "years": "Jahren?|ans|années?|años?|anos?|ann[io]|года?|лет|년|年間",
    "times": "fois|[Mm]al|-?fach(?:e[rsn]?)?|veces|vezes|volte|раза?|배|倍",
}
PAPERS = (
    r"(?:\w+ )?(?:papers|studies|works|articles|études|travaux|Arbeiten|Artikel|Studien|artículos"
    r"|estudios|trabajos|artigos|estudos|articoli|studi|lavori|стать[ияей]+|исследовани[яй]"
    r"|работ[ыа]?)|\s?(?:篇|項研究|项研究|本の論文|つの論文|つの研究|편|논문)"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a language denies by, by other means too, and what it calls better and worse by."""

    denies: re.Pattern[str]
    softens: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]


def _marks(*patterns: str) -> Marks:
    return Marks(*(re.compile(each, re.IGNORECASE) for each in patterns))


MARKS = {
    "zh": _marks(
        "不(?![同断管过久但仅如变]|等式)|没有|未(?!来)|无(?![论线穷疑])|并非|(?<!除)非(?!常)|(?<!是)否(?!则)",
        "缺|仅|只|难以|失败|免|除了|少于|低于|以外|罕",
        "优于|胜过|好于|强于|更好|更优|更强|超越",
        "不如|劣于|逊于|差于|更差|更弱",
    ),
    "ja": _marks(
        "ない|なく|なし|ません|ず(?=[、。に]|$)|不(?!断)|無(?!線)|未(?!来)|非(?!常)",
        "失敗|のみ|だけ|欠|以外|ほとんど",
        "優れ|上回|より良|より高|より強|勝る|凌",
        "劣|下回|より悪|より低|より弱|及ばな",
    ),
    "ko": _marks(
        "않|없|못|아니|(?<![가-힣])안 ",
        "불|무(?=[가-힣]{2})|미(?=[가-힣]{2})|비(?=[가-힣]{2})|실패|만 |뿐",
        "우수|능가|뛰어나|더 좋|더 나은|더 높|웃돌",
        "열등|떨어지|더 나쁜|더 낮|못하|뒤처|밑돌",
    ),
    "de": _marks(
        r"\b(?:nicht|kein(?:e[rnms]?)?|nie|niemals|ohne|weder|nirgends)\b",
        r"\b(?:kaum|nur|fehl\w*|un(?!d\b|ter|s\b)\w{3,}|\w+los\w*|\w+frei\w*|scheiter\w*|selten|wenige\w?)\b",
        r"\b(?:besser\w*|übertr[iao]ff\w*|überlegen\w*|schlägt|übersteig\w*)\b",
        r"\b(?:schlechter\w*|unterlegen\w*|unterlieg\w*|schwächer\w*)\b",
    ),
    "fr": _marks(
        r"\b(?:ne|jamais|sans|aucune?|rien|ni)\b|\bn['’]|\bpas\b(?! seulement)",
        r"\b(?:non|peu|seule?ment|seule?s?|manque\w*|échou\w*|échec|moins|impossible|in\w{4,})\b",
        r"\b(?:mieux|meilleure?s?|supérieure?s?|surpass\w*|dépass\w*)\b",
        r"\b(?:pire|pires|inférieure?s?|moins bons?|moins bonnes?|moins bien)\b",
    ),
    "es": _marks(
        r"\b(?:no(?! solo| sólo)|nunca|sin|ning[uú]n\w*|nada|ni|jamás|tampoco)\b",
        r"\b(?:solo|sólo|apenas|falta\w*|carece\w*|fracas\w*|menos|poc[oa]s?|in\w{4,})\b",
        r"\b(?:mejor(?:es)?|super(?:a|an|ior|iores)|aventaja\w*)\b",
        r"\b(?:peor(?:es)?|inferior(?:es)?)\b",
    ),
    "pt": _marks(
        r"\b(?:não|nunca|sem|nenhum\w*|nada|nem|jamais)\b",
        r"\b(?:apenas|só|somente|falt\w*|falh\w*|menos|pouc[oa]s?|in\w{4,})\b",
        r"\b(?:melhor(?:es)?|super(?:a|am|ior|iores)|ultrapass\w*)\b",
        r"\b(?:pior(?:es)?|inferior(?:es)?)\b",
    ),
    "it": _marks(
        r"\b(?:non(?! solo)|mai|senza|nessun\w*|niente|né)\b",
        r"\b(?:solo|soltanto|manca\w*|fallisc\w*|meno|poc[ohi]+|in\w{4,})\b",
        r"\b(?:miglior[ei]?|meglio|super(?:a|ano|iore|iori)|batte)\b",
        r"\b(?:peggior[ei]?|peggio|inferior[ei])\b",
    ),
    "ru": _marks(
        r"\b(?:не|нет|ни|никогда|без|нельзя)\b(?! только)",
        r"\b(?:не\w+|без\w+|ни\w+|лишь|только|отсутств\w*|мало|редко|меньше)\b",
        r"\b(?:лучше|превосход\w*|превыша\w*|опережа\w*)\b",
        r"\b(?:хуже|уступа\w*|отста\w*)\b",
    ),
}
_N = r"(\d[\d.]*)"
FROM_TO = tuple(
    re.compile(each.replace("N", _N), re.IGNORECASE)
    for each in (
        r"[从由從]\D{0,12}?N\D{0,20}?[到至为為]\D{0,6}?N",
        r"\bvon\s+\D{0,12}?N\D{0,24}?\b(?:auf|bis|zu)\s+\D{0,12}?N",
        r"\bde\s+\D{0,12}?N\D{0,24}?(?:\bà|\ba|\bpara)\s+\D{0,12}?N",
        r"\bd[ai]\s+\D{0,12}?N\D{0,24}?\ba\s+\D{0,12}?N",
        r"\b(?:с|от)\s+\D{0,12}?N\D{0,24}?\b(?:до|к)\s+\D{0,12}?N",
        r"N\D{0,12}?から\D{0,8}?N",
        r"N\D{0,12}?에서\D{0,8}?N",
    )
)
