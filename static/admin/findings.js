/* The list of findings: one box that ticks all rows of the page, and how many are ticked. */
(function () {
  "use strict";

  const scope = document.querySelector("[data-mc-scope]");
  const picks = Array.from(document.querySelectorAll("[data-mc-pick]"));
  if (!scope || !picks.length) return;

  const label = document.createElement("label");
  const box = document.createElement("input");
  const count = document.createElement("span");
  box.type = "checkbox";
  count.setAttribute("role", "status");
  label.append(box, " Cả trang này");
  scope.append(label, count);

  function show() {
    const ticked = picks.filter((pick) => pick.checked).length;
    box.checked = ticked === picks.length;
    box.indeterminate = ticked > 0 && ticked < picks.length;
    count.textContent = ticked ? "Đã đánh dấu " + ticked + " dòng." : "";
  }

  box.addEventListener("change", function () {
    picks.forEach((pick) => {
      pick.checked = box.checked;
    });
    show();
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-mc-pick]")) show();
  });
  show();
})();
