"""Access: what a route declares about who may call it. A route that declares nothing is closed."""

from turin.access.others import ForOthers
from turin.access.permissions import Permission, declared, public, requires, signed_in

__all__ = ["ForOthers", "Permission", "declared", "public", "requires", "signed_in"]
