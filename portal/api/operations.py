"""Every operation of the API, and its description."""

from django.urls import include, path

from . import changes, guiding, news, openapi, places, procedures, searching, shared
from .registering import api

operations = (procedures, guiding, shared, places, news, searching, changes)

urlpatterns = [
    path("v1/openapi.json", openapi.description),
    path("v1/", include((api.urls[0], "api"))),
]
