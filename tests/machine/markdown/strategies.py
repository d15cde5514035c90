"""Texts for property tests."""

from hypothesis import strategies as st

PIECES = (
    *"ab1 \n\t\\`*_[]()<>!#|&;:-+~.\"'>=/",
    *("\n\n", "  \n", "\n    ", "\n- ", "\n  - ", "\n1. ", "| a | b |\n|---|---|\n", "- - - "),
    *(
        "<article:b>",
        "<bloc:a>",
        "https://a.fr/",
        "](",
        "<b a='",
        "<!--",
        "```",
        "&amp;",
        "![a](b)",
    ),
    *("é", "…", " ", "عربي", "😀", "\u2028", "\x85", "\r", "{{ a }}", "{% b %}"),
)

typed = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"))
"""Any text that the model lets through."""

markdown = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
"""Texts made of what Markdown reads."""
