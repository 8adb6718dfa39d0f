"""Which fields have a Vietnamese and an English column."""

from modeltranslation.translator import TranslationOptions, translator

from . import models

FIELDS = {
    models.Topic: ("name", "description"),
    models.LifeEvent: ("name",),
    models.Audience: ("name",),
    models.Agency: ("name",),
    models.LegalAct: ("title", "issuer"),
    models.DocumentType: ("name",),
    models.FormTemplate: ("name",),
    models.Unit: ("name",),
    models.Office: ("name", "address", "hours"),
    models.ProcedureIndexPage: (),
    models.ProcedurePage: (
        "official_title",
        "summary",
        "keywords",
        "conditions",
        "note",
        "where",
        "decision_issuer",
    ),
    models.Question: ("text", "help"),
    models.Choice: ("label",),
    models.RequiredDocument: ("heading", "name", "note", "lookup"),
    models.Channel: ("time_text", "description"),
    models.CaseTime: ("time_text", "name"),
    models.Fee: ("description", "exemptions"),
    models.Step: ("name", "text"),
    models.Output: ("name",),
}

for model, names in FIELDS.items():
    if names:
        options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": names})
        translator.register(model, options)
