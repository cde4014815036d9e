"use strict";
(() => {
  const form = document.querySelector("form");
  const names = ["theme", "committee", "relation", "state"];
  const rows = [...document.querySelectorAll("tbody tr[data-state]")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const count = document.getElementById("count");

  function update() {
    const word = form.word.value.trim().toLowerCase();
    let shown = 0;
    let above = "";
    rows.forEach((row, n) => {
      const kept = texts[n].includes(word) && names.every((name) => !form[name].value || row.dataset[name] === form[name].value);
      row.hidden = !kept;
      shown += kept;
      if (!kept) return;
      // The first row that is seen of a demand holds its words.
      row.classList.toggle("opens", row.dataset.demand !== above);
      above = row.dataset.demand;
    });
    document.querySelectorAll("tbody").forEach((body) => {
      body.hidden = !body.querySelector("tr[data-state]:not([hidden])");
    });
    count.textContent = count.dataset.text.replace("##", rows.length).replace("#", shown);
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
    if (target && target.closest("tr").hidden) form.reset();
    update();
    if (target) target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", () => { update(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { update(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  recall();
})();
