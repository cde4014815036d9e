// Draws what the session shows, and says what is pressed. Texts of a plan are set as text, never as markup.
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
};

const part = (label, ...children) =>
  make("div", {className: "review-part"}, make("div", {className: "review-label", textContent: label}), ...children);

function draw(box, shown, send) {
  const {words, task} = shown;
  const typed = box.querySelector(".review-why")?.value ?? "";
  const same = box.dataset.key === task?.key;
  const who = make("input", {className: "review-who", value: shown.who, placeholder: words.who_hint});
  who.setAttribute("aria-label", words.who);
  who.addEventListener("change", () => send({do: "who", who: who.value}));
  const tables = shown.tables.map(({table, label}) => {
    const button = make("button", {className: "review-table", textContent: label});
    button.setAttribute("aria-pressed", String(table === shown.table));
    button.addEventListener("click", () => send({do: "table", table}));
    return button;
  });
  const bar = make("progress", {max: Math.max(shown.count, 1), value: shown.decided});
  bar.setAttribute("aria-label", shown.progress);
  const head = make("div", {className: "review-head"},
    ...tables, make("label", {}, `${words.who} `, who), bar,
    make("span", {className: "review-progress", textContent: shown.progress}));
  const headline = make("div", {className: "review-headline", textContent: shown.headline});
  if (!task) {
    box.replaceChildren(head, make("p", {textContent: words.empty}));
    return;
  }
  const why = make("input", {className: "review-why", value: same ? typed : task.why});
  why.setAttribute("aria-label", words.why);
  const decide = (choice) => send({do: "decide", choice, reason: why.value});
  const choices = shown.choices.map(({key, choice, label}) => {
    const button = make("button", {className: "review-choice"},
      make("kbd", {textContent: key}), ` ${label}`);
    button.dataset.choice = choice;
    button.disabled = !shown.who;
    button.addEventListener("click", () => decide(choice));
    return button;
  });
  const moves = [["back", "b"], ["next", "n"], ["undo", "u"]].map(([what, key]) => {
    const button = make("button", {className: `review-${what}`}, make("kbd", {textContent: key}), ` ${words[what]}`);
    button.addEventListener("click", () => send({do: what}));
    return button;
  });
  const prose = make("details", {className: "review-prose", open: box.dataset.prose !== "closed"},
    make("summary", {textContent: `${words.theme}: ${task.theme}`}),
    ...task.prose.map((text) => make("p", {textContent: text})));
  prose.addEventListener("toggle", () => { box.dataset.prose = prose.open ? "open" : "closed"; });
  const other = task.mission
    ? [part(`${words.mission} · ${task.committee}`, make("div", {className: "review-text", textContent: task.mission}))]
    : [part(words.committee, make("div", {className: "review-text", textContent: task.committee}),
        make("details", {}, make("summary", {textContent: `${words.missions} (${task.missions.length})`}),
          make("ul", {}, ...task.missions.map((text) => make("li", {textContent: text})))))];
  const readings = [`${words.settled}: ${task.settled}`, task.readings, task.reason].filter(Boolean).join(" · ");
  const status = make("div", {className: "review-said", textContent: shown.said});
  status.setAttribute("role", "status");
  box.replaceChildren(head, headline, prose,
    part(words.demand, make("div", {className: "review-text", textContent: task.demand})),
    ...other,
    part(words.readings, make("div", {textContent: readings})),
    ...(task.decided ? [part(words.decided, make("div", {className: "review-own", textContent: task.decided}))] : []),
    make("div", {className: "review-choices"}, ...choices),
    make("label", {className: "review-reason"}, `${words.why} `, why),
    make("div", {className: "review-moves"}, ...moves,
      make("span", {className: "review-place", textContent: `${shown.place} / ${shown.count}`})),
    status, make("div", {className: "review-keys", textContent: words.keys}));
  box.dataset.key = task.key;
}

function press(event, box, shown, send) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.tagName === "INPUT") {
    if (event.key === "Enter" || event.key === "Escape") {
      event.target.blur();
      box.focus();
    }
    return;
  }
  const choice = shown.choices.find(({key}) => key === event.key);
  const moves = {n: "next", ArrowRight: "next", b: "back", ArrowLeft: "back", u: "undo"};
  if (choice && shown.who && shown.task) {
    send({do: "decide", choice: choice.choice, reason: box.querySelector(".review-why").value});
  } else if (moves[event.key]) {
    send({do: moves[event.key]});
  } else if (event.key === "w") {
    box.querySelector(".review-why")?.focus();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function render({model, el}) {
  const box = make("div", {className: "review", tabIndex: 0});
  box.dataset.lmSuppressShortcuts = "true"; // or JupyterLab takes the keys for its own
  box.setAttribute("role", "group");
  const send = (message) => model.send(message);
  const redraw = () => {
    const shown = model.get("shown");
    box.setAttribute("aria-label", shown.words.review);
    const typing = document.activeElement?.classList?.contains("review-who");
    const inside = box.contains(document.activeElement);
    draw(box, shown, send);
    if (inside && !typing) box.focus({preventScroll: true});
  };
  box.addEventListener("keydown", (event) => press(event, box, model.get("shown"), send));
  model.on("change:shown", redraw);
  redraw();
  el.append(box);
}

export default {render};
