"""The source of the site: what is in the tree, put together so that Sphinx can make pages of it; nothing is executed.

``python -m helpers.site.build <project> <folder>`` writes it. The pages in the project's ``site/`` are Markdown with
Jinja; notebooks and the texts of ``data/`` are taken as they are, but for links to what the site does not hold.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, normpath, relpath
from typing import Any

from helpers.errors import PlanError
from helpers.escape import escape_markdown, make_inert
from helpers.files import read_repository, write_bytes
from helpers.links.labels import read_labels
from helpers.links.needs import lacks
from helpers.links.traces import list_timeline
from helpers.plan.read import Plan, read_plan
from helpers.publish.manifest import NAME, read_manifest
from helpers.site.page import crossref_page, document_page, make_environment, name_page
from helpers.site.pictures import group_pictures, list_zips, make_files, picture_page
from helpers.words import LANGUAGES, read_words

EXTRA = "_extra"
"""What goes into the site as it is: pages that stand by themselves, figures, tables."""

SETTINGS = (".py", ".css", ".js", ".po", ".html")
"""How the files end with which ``site/`` tells Sphinx how the pages are to be."""

SHOWN = ("text/plain", "text/html", "text/markdown", "image/png")
"""What a page shows of what a notebook has put out."""

_LINK = re.compile(r"(?<![\\!])\[([^\]\[]*)\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z]+:|#")


def make_source(root: Path, out: Path) -> list[Path]:
    """Write the source of the site for a project's folder, and give the paths.

    Raises PlanError where a plan's folder or a manifest is not as it should be.

    >>> "dokumentet.html" in [path.name for path in make_source(project(), scratch / "site")]
    True
    """
    plans = [read_plan(path.parent) for path in sorted(root.glob("data/*/plan.toml"))]
    files = {name: data for plan in plans for name, data in make_extra(plan, root).items()}
    texts = {**read_sources(root), **render_pages(root, plans, files)}
    repository = read_repository(root / "data" / "project.toml")
    made = {f"{EXTRA}/{name}": data for name, data in files.items()}
    for name, text in texts.items():
        fix = fix_notebook if name.endswith(".ipynb") else fix_links
        made[name] = fix(text, name, {*texts}, repository).encode("utf-8")
    settings = [path for path in (root / "site").rglob("*") if path.suffix in SETTINGS]
    made |= {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in settings}
    for name, data in sorted(made.items()):
        write_bytes(out / name, data)
    return [out / name for name in sorted(made)]


def make_extra(plan: Plan, root: Path) -> dict[str, bytes]:
    """What goes into the site as it is for one plan, by address: the pages that stand by themselves, the Excel files,
    and, where figures have been made, ``pictures.make_files``.

    >>> sorted(make_extra(plan, project()))[0]
    'borlange-v-2022/04_korsreferens_en.xlsx'
    """
    name, found = plan.folder.name, dict[str, bytes]()
    reviewed = read_labels(plan) if not lacks(plan, "links") else None
    for language in LANGUAGES:
        words = read_words(language, plan)
        pages = {"dokumentet": document_page(plan, words, "../index.html", crossref=bool(reviewed))}
        if reviewed:
            pages["korsreferens"] = crossref_page(plan, reviewed, words, "../index.html")
        found |= {f"{name}/{name_page(page, language)}": text.encode("utf-8") for page, text in pages.items()}
    found |= {f"{name}/{path.name}": path.read_bytes() for path in sorted(plan.folder.glob("derived/*.xlsx"))}
    folder = root / "figures" / name
    if (folder / NAME).is_file():
        found |= make_files(folder, read_manifest(folder / NAME))
    return found


def read_sources(root: Path) -> dict[str, str]:
    """The notebooks and the texts of ``data/``, by their names in the project.

    >>> list(read_sources(Path(".")))[0]
    'notebooks/00_start.ipynb'
    """
    paths = [*sorted(root.glob("notebooks/[0-9]*.ipynb")), *sorted(root.glob("data/**/*.md"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def fix_notebook(text: str, name: str, known: set[str], repository: str = "") -> str:
    """A notebook with the links of its Markdown put right (``fix_links``), its code folded, its outputs inert (html by
    ``make_inert``; what is neither text nor picture is left out), and the alt text of each picture where MyST-NB looks
    for it: in the metadata of a cell, which therefore has one picture. A picture without an alt text of its own has the
    last paragraph above it.
    """
    notebook = json.loads(text)
    notebook["cells"] = [part for cell in notebook["cells"] for part in _part_pictures(cell)]
    above = ""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            above = _say_plainly("".join(cell["source"]).strip().split("\n\n")[-1])
            cell["source"] = fix_links("".join(cell["source"]), name, known, repository)
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = _make_data_inert(output["data"])
            if _is_picture(output):
                alt = output.get("metadata", {}).get("image/png", {}).get("alt") or above
                cell["metadata"]["mystnb"] = {"image": {"alt": alt}}
    return json.dumps(notebook, ensure_ascii=False, indent=1)


def _part_pictures(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A code cell, its code folded, up to its first picture and what follows it; then a cell without code for every
    further picture. Any other cell as it is.
    """
    if cell["cell_type"] != "code":
        yield cell
        return
    parts: list[list[dict[str, Any]]] = [[]]
    for output in cell["outputs"]:
        if _is_picture(output) and any(map(_is_picture, parts[-1])):
            parts.append([])
        parts[-1].append(output)
    yield cell | {"metadata": {"tags": ["hide-input"]}, "outputs": parts[0]}
    for number, outputs in enumerate(parts[1:], start=2):
        yield cell | {"id": f"{cell['id']}-{number}", "metadata": {"tags": ["remove-input"]}, "outputs": outputs}


def _say_plainly(markdown: str) -> str:
    """A paragraph of Markdown in one line, without the marks of headings, emphasis, code and links."""
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[#*`]", "", markdown)).split())


def _is_picture(output: dict[str, Any]) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def _make_data_inert(data: dict[str, Any]) -> dict[str, Any]:
    """What an output shows, by its kind: texts, pictures, and html in which nothing can run."""
    shown = {kind: value for kind, value in data.items() if kind in SHOWN}
    if "text/html" in shown:
        shown["text/html"] = make_inert("".join(shown["text/html"]))
    return shown


def render_pages(root: Path, plans: list[Plan], files: dict[str, bytes]) -> dict[str, str]:
    """The pages in ``site/`` by name, and for each plan with figures the page of its pictures.

    A template is given ``plans`` (name, plan, words by language, crossref: whether it has one, books: its Excel files,
    zips: address and megabytes by language, pictures by series, timeline: what happened
    when) and ``sources``: the names of the notebooks and texts. Its filter ``md`` makes a text safe inside Markdown.
    """
    environment = make_environment(root / "site", escape=False)
    environment.filters["md"] = escape_markdown
    described = [_describe(plan, root / "figures" / plan.folder.name / NAME, files) for plan in plans]
    pages = {f"bilder/{each['name']}.md": _render_pictures(each, files) for each in described if each["pictures"]}
    for path in sorted((root / "site").glob("*.md")):
        pages[path.name] = environment.get_template(path.name).render(plans=described, sources=list(read_sources(root)))
    return pages


def _describe(plan: Plan, path: Path, files: dict[str, bytes]) -> dict[str, Any]:
    """What the pages say of a plan; manifest, pictures and zips are empty where no figures have been made."""
    words = {language: read_words(language, plan) for language in LANGUAGES}
    name = plan.folder.name
    manifest = read_manifest(path) if path.is_file() else None
    pictures = group_pictures(manifest, words) if manifest else {}
    zips = list_zips(manifest, words, files) if manifest else {}
    books = [path.name for path in sorted(plan.folder.glob("derived/*.xlsx"))]
    told = [] if lacks(plan, "timeline") else list_timeline(read_labels(plan), words[LANGUAGES[0]]).to_dict("records")
    made = {"manifest": manifest, "pictures": pictures, "zips": zips, "timeline": told}
    return {"name": name, "plan": plan, "words": words, "crossref": not lacks(plan, "links"), "books": books, **made}


def _render_pictures(described: dict[str, Any], files: dict[str, bytes]) -> str:
    """The page of a plan's pictures as Markdown: a heading over raw html, in which no fence can be closed."""
    words = described["words"]
    html = picture_page(described["manifest"], words, files).replace("`", "&#96;")
    title = escape_markdown(words[LANGUAGES[0]].say("page_pictures_title"))
    return f"# {title}\n\n```{{raw}} html\n{html}\n```\n"


def fix_links(text: str, name: str, known: set[str], repository: str = "") -> str:
    """A Markdown text whose links lead somewhere in the site, or into the repository where it is public.

    Takes the text's own name and those of all texts of the site. What leads nowhere becomes plain text.

    >>> fix_links("[a](b.md), [c](d.md), [e](https://example.org)", "x.md", {"b.md"})
    '[a](b.md), c, [e](https://example.org)'
    """

    def fix(link: re.Match[str]) -> str:
        target = normpath(f"{dirname(name)}/{link[2].partition('#')[0]}").lstrip("/")
        if _ELSEWHERE.match(link[2]) or target in known:
            return link[0]
        page = f"{target}/README.md"
        if page in known:
            return f"[{link[1]}]({relpath(page, dirname(name) or '.')})"
        return f"[{link[1]}]({repository}/blob/main/{target})" if repository else link[1]

    return _LINK.sub(fix, text)


def main(arguments: list[str]) -> int:
    """Write the source of the site; 0, or 1 where something in the project is not as it should be, with the reason."""
    root, out = map(Path, arguments)
    try:
        make_source(root, out)
    except PlanError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
