"""Small cells: what of a run may be published, so that no withheld number can be worked out (docs/privacy.md)."""

from swvmon.privacy.openbaar import MOTOREN, OPENBAAR, Openbaar, publish
from swvmon.privacy.regel import MINIMUM, Regel

__all__ = ["MINIMUM", "MOTOREN", "OPENBAAR", "Openbaar", "Regel", "publish"]
