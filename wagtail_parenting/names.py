"""Names and titles: one line of plain text, in which nothing hides. Pure.

What readers type into a field for a name is kept as they write it, in any script, with emoji. What
draws nothing is taken out: control characters, overrides of the writing direction, and zero-width
characters, but for the joiners that emoji and scripts are spelt with.
"""

from __future__ import annotations

import unicodedata

import regex

#: Scripts whose spelling needs ZERO WIDTH JOINER and NON-JOINER (Unicode, chapters 9 and 12).
_JOINING = "Arabic|Syriac|Mongolian|Nko|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|Telugu"
_JOINING += "|Kannada|Malayalam|Sinhala|Khmer|Myanmar|Tibetan|Thaana"
_LETTER = "|".join(rf"\p{{Script={script}}}" for script in _JOINING.split("|"))
_NEEDED_JOINER = regex.compile(
    rf"(?<=(?:{_LETTER})\p{{M}}*)[\u200c\u200d](?=[\p{{L}}\p{{M}}]|\Z|\s)"
    r"|(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d(?=\p{Extended_Pictographic}"
    r"|[\u2640\u2642\u2695\u2696\u2708\u2764])"
)
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]")
#: Flags of England, Scotland and Wales are spelt with tag characters after a black flag.
_TAGGED_FLAG = regex.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

#: Letters that look like Latin ones (Unicode, UTS 39, confusables.txt): Cyrillic, Greek, Armenian,
#: Lisu, then digits and signs. What looks like i or l is l.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝмтвкн"
    "АВЕЅІЈКМНОРСТУХԌԚԜ"
    "αοροντυικχγ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "օոսհցզ"
    "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"
    "01|ıiI",
    "aeopcyxljsdhqwmtbkh"
    "abesljkmhopctyxgqw"
    "aopovtulkxy"
    "abezhlkmnoptyx"
    "onuhgq"
    "bpdtgkjczfmnlsrvhwxyaelou"
    "olllll",
)


def clean(text: str) -> str:
    """``text`` in one line, without what draws nothing. Empty when nothing is left to see."""
    kept = [found.span() for found in _TAGGED_FLAG.finditer(text)]
    kept += [found.span() for found in _NEEDED_JOINER.finditer(text)]
    inside = {place for start, end in kept for place in range(start, end)}
    shown = (
        character
        if place in inside
        else _INVISIBLE.sub(" " if character.isspace() else "", character)
        for place, character in enumerate(text)
    )
    return " ".join("".join(shown).split())


def folded(name: str) -> str:
    """What two names that look alike have in common; empty for one without letters or digits.
    Accents do not tell names apart: a dot below is soon overlooked."""
    alike = unicodedata.normalize("NFKD", clean(name)).translate(_LOOK_ALIKES)
    plain = unicodedata.normalize("NFKD", alike.casefold()).translate(_LOOK_ALIKES)
    return "".join(character for character in plain if character.isalnum())
