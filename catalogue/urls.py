"""The catalogue's addresses; mounted under both languages."""

from django.urls import path

from catalogue.views import browse, offices, offline, opendata, procedure, products, roadmap, shared

urlpatterns = [
    path("thu-tuc/", browse.procedures, name="procedures"),
    path("thu-tuc/<slug:slug>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<slug:slug>/lo-trinh/", roadmap.roadmap, name="roadmap"),
    path("tt/<str:code>/", procedure.short, name="procedure-short"),
    path("in/", products.several, name="print-pack"),
    *(path(f"in.{kind}", products.several, {"kind": kind}) for kind in products.KINDS),
    *(path(f"in/<str:code>.{kind}", products.one, {"kind": kind}) for kind in products.KINDS),
    path("in/<str:code>/", products.one, name="procedure-print"),
    path("sw.js", offline.service_worker, name="service-worker"),
    path("du-lieu-mo/", opendata.open_data, name="open-data"),
    path("du-lieu-mo/<str:edition>/<str:name>", opendata.open_data_file, name="open-data-file"),
    path("linh-vuc/", browse.topics, name="topics"),
    path("linh-vuc/<slug:slug>/", browse.topic, name="topic"),
    path("su-kien/", browse.life_events, name="life-events"),
    path("su-kien/<slug:slug>/", browse.life_event, name="life-event"),
    path("doi-tuong/", browse.audiences, name="audiences"),
    path("doi-tuong/<slug:slug>/", browse.audience, name="audience"),
    path("truc-tuyen/<slug:slug>/", browse.online, name="online"),
    path("co-quan/", shared.agencies, name="agencies"),
    path("co-quan/<slug:slug>/", browse.agency, name="agency"),
    path("cap/<slug:slug>/", browse.level, name="level"),
    path("van-ban/", shared.acts, name="acts"),
    path("van-ban/<slug:slug>/", shared.act, name="act"),
    path("bieu-mau/", shared.forms, name="forms"),
    path("bieu-mau/<slug:slug>/", shared.form, name="form"),
    path("giay-to/", shared.papers, name="papers"),
    path("giay-to/<slug:slug>/", shared.paper, name="paper"),
    path("noi-nop/", offices.offices, name="offices"),
    path("noi-nop/<slug:slug>/", offices.unit, name="unit"),
]
