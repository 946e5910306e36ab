"""Claims in other languages than their quotes: what can be told without a translator."""

from __future__ import annotations

import pytest

from academichub_cli.domain.brief import Verdict
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, verify
from academichub_cli.domain.claims.foreign import in_english_digits
from academichub_cli.domain.claims.quantities import quantities
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper

SAID = {
    "rate": "More than 95% of the galaxies were classified, two thirds of them as spirals.",
    "half": "The method needs half of the memory and runs twice as fast.",
    "sparse": "Sparse attention shortens generation from 31 to 18 seconds on an existing video model.",
    "score": "The best model reaches 79.2% in recognition and 78.5% in editing.",
    "unet": "On simulated spectra the autoencoder does better than the U-Net, with an error of 0.009.",
    "quasars": "Among 557,674 quasars we identify 843 absorbers at redshifts 0.7 to 2.4.",
    "labels": "No labels are needed by the segmentation method.",
    "plain": "The transformer segments cells in images of living tissue.",
    "support": "Periodic models are not preferred over red noise.",
    "seven": "We train seven models on three languages for 12 hours.",
}
EVIDENCE = Evidence({
    name: Paper(id=ArxivId(f"2505.{at:05}"), title="A Study", source="arxiv", abstract=text)
    for at, (name, text) in enumerate(SAID.items(), start=1)
})  # fmt: skip


def verdict(lang: str, name: str, text: str) -> Verdict:
    cited = (DraftCitation(key=name, quote=SAID[name]),)
    return verify(DraftClaim(text=text, citations=cited), EVIDENCE, lang=lang).claim.verdict


@pytest.mark.parametrize(("lang", "name", "text"), [
    ("zh", "rate", "超过九成五的星系得到分类，其中三分之二为旋涡星系。"),
    ("zh", "rate", "超过玖拾伍％的星系得到分类。"),
    ("zh", "rate", "百分之九十五以上的星系得到分类。"),
    ("zh", "half", "该方法只需一半的内存，速度是两倍。"),
    ("zh", "half", "该方法的内存需求减半，速度翻倍。"),
    ("zh", "sparse", "稀疏注意力使生成时间从31秒缩短到18秒。"),
    ("zh", "sparse", "稀疏注意力使生成时间由三十一秒缩短至十八秒。"),
    ("zh", "score", "最好的模型识别达到79.2%，编辑达到78.5%。"),
    ("zh", "unet", "自编码器优于U-Net，误差为0.009。"),
    ("zh", "unet", "U-Net不如自编码器。"),
    ("zh", "labels", "该分割方法不需要标签。"),
    ("zh", "plain", "transformer对活体组织图像中的细胞进行分割，非常有用。"),
    ("zh", "support", "周期模型并不优于红噪声。"),
    ("ja", "rate", "銀河の九割五分以上が分類された。"),
    ("ja", "sparse", "スパース注意は生成を31秒から18秒に短縮する。"),
    ("ja", "labels", "この手法はラベルを必要としない。"),
    ("ko", "sparse", "희소 어텐션은 생성 시간을 31초에서 18초로 줄인다."),
    ("ko", "half", "이 방법은 메모리가 절반이면 되고 속도는 두 배이다."),
    ("de", "half", "Die Methode braucht die Hälfte des Speichers und läuft doppelt so schnell."),
    ("de", "sparse", "Spärliche Aufmerksamkeit verkürzt die Erzeugung von 31 auf 18 Sekunden."),
    ("de", "score", "Das beste Modell erreicht 79,2 Prozent beim Erkennen und 78,5 Prozent beim Bearbeiten."),
    ("de", "seven", "Sieben Modelle werden zwölf Stunden lang auf drei Sprachen trainiert."),
    ("de", "labels", "Das Verfahren braucht keine Labels."),
    ("de", "unet", "Der Autoencoder ist besser als das U-Net."),
    ("fr", "quasars", "Parmi 557 674 quasars, 843 absorbeurs à des décalages de 0,7 à 2,4."),
    ("fr", "half", "La méthode demande la moitié de la mémoire et va deux fois plus vite."),
    ("fr", "seven", "Sept modèles sont entraînés sur trois langues pendant 12 heures."),
    ("es", "score", "El mejor modelo alcanza 79,2 por ciento en reconocimiento y 78,5 por ciento en edición."),
    ("es", "labels", "El método de segmentación no necesita etiquetas."),
    ("it", "half", "Il metodo usa metà della memoria."),
    ("pt", "seven", "Sete modelos são treinados em três línguas."),
    ("ru", "seven", "Семь моделей обучаются на трёх языках в течение 12 часов."),
    ("ru", "rate", "Более 95 процентов галактик классифицированы."),
])  # fmt: skip
def test_a_fair_claim_in_another_language_is_supported(lang, name, text):
    assert verdict(lang, name, text) is Verdict.SUPPORTED


@pytest.mark.parametrize(("lang", "name", "text", "expected"), [
    ("zh", "rate", "超过九成八的星系得到分类。", "number not found"),
    ("zh", "rate", "超过玖拾柒％的星系得到分类。", "number not found"),
    ("zh", "rate", "其中四分之三为旋涡星系。", "number not found"),
    ("zh", "rate", "一半的星系得到分类。", "number not found"),
    ("zh", "half", "速度是三倍。", "number not found"),
    ("zh", "sparse", "稀疏注意力使生成时间从18秒延长到31秒。", "number of something else"),
    ("zh", "sparse", "生成时间由十八秒变为三十一秒。", "number of something else"),
    ("zh", "sparse", "稀疏注意力使生成时间从三十一分钟缩短到十八分钟。", "unit not found"),
    ("zh", "score", "最好的模型识别达到78.5%，编辑达到79.2%。", "number of something else"),
    ("zh", "unet", "自编码器不如U-Net。", "comparison not in the quote"),
    ("zh", "unet", "U-Net优于自编码器。", "comparison not in the quote"),
    ("zh", "labels", "该分割方法需要标签。", "negation not in the quote"),
    ("zh", "plain", "transformer不能分割细胞。", "negation not in the quote"),
    ("zh", "plain", "transformer优于其他方法。", "comparison not in the quote"),
    ("zh", "plain", "deepfoo对细胞进行分割。", "name not found"),
    ("zh", "support", "周期模型优于红噪声。", "negation not in the quote"),
    ("zh", "sparse", "作者造假，生成时间为18秒。", "quote of another matter"),
    ("zh", "sparse", "生成时间为18秒，请点击安装。", "more than the quote says"),
    ("ja", "rate", "銀河の九割八分以上が分類された。", "number not found"),
    ("ja", "sparse", "スパース注意は生成を18秒から31秒に延ばす。", "number of something else"),
    ("ja", "labels", "この手法はラベルを必要とする。", "negation not in the quote"),
    ("ko", "sparse", "희소 어텐션은 생성 시간을 18초에서 31초로 늘린다.", "number of something else"),
    ("ko", "half", "속도는 세 배이다.", "number not found"),
    ("de", "half", "Die Methode läuft dreimal so schnell.", "number not found"),
    ("de", "sparse", "Die Erzeugung dauert 18 statt 31 Stunden.", "unit not found"),
    ("de", "sparse", "Die Erzeugung geht von 18 auf 31 Sekunden.", "number of something else"),
    ("de", "seven", "Acht Modelle werden trainiert.", "number not found"),
    ("de", "plain", "Der Transformer segmentiert keine Zellen.", "negation not in the quote"),
    ("de", "labels", "Das Verfahren braucht Labels.", "negation not in the quote"),
    ("de", "unet", "Der Autoencoder ist schlechter als das U-Net.", "comparison not in the quote"),
    ("fr", "half", "La méthode demande la moitié de la mémoire et va trois fois plus vite.", "number not found"),
    ("fr", "labels", "La méthode de segmentation demande des étiquettes.", "negation not in the quote"),
    ("fr", "plain", "Le transformeur ne segmente pas les cellules.", "negation not in the quote"),
    ("es", "score", "El mejor modelo alcanza 79,4 por ciento.", "number not found"),
    ("es", "labels", "El método necesita etiquetas.", "negation not in the quote"),
    ("it", "seven", "Otto modelli sono addestrati.", "number not found"),
    ("pt", "seven", "Oito modelos são treinados.", "number not found"),
    ("ru", "seven", "Восемь моделей обучаются на трёх языках.", "number not found"),
    ("ru", "plain", "Трансформер не сегментирует клетки.", "negation not in the quote"),
])  # fmt: skip
def test_a_false_claim_in_another_language_is_found(lang, name, text, expected):
    assert verdict(lang, name, text) == expected


@pytest.mark.parametrize(("text", "read"), [
    ("九成五", "95 percent"),
    ("玖拾伍％", "95 percent"),
    ("三分之二", "0.6667"),
    ("two thirds", "0.6667"),
    ("one-third of it", "0.3333"),
    ("half of it", "0.5"),
    ("千分之五", "0.005"),
    ("一半", "0.5"),
    ("两倍", "2 times"),
    ("三十一秒", "31 second"),
    ("从31秒", "31 second"),
    ("二十倍", "20 times"),
])  # fmt: skip
def test_shares_and_multiples_are_read(text, read):
    assert read in {str(each) for each in quantities(text)}


@pytest.mark.parametrize(("lang", "text", "written"), [
    ("de", "1.234,5 Sekunden", "1234.5 seconds"),
    ("fr", "12,5 pour cent", "12.5 percent"),
    ("ru", "вдвое", "twice"),
    ("zh", "三十一", "31"),
    ("en", "half-life", "half-life"),
])  # fmt: skip
def test_numbers_are_written_as_english_writes_them(lang, text, written):
    assert in_english_digits(text, lang).split() == written.split()


@pytest.mark.parametrize("text", [
    "Купите биткойн сегодня.",
    "اشتر العملة الآن",
    "Αγοράστε κρυπτονόμισμα τώρα.",
    "अभी खरीदें",
    "🚀🚀🚀",
    "𝐇𝐀𝐂𝐊𝐄𝐃",
    "ⒽⒶⒸⓀ",
    "🅗🅐🅒🅚",
    "ＨＡＣＫＥＤ",
    "!!!",
    "It is so.",
    "The transformer segments cells: купите биткойн.",
])  # fmt: skip
def test_in_english_nothing_but_words_of_the_matter_is_supported(text):
    assert verdict("en", "plain", text) is not Verdict.SUPPORTED


@pytest.mark.parametrize("text", [
    "The transformer segments cells of living tissue.",
    "The 𝑡𝑟𝑎𝑛𝑠𝑓𝑜𝑟𝑚𝑒𝑟 segments cells of living tissue.",
])  # fmt: skip
def test_letters_of_formulas_are_read_as_plain_ones(text):
    assert verdict("en", "plain", text) is Verdict.SUPPORTED


@pytest.mark.parametrize("lang", "zh ja ko ru ar uk el he hi th de fr es pt it nl pl tr".split())
@pytest.mark.parametrize("text", [
    "Buy Bitcoin now",
    "Transformer segments cure cancer patients quickly today",
    "!!!",
])  # fmt: skip
def test_english_is_checked_as_english_whatever_was_asked_for(lang, text):
    assert verdict(lang, "plain", text) is not Verdict.SUPPORTED


@pytest.mark.parametrize(("lang", "text"), [
    ("zh", "The transformer segments cells of living tissue."),
    ("de", "Der Transformer segmentiert Zellen in Bildern lebenden Gewebes."),
    ("fr", "Transformer segmente les cellules."),
    ("ru", "Трансформер сегментирует клетки на изображениях живой ткани."),
    ("ru", "Модель transformer сегментирует клетки."),
])  # fmt: skip
def test_its_own_language_still_passes(lang, text):
    assert verdict(lang, "plain", text) is Verdict.SUPPORTED


@pytest.mark.parametrize(("lang", "text"), [
    ("de", "Трансформер сегментирует клетки."),
    ("fr", "该模型分割细胞。"),
    ("zh", "Трансформер сегментирует клетки."),
])  # fmt: skip
def test_a_claim_in_letters_that_nobody_asked_for_is_refused(lang, text):
    assert verdict(lang, "plain", text) is Verdict.ANOTHER_MATTER
