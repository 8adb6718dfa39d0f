{% load i18n static %}/* Keeps the last pages of procedures and sheets that were read. The network comes first; a copy says its date. */
const KEPT = "mot-cua-{{ version }}", MOST = 50;
const PAGES = /^\/(en\/)?(thu-tuc\/[^/]+\/|tt\/|in\/)/;
const STATIC = {{ static_path|safe }};
const SAID = { vi: "{% language "vi" %}{% translate "Không có mạng. Đây là bản lưu trên máy này ngày" %}{% endlanguage %}", en: "{% language "en" %}{% translate "Không có mạng. Đây là bản lưu trên máy này ngày" %}{% endlanguage %}" };

self.addEventListener("install", event => event.waitUntil(
  caches.open(KEPT).then(kept => kept.addAll({{ needed|safe }})).then(() => self.skipWaiting())));
self.addEventListener("activate", event => event.waitUntil(
  caches.keys().then(names => Promise.all(names.filter(name => name !== KEPT).map(name => caches.delete(name))))
    .then(() => self.clients.claim())));

self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && PAGES.test(url.pathname)) event.respondWith(page(event));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(asset(event.request));
});

async function page(event) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(event.request), html = (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (answer.ok && html && !answer.redirected) event.waitUntil(keep(kept, event.request, answer.clone()));
    else if (answer.status === 404 || answer.status === 410) event.waitUntil(kept.delete(event.request));
    return answer;
  } catch (error) {
    const copy = await kept.match(event.request);
    if (copy) return dated(copy, event.request.url);
    throw error;
  }
}

async function keep(kept, request, answer) {
  await kept.delete(request); /* the newest stands last */
  await kept.put(request, answer);
  const pages = (await kept.keys()).filter(known => PAGES.test(new URL(known.url).pathname));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST)).map(known => kept.delete(known)));
}

async function dated(copy, address) {
  const language = new URL(address).pathname.startsWith("/en/") ? "en" : "vi";
  const day = new Date(copy.headers.get("Date") || 0).toLocaleDateString(language === "en" ? "en-GB" : "vi-VN");
  const notice = '<div class="notice kept-copy" role="status"><p>' + SAID[language] + " " + day + ".</p></div>";
  const html = (await copy.text()).replace(/<main[^>]*>/, found => found + notice);
  return new Response(html, { headers: copy.headers });
}

async function asset(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (await kept.match(request)) kept.put(request, answer.clone());
    return answer;
  } catch (error) {
    return (await kept.match(request)) || Response.error();
  }
}
