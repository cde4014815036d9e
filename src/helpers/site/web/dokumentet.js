"use strict";
(() => {
  const form = document.querySelector("form");
  const lines = [...document.querySelectorAll("ol.lines li")];
  const texts = lines.map((line) => line.querySelector("bdi").textContent);
  const count = document.getElementById("count");

  // The word marked in a line, by text nodes alone: nothing of the document is ever read as markup.
  function show(line, text, word) {
    const bdi = line.querySelector("bdi");
    bdi.textContent = text;
    const at = word ? text.toLowerCase().indexOf(word) : -1;
    if (at < 0 || text.toLowerCase().length !== text.length) return;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    bdi.replaceChildren(text.slice(0, at), mark, text.slice(at + word.length));
  }

  function update() {
    const word = form.word.value.trim().toLowerCase();
    const boxes = [...form.querySelectorAll("[name=kind]")];
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const whole = !word && kinds.size === boxes.length;
    let shown = 0;
    lines.forEach((line, n) => {
      const kept = whole || (kinds.has(line.dataset.kind) && texts[n].toLowerCase().includes(word));
      line.hidden = !kept;
      shown += kept;
      show(line, texts[n], kept ? word : "");
    });
    count.textContent = count.dataset.text.replace("##", lines.length).replace("#", shown);
  }

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link to a line that is filtered away shows the whole document again.
  window.addEventListener("hashchange", () => {
    const line = document.getElementById(location.hash.slice(1));
    if (line && line.hidden) {
      form.reset();
      update();
      line.scrollIntoView();
    }
  });
  update();
})();
