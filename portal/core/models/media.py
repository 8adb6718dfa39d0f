"""Pictures and documents, ours from the first migration."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.core import uploads


class PortalImage(AbstractImage):
    """A picture with who made it."""

    credit = models.CharField("nguồn ảnh", max_length=255, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once")
        ]


class PortalDocument(AbstractDocument):
    """A file to download, checked whichever way it is uploaded: every form of Wagtail's cleans the model."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def clean(self) -> None:
        if self.file and not self.file._committed:  # what is already stored was checked when it came
            try:
                uploads.check(self.file.file)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
        super().clean()

    @property
    def content_disposition(self) -> str:
        """Always saved, never shown in the site's own window."""
        name = quote(self.filename)
        return f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
