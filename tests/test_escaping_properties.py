"""Whatever marks a text is made of, put into Markdown it stays a text."""

import mistune
from hypothesis import given
from hypothesis import strategies as st

from helpers.escaping import escape_markdown

MARKS = st.text(alphabet="<>[]()*_`~$^{}|&#;!\\ab1.-+=%:\"' ", min_size=1, max_size=30)
RENDER = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "math"])


@given(MARKS)
def test_no_element_comes_of_it(text: str) -> None:
    page = RENDER(f"Text {escape_markdown(text)} slut.")
    assert page.count("<") == 2, page
    assert page.startswith("<p>Text ") and page.endswith("slut.</p>\n")


@given(MARKS)
def test_no_element_comes_of_it_at_the_beginning_of_a_line(text: str) -> None:
    page = RENDER(f"{escape_markdown(text.strip() or 'a')} slut.")
    assert page.count("<") == 2, page
