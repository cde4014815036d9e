"use strict";
(() => {
  const form = document.querySelector("form");
  const names = ["theme", "committee", "relation", "state"];
  const rows = [...document.querySelectorAll("li[data-state]")];
  const folds = [...document.querySelectorAll("section details")];
  const groups = [...document.querySelectorAll("section, article"), ...folds];
  const count = document.getElementById("count");
  // A row is found by the words of its demand too.
  const texts = rows.map((row) => {
    const demand = row.closest("article")?.querySelector(".demand");
    return `${demand ? demand.textContent : ""} ${row.textContent}`.toLowerCase();
  });

  function update() {
    const word = form.word.value.trim().toLowerCase();
    rows.forEach((row, n) => {
      row.hidden = !texts[n].includes(word) || names.some((name) => form[name].value && row.dataset[name] !== form[name].value);
    });
    groups.forEach((group) => {
      group.hidden = !group.querySelector("li[data-state]:not([hidden])");
    });
    const shown = rows.filter((row) => !row.hidden).length;
    if (shown < rows.length) open(folds);
    count.textContent = count.dataset.text.replace("##", rows.length).replace("#", shown);
  }

  function open(those) {
    those.forEach((each) => { each.open = true; });
  }

  // On a phone everything is folded until it is asked for; without this script nothing is.
  function fold(those) {
    const narrow = matchMedia("(max-width: 56rem)").matches;
    those.forEach((each) => { each.open = !narrow; });
  }

  // The filters stand in the address (#?theme=…), so that what is shown can be sent to somebody.
  function remember() {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
    try {
      history.replaceState(null, "", chosen ? `#?${chosen}` : "#");
    } catch {
      // A page that is opened in a frame may not change its address.
    }
  }

  function recall() {
    if (location.hash.startsWith("#?")) {
      new URLSearchParams(location.hash.slice(2)).forEach((value, name) => {
        if (name === "word" || names.includes(name)) form[name].value = value;
      });
    }
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) form.reset();
    update();
    const around = target && (target.closest("article") ?? target.closest("section"));
    if (!around) return;
    open(around.querySelectorAll("details"));
    target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", () => { update(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { fold(folds); update(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  window.addEventListener("beforeprint", () => open(folds));
  fold([...folds, form.querySelector("details")]);
  recall();
})();
