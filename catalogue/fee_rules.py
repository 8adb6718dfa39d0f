"""How a fee is worked out, as an editor sees and changes it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import ValidationError as NotInShape

from .builder import exact
from .presentation.fees import rule_text
from .record import FeeRule


def fee_rule_words(fee: Any) -> str:
    """Say the rule of a row of fees; empty when it has none, or one that can't be read."""
    try:
        rule = FeeRule.model_validate(fee.rule) if fee.rule else None
    except NotInShape:
        return ""
    return rule_text(rule, exact(fee.amount), fee.currency) if rule else ""


def cleaned_rule(given: Any) -> dict[str, Any] | None:
    """A rule as it is stored; None when there is none. Raises ValidationError that names what is wrong."""
    if not given:
        return None
    try:
        return FeeRule.model_validate(given).model_dump(mode="json", exclude_defaults=True)
    except NotInShape as error:
        fields = sorted({".".join(map(str, problem["loc"])) for problem in error.errors()} - {""})
        words = _("Cách tính sai. Cần “kind” là flat, per_unit, tiers, percentage hoặc tariff.")
        wrong = _("Chỗ sai: %(fields)s.") % {"fields": ", ".join(fields)} if fields else ""
        raise ValidationError(f"{words} {wrong}".strip()) from error
