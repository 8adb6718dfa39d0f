/* The panel "Thử các trường hợp": sends the form as it stands, shows what the server worked out. Saves nothing. */
(function () {
  "use strict";

  const BUSY = "Đang tính…";
  const FAILED = "Chưa tính được: máy chủ không trả lời. Hãy thử lại.";

  /* The controls belong to no form, so that they are never saved with the page. */
  function chosen(panel) {
    const asked = new URLSearchParams();
    panel.querySelectorAll("[data-mc-try-result] [name]").forEach(function (control) {
      if (control.value) asked.append(control.name, control.value);
    });
    return asked.toString();
  }

  async function ask(panel, query) {
    const result = panel.querySelector("[data-mc-try-result]");
    const form = panel.closest("form");
    document.dispatchEvent(new CustomEvent("mc:keys")); // rows just added get the keys that the case names
    const data = new FormData(form);
    data.set("mc-case", query);
    result.setAttribute("aria-busy", "true");
    if (!result.firstElementChild) result.textContent = BUSY;
    try {
      const answer = await fetch(panel.dataset.url, { method: "POST", body: data, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      result.innerHTML = await answer.text();
    } catch {
      result.textContent = FAILED;
    }
    result.removeAttribute("aria-busy");
  }

  document.addEventListener("click", function (event) {
    const panel = event.target.closest("[data-mc-try]");
    if (!panel) return;
    const row = event.target.closest("[data-mc-try-case]");
    if (!row && !event.target.closest("[data-mc-try-go]")) return;
    event.preventDefault();
    ask(panel, row ? row.dataset.mcTryCase : chosen(panel));
  });
  document.addEventListener("keydown", function (event) {
    const panel = event.key === "Enter" && event.target.closest("[data-mc-try-result]");
    if (!panel || !event.target.matches("input")) return;
    event.preventDefault();
    ask(panel.closest("[data-mc-try]"), chosen(panel.closest("[data-mc-try]")));
  });
})();
