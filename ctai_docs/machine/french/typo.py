"""French micro-typography: no-break spaces and the curved apostrophe.

`typeset` works on plain text, before any escaping. It changes only the width of spaces and the
shape of apostrophes:

| where | what |
|---|---|
| before `:` and inside « » | U+00A0 |
| before `;` `?` `!` | U+202F |
| between a number and `€`, `k€`, `M€` or `%` | U+00A0 |
| between the thousands of a number | U+202F |
| apostrophe between letters | ’ |

Addresses of the web and of mail, and times (`10:30`), stay as typed.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"
APOSTROPHE = "\u2019"

SPACES = " \u00a0\u202f\u2009"
"""The spaces that people type, or paste, inside a line."""

_SPACE = f"[{SPACES}]"
_GAP = f"(?<!{_SPACE}){_SPACE}+"
_WORD_END = r"(?<=[\w.…€%°»”)\]])"
_STOP = r"(?=[\s»”)\]]|$)"
_LONGEST_QUOTE = 40
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

# One scan, first alternative wins; the name of the group says what to do with the match. The two
# lookarounds before the alternatives skip the inside of words, which is most of a text.
_RULES = re.compile(
    rf"""
    (?<!\w) (?:
        (?P<kept>
            [A-Za-z][A-Za-z0-9+.-]{{0,20}}:// [^\s<>«»"]+    # https://…
          | www\. [^\s<>«»"]+
          | (?<![.+'-]) \w[\w.+'-]{{0,63}} @ [\w-][\w.-]*   # an e-mail address
        )
      | (?P<thousands> (?<![,.]) (?<!\d{_SPACE}) [1-9]\d{{0,2}} (?:{_SPACE}\d{{3}})+
                       (?!{_SPACE}?\d) )
    )
  | (?=\W) (?:
        (?P<curved>  (?<=[^\W\d_]) ' (?=[^\W_]|«) )
      | (?P<opening> « (?: {_SPACE}+ | (?=\S) ) )
      | (?P<narrow>  {_GAP} (?=[;?!])
                   | (?=[;?!]) {_WORD_END} (?=[;?!]+{_STOP}) )
      | (?P<wide>    {_GAP} (?=[:»])
                   | (?=:{_STOP}) {_WORD_END}
                   | (?=») (?<=[^\s«]) )
    )
  | (?P<unit> (?<=\d) {_SPACE}* (?=(?:[kKM]?€|%)(?!\w)) )
    """,
    re.VERBOSE,
)


def typeset(text: str) -> str:
    """Return the text with French spaces and apostrophes; every other character stays."""
    return _RULES.sub(_set, text)


def _set(match: re.Match[str]) -> str:
    """Return the replacement of one match of the rules."""
    found = match[0]
    match match.lastgroup:
        case "curved":
            return APOSTROPHE
        case "thousands":
            return re.sub(_SPACE, NARROW, found)
        case "opening":
            return f"«{NO_BREAK}"
        case "narrow":
            return NARROW
        case "wide" | "unit":
            return NO_BREAK
    return found


def quote(text: str) -> str:
    """Return the text between « », on one line, cut when too long to be shown in a message."""
    shown = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
    return f"«{NO_BREAK}{_CONTROLS.sub('↵', shown)}{NO_BREAK}»"
