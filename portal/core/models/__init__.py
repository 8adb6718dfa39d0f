from .bilingual import BilingualPage, BilingualStreamField, Rich
from .media import PortalDocument, PortalImage, PortalRendition
from .outbox import OutboxEntry
from .site import CentreSettings
from .user import User

__all__ = [
    "BilingualPage",
    "BilingualStreamField",
    "CentreSettings",
    "OutboxEntry",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "Rich",
    "User",
]
