"""How Sphinx makes the site of what helpers.website has put together. Nothing is executed, nothing fetched."""

from docutils import nodes
from sphinx.application import Sphinx

project = "Från plan till tryck"
language = "sv"
smartquotes = False  # a plan's quotation marks stay the ones that it has
extensions = ["myst_nb"]
exclude_patterns = ["_extra"]
nb_execution_mode = "off"
nb_code_prompt_show = "Kod / Code"
nb_code_prompt_hide = "Kod / Code"
myst_enable_extensions = ["strikethrough"]
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["plural.js"]
html_extra_path = ["_extra"]
locale_dirs = ["locale"]
templates_path = ["_templates"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_permalinks = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b6070", "color-brand-content": "#0b6070"},
    "dark_css_variables": {"color-brand-primary": "#7fc4d0", "color-brand-content": "#7fc4d0"},
}

ENGLISH = ("notebooks/", "data/")
"""Where the pages in English are; all else is in Swedish."""


def prepare_page(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    """Say which language a text is in, and let wide tables and code be scrolled by keyboard."""
    body = context.get("body", "")
    region = 'tabindex="0" role="region" aria-label="Tabell"'
    body = body.replace('<div class="output text_html">', f'<div class="output text_html" {region}>')
    body = body.replace('<div class="table-wrapper', f'<div {region} class="table-wrapper')
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    if page.startswith(ENGLISH):
        body = f'<div lang="en">{body}</div>'
    context["body"] = body
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def make_inert(app: Sphinx, doctree: nodes.document) -> None:
    """Html that stands in the Markdown of an output is shown as text: it may hold what a document says.

    An output that is html itself is a table, and was made inert with the source (helpers.escaping).
    """
    for output in doctree.findall(nodes.container):
        for raw in list(output.findall(nodes.raw)) if "cell_output" in output["classes"] else ():
            if "text_html" not in raw["classes"]:
                raw.replace_self(nodes.inline("", raw.astext()))


def lower_headings(app: Sphinx, page: str, content: list[str]) -> None:
    """A text with two headings of the first rank would be two pages in the menu: the second one goes down a step."""
    if page.startswith("data/"):
        first, *others = content[0].split("\n# ")
        content[0] = "\n## ".join([first, *others])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", lower_headings)
    app.connect("doctree-read", make_inert)
    app.connect("html-page-context", prepare_page, priority=900)  # after the theme
