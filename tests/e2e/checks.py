"""What every public page promises, as checks on a page in a real browser."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request

# WCAG 2.2 AA and what it builds on; best practices too, since nothing on these pages is anybody else's.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = 360  # px
DESK = 1280  # px


def assert_accessible(page: Page) -> None:
    """No violation found by axe-core; says each with the elements it concerns."""
    page.evaluate(AXE_SCRIPT)
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS)
    violations = [_violation(found) for found in result["violations"]]
    assert not violations, f"{page.url}\n" + "\n".join(violations)


def _violation(found: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['target']} {node['html'][:200]}" for node in found["nodes"])
    return f"{found['id']} ({found['impact']}): {found['help']}\n{places}"


def assert_no_sideways_scroll(page: Page) -> None:
    """The page is no wider than its window; names the elements that stick out."""
    wide = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > width + 1)
                .map(e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : ''))
                .slice(0, 10).concat(['(page)']);
        }"""
    )
    assert not wide, f"{page.url} scrolls sideways at {page.viewport_size}: {wide}"


def assert_still(page: Page) -> None:
    """Nothing has moved while the page was loading; names what did."""
    moved = page.evaluate(
        """() => new Promise(done => {
            const moved = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push(
                entry.value + ' ' + entry.sources.map(source => source.node && source.node.nodeName)
            ))).observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
        })"""
    )
    assert not moved, f"{page.url} moves at {page.viewport_size}: {moved}"


@dataclass
class Watch:
    """What a page asked for and complained about while it was open."""

    home: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        """Start watching a page."""
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A missing page is reported here too, and its status is the test's own business.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def assert_quiet(self) -> None:
        """No request to another host; no script error and no violation of the content security policy."""
        assert not self.outside, f"requests to other hosts: {self.outside}"
        assert not self.complaints, f"the browser complained: {self.complaints}"
