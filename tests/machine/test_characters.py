"""What no text takes, and what every text may hold."""

from __future__ import annotations

import unicodedata

import pytest

from ctai_docs.machine.characters import mixed_words, refused

KINDS = [
    pytest.param("\u200b", "espace sans chasse", id="zero-width space"),
    pytest.param("\u00ad", "trait d’union conditionnel", id="soft hyphen"),
    pytest.param("\u200e", "sens de lecture", id="left-to-right mark"),
    pytest.param("\u200f", "sens de lecture", id="right-to-left mark"),
    pytest.param("\u061c", "sens de lecture", id="arabic letter mark"),
    pytest.param("\u202e", "sens de lecture", id="override"),
    pytest.param("\u2067", "sens de lecture", id="isolate"),
    pytest.param("\u200c", "invisible", id="non-joiner"),
    pytest.param("\u200d", "invisible", id="joiner"),
    pytest.param("\u2060", "gluon", id="word joiner"),
    pytest.param("\u2063", "invisible", id="invisible separator"),
    pytest.param("\u206f", "invisible", id="nominal digits"),
    pytest.param("\u180e", "invisible", id="vowel separator"),
    pytest.param("\ufe0f", "invisible", id="variation selector"),
    pytest.param("\U000e0100", "invisible", id="variation selector 17"),
    pytest.param("\u3164", "invisible", id="Hangul filler"),
    pytest.param("\u115f", "invisible", id="Hangul initial filler"),
    pytest.param("\uffa0", "invisible", id="halfwidth filler"),
    pytest.param("\u2800", "invisible", id="blank of Braille"),
    pytest.param("\u034f", "invisible", id="grapheme joiner"),
    pytest.param("\U000e0001", "invisible", id="language tag"),
    pytest.param("\U000e0041", "invisible", id="tag A"),
    pytest.param("\U0001d173", "invisible", id="musical control"),
    pytest.param("\ufff9", "invisible", id="annotation"),
    pytest.param("\ufeff", "octets", id="byte order mark"),
    pytest.param("\x9b", "contrôle", id="C1 control"),
    pytest.param("\x1b", "XML", id="escape"),
    pytest.param("\ufdd0", "XML", id="reserved"),
]


@pytest.mark.parametrize(("sign", "said"), KINDS)
def test_a_sign_that_hides_or_reorders_is_told_by_its_name(sign, said):
    """At its place, and by the words before it, for nobody sees it."""
    (found,) = refused(f"La Moselle{sign} accueille")
    assert (found.place, found.sign, found.before) == (10, sign, "La Moselle")
    assert said in found.said
    assert f"U+{ord(sign):04X}" in found.said


def test_every_sign_that_unicode_does_not_show_is_refused():
    """Format signs and controls of the whole of Unicode, but for line ends and subtending marks.

    Marks of Arabic that stand under numbers, and of other scripts, are of category Cf and seen.
    """
    seen = {"PREPENDED", "ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}
    letters = map(chr, range(0x110000))
    hidden = {c for c in letters if unicodedata.category(c) in ("Cf", "Cc", "Cs")}
    shown = {c for c in hidden if unicodedata.name(c, "").partition(" ")[0] in seen - {"ARABIC"}}
    shown |= {c for c in hidden if "ARABIC" in unicodedata.name(c, "") and c != "\u061c"}
    assert {c for c in hidden - shown - set("\t\n\r\x85") if not any(refused(c))} == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("œuvre, Noël, aïeul, Ÿ : « l’été » – 12\u202f000\u00a0€…", id="French"),
        pytest.param("می\u200cخواهم", id="Persian non-joiner"),
        pytest.param("کتاب\u200cها و خانه\u200cها", id="Persian plurals"),
        pytest.param("مَ\u200cن", id="after a vowel mark"),
        pytest.param("👩\u200d👩\u200d👧 ☎\ufe0f 👍🏽", id="emoji"),
        pytest.param("a\u2028b\u2029c\x85d\te\nf", id="line ends"),
        pytest.param("e\u0301 a\u0302", id="accents apart"),
        pytest.param("українська, ትግርኛ, தமிழ், বাংলা, 中文", id="languages"),
    ],
)
def test_what_people_write_is_welcome(text):
    """Languages of the people concerned, and what French typography asks for."""
    assert list(refused(text)) == []


@pytest.mark.parametrize(
    "text", ["a\u200cb", "می\u200c", "\u200cم", "م\u200ca", "1\u200d2", "م\u200d "]
)
def test_a_joiner_elsewhere_than_between_arabic_letters_is_refused(text):
    """It would make two words that look alike differ."""
    assert len(list(refused(text))) == 1


@pytest.mark.parametrize(
    ("text", "word", "strangers"),
    [
        pytest.param("la Mоselle", "Mоselle", "о", id="Cyrillic"),
        pytest.param("Ville de Μetz", "Μetz", "Μ", id="Greek capital"),
        pytest.param("Ｍetz", "Ｍetz", "Ｍ", id="full width"),
        pytest.param("𝐌etz", "𝐌etz", "𝐌", id="mathematical"),
        pytest.param("Կreuzwald Кreuz", "Կreuzwald", "Կ", id="Armenian"),
        pytest.param("Россиa", "Россиa", "a", id="Latin in Cyrillic"),
    ],
)
def test_a_word_of_two_alphabets_is_found_with_its_strangers(text, word, strangers):
    """The letters of the alphabet that is rarer in it."""
    found = next(iter(mixed_words(text)))
    assert (found.word, found.strangers) == (word, strangers)
    assert text[found.place :].startswith(word)


@pytest.mark.parametrize(
    "text",
    [
        *("µm, μm, Δt, Ω, α-fœtoprotéine, 1ᵉʳ, nº, H₂O, 3ª", "Россия – Russie", "Ελλάδα", "ﬁche"),
        *("東京タワー", "العربية", "e\u0301te\u0301", "l’Україна", "100€", "x_y2"),
    ],
)
def test_words_of_one_alphabet_and_signs_are_left(text):
    """A sign is no letter that passes for another; a word in another language is a word."""
    assert list(mixed_words(text)) == []
