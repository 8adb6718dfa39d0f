/* Một Cửa: suggestions under the search field. Without this file the field is a plain form. */
(function () {
  "use strict";
  var WAIT = 120, LEAST = 2, held = {};

  Array.prototype.forEach.call(document.querySelectorAll("form.search-box"), function (form, place) {
    var input = form.querySelector("input[name=q]");
    if (!input || !window.fetch || !window.AbortController) { return; }
    var list = document.createElement("ul"), said = document.createElement("p");
    var options = [], active = -1, typed = input.value, timer, asking;

    list.id = "goi-y-" + place;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("label").textContent);
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    form.appendChild(list);
    form.appendChild(said);
    var attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.keys(attributes).forEach(function (name) { input.setAttribute(name, attributes[name]); });

    function open(shown) {
      list.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (!shown) { choose(-1); }
    }

    function choose(at) {
      if (options[active]) { options[active].removeAttribute("aria-selected"); }
      active = at;
      if (!options[at]) { input.removeAttribute("aria-activedescendant"); return; }
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    function option(suggestion, at) {
      var item = document.createElement("li"), words = document.createElement("span");
      item.id = list.id + "-" + at;
      item.setAttribute("role", "option");
      item.dataset.url = suggestion.url;
      words.textContent = suggestion.text;
      if (suggestion.lang) { words.lang = suggestion.lang; }
      item.appendChild(words);
      if (suggestion.note) {
        var note = document.createElement("small");
        note.textContent = suggestion.note;
        item.appendChild(document.createTextNode(" "));
        item.appendChild(note);
      }
      return item;
    }

    function show(answer) {
      if (document.activeElement !== input) { return; }
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.textContent = "";
      options = answer.suggestions.map(option);
      options.forEach(function (item) { list.appendChild(item); });
      said.textContent = answer.said;
      open(options.length > 0);
    }

    function ask() {
      var text = input.value.trim();
      if (asking) { asking.abort(); }
      if (text.length < LEAST) { open(false); return; }
      if (held[text]) { show(held[text]); return; }
      asking = new AbortController();
      fetch(form.action.split("?")[0] + "goi-y/?q=" + encodeURIComponent(text.slice(0, 200)), { signal: asking.signal })
        .then(function (response) { return response.ok ? response.json() : { suggestions: [], said: "" }; })
        .then(function (answer) {
          held[text] = answer;
          if (input.value.trim() === text) { show(answer); }
        })
        .catch(function () { /* no network, or a newer question: the form still works */ });
    }

    input.addEventListener("input", function () {
      if (input.value === typed) { return; }
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", function (event) {
      var moves = { ArrowDown: 1, ArrowUp: -1 }, shown = !list.hidden;
      if (event.isComposing) { return; }
      if (moves[event.key] && options.length) {
        event.preventDefault();
        if (!shown) { open(true); }
        var places = options.length + 1; /* one place more: back in the field */
        choose((active + 1 + moves[event.key] + places) % places - 1);
      } else if (event.key === "Escape" && shown) {
        event.preventDefault();
        open(false);
      } else if (event.key === "Enter" && shown && options[active]) {
        event.preventDefault();
        location.assign(options[active].dataset.url);
      }
    });
    input.addEventListener("blur", function () { clearTimeout(timer); open(false); });
    form.addEventListener("submit", function () { clearTimeout(timer); open(false); });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); /* the field keeps the focus */ });
    list.addEventListener("click", function (event) {
      var item = event.target.closest("[role=option]");
      if (item) { location.assign(item.dataset.url); }
    });
  });
})();

/* Which result was opened, for our own counts: no cookie, no name, and nothing when the browser asks not to be followed. */
(function () {
  "use strict";
  var list = document.querySelector("ol.results"), query = new URLSearchParams(location.search).get("q");
  if (!list || !query || !navigator.sendBeacon) { return; }
  if (navigator.doNotTrack === "1" || navigator.globalPrivacyControl) { return; }

  function opened(event) {
    var link = event.target.closest("h2 > a"), item = link && link.closest("li[data-ref]");
    if (!item || item.parentNode !== list || event.button > 1) { return; }
    var rank = list.start + Array.prototype.indexOf.call(list.children, item);
    navigator.sendBeacon("chon/", new URLSearchParams({ q: query, ref: item.dataset.ref, rank: String(rank) }));
  }
  list.addEventListener("click", opened);
  list.addEventListener("auxclick", opened);
})();
