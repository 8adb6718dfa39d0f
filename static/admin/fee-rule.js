/* How a fee is worked out, as boxes to fill in; they write the JSON that the server checks and keeps. */
(function () {
  "use strict";

  const KINDS = {
    "": "Một số tiền (ô “Số tiền”)",
    per_unit: "Nhân với số lượng (ô “Số tiền” là mức của mỗi đơn vị)",
    tiers: "Theo bậc số lượng",
    percentage: "Theo phần trăm",
    tariff: "Theo biểu mức thu trong văn bản",
  };
  const UNIT = { percentage: "Phần trăm của số tiền nào", "": "Đếm cái gì (trang, bản, người…)" };
  const SHOWN = {
    unit: ["per_unit", "tiers", "percentage"],
    percent: ["percentage"],
    tiers: ["tiers"],
    minimum: ["per_unit", "tiers", "percentage"],
    maximum: ["per_unit", "tiers", "percentage"],
  };

  /* "1.500.000" and "0,5", as people write them, to 1500000 and 0.5. */
  function plain(text) {
    const bare = text.trim().replace(/\s*(đ|đồng)$/i, "");
    return /^\d{1,3}([. ]\d{3})+(,\d+)?$/.test(bare) ? bare.replace(/[. ]/g, "").replace(",", ".") : bare.replace(",", ".");
  }

  function spoken(value) {
    return value === null || value === undefined ? "" : String(value).replace(".", ",");
  }

  function labelled(text, control, name) {
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = text;
    label.append(words, control);
    label.dataset.mcPart = name;
    return label;
  }

  function box(value) {
    const input = document.createElement("input");
    input.type = "text";
    input.value = value;
    input.setAttribute("form", "mc-nowhere"); // never sent: the JSON is
    return input;
  }

  function tier(stored) {
    const row = document.createElement("div");
    row.className = "mc-rule-tier";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button button-small button-secondary";
    remove.textContent = "Bỏ bậc";
    remove.dataset.mcTierOut = "";
    row.append(
      labelled("Đến hết số (để trống: mọi số còn lại)", box(spoken(stored.up_to)), "up_to"),
      labelled("Mức mỗi đơn vị", box(spoken(stored.amount)), "amount"),
      remove
    );
    return row;
  }

  function tiersOf(place, stored) {
    const group = document.createElement("div");
    group.dataset.mcPart = "tiers";
    const add = document.createElement("button");
    add.type = "button";
    add.className = "button button-small button-secondary";
    add.textContent = "Thêm bậc";
    add.dataset.mcTierIn = "";
    group.append(...(stored.length ? stored : [{}]).map(tier), add);
    return group;
  }

  function value(place, name) {
    const input = place.querySelector('[data-mc-part="' + name + '"] input');
    return input ? input.value.trim() : "";
  }

  function read(place, before) {
    const kind = place.querySelector("select").value;
    if (!kind) return "";
    const used = (name) => (SHOWN[name].includes(kind) ? value(place, name) : "");
    const rule = { kind: kind };
    if (used("unit")) rule.unit = Object.assign({}, before.unit, { vi: used("unit") });
    ["percent", "minimum", "maximum"].forEach(function (name) {
      if (used(name)) rule[name] = plain(used(name));
    });
    if (kind === "tiers") {
      rule.tiers = Array.from(place.querySelectorAll(".mc-rule-tier"), (row) => ({
        up_to: value(row, "up_to") ? Number(plain(value(row, "up_to"))) : null,
        amount: plain(value(row, "amount")),
      }));
    }
    return JSON.stringify(rule);
  }

  function show(place) {
    const kind = place.querySelector("select").value;
    Object.keys(SHOWN).forEach(function (name) {
      place.querySelector('[data-mc-part="' + name + '"]').hidden = !SHOWN[name].includes(kind);
    });
    place.querySelector('[data-mc-part="unit"] span').textContent = UNIT[kind] || UNIT[""];
  }

  function draw(holder) {
    const text = holder.querySelector("textarea");
    let stored = {};
    try {
      stored = JSON.parse(text.value) || {};
    } catch {
      if (text.value.trim()) return; // what can't be read is mended in the JSON itself
    }
    const place = document.createElement("div");
    place.className = "mc-rule";
    const kinds = document.createElement("select");
    kinds.setAttribute("form", "mc-nowhere");
    Object.keys(KINDS).forEach((kind) => kinds.append(new Option(KINDS[kind], kind)));
    kinds.value = stored.kind in KINDS ? stored.kind : "";
    place.append(
      labelled("Tính thế nào", kinds, "kind"),
      labelled("", box((stored.unit || {}).vi || ""), "unit"),
      labelled("Phần trăm", box(spoken(stored.percent)), "percent"),
      tiersOf(place, stored.tiers || []),
      labelled("Ít nhất (đồng)", box(spoken(stored.minimum)), "minimum"),
      labelled("Nhiều nhất (đồng)", box(spoken(stored.maximum)), "maximum")
    );
    function write() {
      show(place);
      text.value = read(place, stored);
      text.dispatchEvent(new Event("change", { bubbles: true }));
    }
    place.addEventListener("input", write);
    place.addEventListener("click", function (event) {
      if (event.target.closest("[data-mc-tier-in]")) event.target.before(tier({}));
      else if (event.target.closest("[data-mc-tier-out]")) event.target.closest(".mc-rule-tier").remove();
      else return;
      write();
    });
    holder.querySelector("summary").after(place);
    show(place);
  }

  document.addEventListener(
    "toggle",
    function (event) {
      if (event.target.matches("[data-mc-rule]") && event.target.open && !event.target.querySelector(".mc-rule")) {
        draw(event.target);
      }
    },
    true
  );
})();
