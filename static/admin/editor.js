/* The procedure editor: summaries of folded rows, choosers, "only when" boxes, lists of sibling rows.
   Reads the rows as they stand in the page, so that what was added a moment ago can be chosen at once. */
(function () {
  "use strict";

  const TEXTS = {
    all: "Áp dụng cho mọi trường hợp. Muốn chỉ áp dụng khi nào đó: thêm câu hỏi ở thẻ “Giấy tờ”.",
    gone: "Câu trả lời không còn nữa",
    anyRow: "Mọi cách nộp",
    remove: "Bỏ",
  };

  /* ---- reading rows ---- */

  function rowsOf(relation, within) {
    const place = (within || document).querySelector('[data-mc-relation="' + relation + '"]');
    if (!place) return [];
    return Array.from(place.children).filter(function (row) {
      const gone = row.querySelector('input[id$="-DELETE"]');
      return row.matches("[data-inline-panel-child]") && !(gone && gone.value);
    });
  }

  function field(row, name) {
    const prefix = row.id.replace(/^inline_child_/, "");
    return document.getElementById("id_" + prefix + "-" + name);
  }

  function textOf(input) {
    if (!input) return "";
    const things = input.closest("[data-mc-things]");
    if (things) return Array.from(things.querySelectorAll(".mc-chosen span"), (s) => s.textContent).join(", ");
    if (input.tagName === "SELECT") {
      return input.value && input.value !== "unknown" ? input.selectedOptions[0].textContent.trim() : "";
    }
    return input.value.trim().replace(/\s+/g, " ");
  }

  function shortened(text) {
    return text.length > 60 ? text.slice(0, 58).replace(/\s+\S*$/, "") + "…" : text;
  }

  /* ---- folded rows say what they hold ---- */

  function summarise(row) {
    const place = row.parentElement;
    const spot = row.querySelector("[data-mc-summary-text]");
    if (!spot || !place.dataset.mcSummary) return;
    const parts = place.dataset.mcSummary.split(" ").map(function (entry) {
      const cut = entry.split(":");
      const text = shortened(textOf(field(row, cut[0])));
      return text && cut[1] ? text + " " + cut[1].replace(/_/g, " ") : text;
    });
    spot.textContent = parts.filter(Boolean).join(" · ");
  }

  function rowOf(node) {
    return node.closest ? node.closest("[data-inline-panel-child]") : null;
  }

  function refresh(node) {
    for (let row = rowOf(node); row; row = rowOf(row.parentElement)) summarise(row);
  }

  /* ---- one or many shared things ---- */

  function changed(things, ids) {
    const input = things.querySelector('input[type="hidden"]');
    input.value = ids.join(",");
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function idsOf(things) {
    return Array.from(things.querySelectorAll(".mc-chosen li"), (item) => item.dataset.id);
  }

  function addThing(things, chosen) {
    const list = things.querySelector(".mc-chosen");
    if (!("many" in things.dataset)) list.replaceChildren();
    if (idsOf(things).includes(String(chosen.id))) return;
    const item = document.createElement("li");
    item.dataset.id = chosen.id;
    const label = document.createElement("span");
    label.textContent = chosen.string || chosen.title || chosen.id;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "mc-remove";
    remove.textContent = "×";
    remove.setAttribute("aria-label", TEXTS.remove + ": " + label.textContent);
    item.append(label, " ", remove);
    list.append(item);
  }

  function choose(things) {
    window.ModalWorkflow({
      url: things.dataset.url,
      urlParams: "many" in things.dataset ? { multiple: 1 } : {},
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: {
        chosen: function (result) {
          (Array.isArray(result) ? result : [result]).forEach((one) => addThing(things, one));
          changed(things, idsOf(things));
        },
      },
    });
  }

  /* ---- keys of rows just added, so that other rows can name them before anything is saved ---- */

  const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // as the server makes them
  const NAMED = { questions: "text_vi", channels: "method", fees: "status" };

  function giveKey(row, telling) {
    const key = field(row, "key");
    if (!key || key.value || !(field(row, telling) || {}).value) return;
    const numbers = crypto.getRandomValues(new Uint8Array(8));
    key.value = Array.from(numbers, (number) => LETTERS[number % LETTERS.length]).join("");
  }

  function giveKeys() {
    Object.keys(NAMED).forEach((relation) => rowsOf(relation).forEach((row) => giveKey(row, NAMED[relation])));
    rowsOf("questions").forEach((row) => rowsOf("choices", row).forEach((one) => giveKey(one, "label_vi")));
  }
  document.addEventListener("mc:keys", giveKeys);

  /* ---- "only when": boxes of the page's own questions ---- */

  function knownChoices() {
    giveKeys();
    return rowsOf("questions").map(function (question) {
      const questionKey = (field(question, "key") || {}).value;
      const choices = rowsOf("choices", question).map((choice) => ({
        token: questionKey + ":" + (field(choice, "key") || {}).value,
        saved: Boolean(questionKey && (field(choice, "key") || {}).value),
        label: textOf(field(choice, "label_vi")),
      }));
      return { text: textOf(field(question, "text_vi")), choices: choices.filter((choice) => choice.saved) };
    });
  }

  function box(input, token, label, chosen) {
    const line = document.createElement("label");
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.checked = chosen.includes(token);
    tick.addEventListener("change", function () {
      const now = tokens(input).filter((one) => one !== token);
      if (tick.checked) now.push(token);
      input.value = JSON.stringify(now);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    line.append(tick, " ", label);
    return line;
  }

  function tokens(input) {
    try {
      return JSON.parse(input.value) || [];
    } catch {
      return [];
    }
  }

  function drawConditions(input) {
    let place = input.parentElement.querySelector(".mc-conditions");
    if (!place) {
      place = document.createElement("div");
      place.className = "mc-conditions";
      input.after(place);
    }
    const chosen = tokens(input);
    const known = new Set();
    const groups = knownChoices().filter((question) => question.choices.length).map(function (question) {
      const group = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = question.text;
      group.append(legend);
      question.choices.forEach(function (choice) {
        known.add(choice.token);
        group.append(box(input, choice.token, choice.label, chosen));
      });
      return group;
    });
    chosen.filter((token) => !known.has(token)).forEach(function (token) {
      groups.push(box(input, token, TEXTS.gone + " (" + token + ")", chosen));
    });
    place.replaceChildren(...groups);
    if (!groups.length) place.textContent = TEXTS.all;
  }

  /* ---- a list of sibling rows, by key ---- */

  function drawRowList(input) {
    giveKeys();
    let list = input.parentElement.querySelector("select.mc-row-list");
    if (!list) {
      list = document.createElement("select");
      list.className = "mc-row-list";
      list.setAttribute("aria-label", (input.parentElement.querySelector("label") || {}).textContent || "");
      list.addEventListener("change", function () {
        input.value = list.value;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      input.after(list);
    }
    const options = [new Option(TEXTS.anyRow, "")];
    rowsOf(input.dataset.mcRowOf).forEach(function (row) {
      const key = (field(row, "key") || {}).value;
      const spot = row.querySelector("[data-mc-summary-text]");
      if (key) options.push(new Option(spot ? spot.textContent : key, key));
    });
    if (input.value && !options.some((option) => option.value === input.value)) {
      options.push(new Option(TEXTS.gone, input.value));
    }
    list.replaceChildren(...options);
    list.value = input.value;
  }

  /* ---- rows draw their boxes when they are opened: a page may have hundreds ---- */

  function draw(row) {
    row.querySelectorAll("[data-mc-conditions]").forEach(drawConditions);
    row.querySelectorAll("[data-mc-row-of]").forEach(drawRowList);
  }

  /* A question that changes is drawn anew in the rows that are open. */
  function redraw() {
    document.querySelectorAll(".mc-conditions").forEach(function (place) {
      const input = place.parentElement.querySelector("[data-mc-conditions]");
      if (input) drawConditions(input);
    });
  }
  document.addEventListener("change", function (event) {
    if (event.target.closest('[data-mc-relation="questions"]')) redraw();
  });

  document.addEventListener("wagtail:panel-toggle", function (event) {
    const row = rowOf(event.target);
    if (row && (!event.detail || event.detail.expanded !== false)) draw(row);
  });
  document.addEventListener("input", (event) => refresh(event.target));
  document.addEventListener("change", (event) => refresh(event.target));
  document.addEventListener("w-formset:added", (event) => draw(event.target));
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-mc-choose], .mc-remove, [id$='-ADD']");
    if (!button) return;
    const things = button.closest("[data-mc-things]");
    if (button.matches("[data-mc-choose]")) {
      choose(things);
    } else if (button.matches(".mc-remove")) {
      button.closest("li").remove();
      changed(things, idsOf(things));
    } else {
      // Wagtail has just added the row, at the end.
      window.setTimeout(function () {
        const place = document.getElementById(button.id.replace(/-ADD$/, "-FORMS"));
        if (place && place.matches(".mc-rows") && place.lastElementChild) draw(place.lastElementChild);
      }, 0);
    }
  });

  // Rows of a long page: an empty box that was not filled need not travel. The server reads it as empty.
  const CARRIED = /-(id|key|ORDER|kind|handing|status|method|role|currency|applies_when|rule|time_unit)$/;
  document.addEventListener("formdata", function (event) {
    const empty = [];
    event.formData.forEach(function (value, name) {
      if (value === "" && /-\d+-/.test(name) && !CARRIED.test(name)) empty.push(name);
    });
    empty.forEach((name) => event.formData.delete(name));
  });

  function start() {
    document.querySelectorAll(".mc-rows > [data-inline-panel-child]").forEach(summarise);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
