"""What the site says of the centre that runs it: header, footer and "ask the centre"."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .bilingual import VietnameseFirst

NOT_KNOWN = "Để trống nếu chưa có: trang sẽ ghi “chưa có thông tin”, không đoán."


@register_setting(icon="home", order=10)
class CentreSettings(VietnameseFirst, BaseGenericSetting):
    """One row: the centre's names, address, phone, e-mail, hours, responsible person, notice."""

    name = models.CharField("tên đầy đủ", max_length=200, blank=True)
    short_name = models.CharField("tên ngắn", max_length=60, blank=True)
    province = models.CharField("tỉnh, thành phố", max_length=100, blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True, help_text=NOT_KNOWN)
    phone = models.CharField("điện thoại", max_length=50, blank=True, help_text=NOT_KNOWN)
    email = models.EmailField("thư điện tử", blank=True, help_text=NOT_KNOWN)
    hours = models.CharField("giờ làm việc", max_length=250, blank=True, help_text=NOT_KNOWN)
    responsible_person = models.CharField("người chịu trách nhiệm", max_length=150, blank=True)
    notice = models.TextField("thông báo đầu trang", blank=True)
    is_sample = models.BooleanField(
        "đây là trang mẫu", default=True, help_text="Trang mẫu nói rõ với người đọc rằng nó là mẫu."
    )

    class Meta:
        verbose_name = "Thông tin trung tâm"

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("name_vi"), FieldPanel("short_name_vi")], heading="Tên"),
                    FieldPanel("province_vi"),
                    FieldPanel("address_vi"),
                    FieldPanel("phone"),
                    FieldPanel("email"),
                    FieldPanel("hours_vi"),
                    FieldPanel("responsible_person"),
                    FieldPanel("notice_vi"),
                    FieldPanel("is_sample"),
                ],
                heading="Việt",
            ),
            ObjectList(
                [
                    FieldPanel("name_en"),
                    FieldPanel("short_name_en"),
                    FieldPanel("province_en"),
                    FieldPanel("address_en"),
                    FieldPanel("hours_en"),
                    FieldPanel("notice_en"),
                ],
                heading="English",
            ),
        ]
    )
