"""Acts, papers and forms: what each is, and the public procedures that name it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue import browsing, directory, structured
from catalogue.issuing import issuers_of
from catalogue.models import DocumentType, FormTemplate, IssuerDecision, LegalAct
from catalogue.models.counter import CounterEntry
from catalogue.paging import Pager
from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, label, level_words, pick

from .browse import LEVELS, Crumb, language_of, name_of, show

MOST_ISSUERS = 400  # procedures listed as issuing one paper


def show_directory(
    request: HttpRequest, *facets: str, noted: Callable[..., Any] = lambda entries: entries, **context: Any
) -> HttpResponse:
    """Render a paged directory: the most named first, or one letter (``?van=``); searched by name."""
    language = language_of(request)
    letters = directory.letters(language, *facets)
    asked = directory.Asked.read(request.GET, letters)
    found: Any = directory.values(*facets, name=asked.name)
    if asked.letter:
        found = directory.under(asked.letter, found, language)
    total = len(found) if asked.letter else found.count()
    pager = Pager(total, asked.page, asked.address, browsing.SIZE)
    shown = found[pager.slice]
    return show(
        request,
        "catalogue/shared_list.html",
        pager=pager,
        asked=asked,
        letters=[(letter, asked.of_letter(letter)) for letter in letters],
        entries=noted(shown if asked.letter else directory.entries(shown, language)),
        **context,
    )


def acts(request: HttpRequest) -> HttpResponse:
    return show_directory(
        request,
        "act",
        heading=_("Văn bản pháp lý"),
        lead=_("Luật, nghị định, thông tư mà các thủ tục căn cứ vào."),
        field=_("Số, ký hiệu có chữ"),
        route="act",
        noted=lambda entries: _with_titles(entries, language_of(request)),
    )


def _with_titles(entries: Iterable[directory.Entry], language: str) -> list[directory.Entry]:
    """Acts are listed by number; their titles stand beside it."""
    entries = list(entries)
    acts = LegalAct.objects.filter(slug__in=[entry.slug for entry in entries])
    titles = {
        slug: pick(capitalised(vi or ""), capitalised(en or ""), language)
        for slug, vi, en in acts.values_list("slug", "title_vi", "title_en")
    }
    return [replace(entry, note=titles.get(entry.slug, entry.note)) for entry in entries]


def _naming(request: HttpRequest, facet: str, slug: str, language: str) -> browsing.Listing:
    """The public procedures that name a shared thing, one page of them."""
    return browsing.plain_listing(
        browsing.with_facet(facet, slug), browsing.Asked.read(request.GET), language
    )


def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Shown also when no procedure names it any more: numbers keep pointing to it as their source."""
    found = get_object_or_404(LegalAct.objects.select_related("replaced_by"), slug=slug)
    language = language_of(request)
    listing = _naming(request, "act", slug, language)
    title = pick(capitalised(found.title_vi or ""), capitalised(found.title_en or ""), language)
    issuer = pick(found.issuer_vi or "", found.issuer_en, language)
    return show(
        request,
        "catalogue/act.html",
        pager=listing.pager,
        listing=listing,
        act=found,
        title=title,
        issuer=issuer,
        crumbs=[Crumb(reverse("acts"), _("Văn bản pháp lý"))],
        structured=[structured.legislation(found, title.text, issuer.text, reverse("act", args=[slug]))],
        metadata={"date": found.issued.isoformat() if found.issued else "", "creator": issuer.text},
    )


def agencies(request: HttpRequest) -> HttpResponse:
    return show_directory(
        request,
        "agency",
        heading=_("Cơ quan giải quyết"),
        lead=_("Cơ quan thực hiện, có thẩm quyền hoặc phối hợp giải quyết thủ tục."),
        field=_("Tên cơ quan có chữ"),
        route="agency",
        levels=[(slug, level_words(level)) for slug, level in LEVELS.items()],
    )


def papers(request: HttpRequest) -> HttpResponse:
    return show_directory(
        request,
        "paper",
        "output",
        heading=_("Giấy tờ"),
        lead=_("Mỗi giấy tờ: thủ tục nào cấp, thủ tục nào cần."),
        field=_("Tên giấy tờ có chữ"),
        route="paper",
    )


def paper(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(DocumentType, slug=slug)
    language = language_of(request)
    asks = _naming(request, "paper", slug, language)
    issuers = issuers_of([slug]).get(slug, ())
    issues = browsing.titles(_by_name_only(found)[:MOST_ISSUERS], language)
    if not asks.pager.total and not issues and not issuers and not directory.once_named(slug):
        raise Http404
    return show(
        request,
        "catalogue/paper.html",
        pager=asks.pager,
        listing=asks,
        issuers=[(issuer.slug, label(issuer.title, language)) for issuer in issuers],
        issues=issues,
        heading=name_of(found, language),
        aliases=[name.strip() for name in found.aliases.splitlines() if name.strip()],
        crumbs=[Crumb(reverse("papers"), _("Giấy tờ"))],
    )


def _by_name_only(paper: DocumentType) -> QuerySet[CounterEntry]:
    """The procedures with a result of this name that no editor has decided about."""
    decided = IssuerDecision.objects.filter(document=paper).values("code")
    named = browsing.public_entries().filter(browsing.with_facet("output", paper.slug))
    return named.exclude(code__in=decided).order_by("sort_key")


def forms(request: HttpRequest) -> HttpResponse:
    return show_directory(
        request,
        "form",
        heading=_("Biểu mẫu"),
        lead=_("Mẫu đơn, tờ khai mà các thủ tục dùng."),
        field=_("Tên biểu mẫu có chữ"),
        route="form",
        noted=_with_files,
    )


def _with_files(entries: Iterable[directory.Entry]) -> list[directory.Entry]:
    """Forms with a file say so and of which kind; most have none."""
    entries = list(entries)
    with_file = FormTemplate.objects.filter(slug__in=[entry.slug for entry in entries], file__isnull=False)
    kinds = {form.slug: form.file.file_extension.upper() for form in with_file.select_related("file")}
    return [
        replace(entry, note=Label(_("Có tệp %(kind)s") % {"kind": kinds[entry.slug]}))
        if entry.slug in kinds
        else entry
        for entry in entries
    ]


def form(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(FormTemplate.objects.select_related("file", "act"), slug=slug)
    language = language_of(request)
    listing = _naming(request, "form", slug, language)
    if not listing.pager.total and not directory.once_named(slug):
        raise Http404
    return show(
        request,
        "catalogue/form.html",
        pager=listing.pager,
        listing=listing,
        form=found,
        heading=pick(found.name_vi or found.file_name or slug, found.name_en, language),
        crumbs=[Crumb(reverse("forms"), _("Biểu mẫu"))],
    )
