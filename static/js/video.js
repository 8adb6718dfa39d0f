/* Một Cửa: tells the site that a video was watched. No cookie, nothing of the reader. Without this file nothing is counted. */
(function () {
  "use strict";
  var SECONDS = 8; /* of playing, or of having the player of another site open; the server wants at least 5 */
  if (!window.fetch) { return; }

  function ask(address, then) {
    fetch(address, { credentials: "omit", cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (told) { if (told) { then(told.token); } })
      .catch(function () {});
  }

  function tell(address, token) {
    var body = new URLSearchParams();
    body.set("token", token);
    fetch(address, { method: "POST", body: body, credentials: "omit", keepalive: true }).catch(function () {});
  }

  function watch(element, playing) {
    var address = element.getAttribute("data-seen"), token = "", asked = false, seconds = 0;
    var timer = setInterval(function () {
      if (!playing()) { return; }
      if (!asked) { asked = true; ask(address, function (given) { token = given; seconds = 0; }); }
      if (token && ++seconds >= SECONDS) { clearInterval(timer); tell(address, token); }
    }, 1000);
  }

  Array.prototype.forEach.call(document.querySelectorAll("video[data-seen]"), function (video) {
    watch(video, function () { return !video.paused && !video.ended && video.readyState > 2; });
  });
  Array.prototype.forEach.call(document.querySelectorAll("iframe[data-seen]"), function (frame) {
    watch(frame, function () { return document.visibilityState === "visible"; });
  });
})();
