"""The shared schema: every table that the core owns, one module per subject.

SQLModel's `table=True` does not validate, so nothing is written through these classes: `swvmon.store` validates
frames against them and writes in bulk. `TABELLEN` lists them by name.
"""

from swvmon.schema.enquete import EnqueteAntwoord
from swvmon.schema.geld import (
    Begroting,
    Bekostiging,
    BekostigingGrondslag,
    Jaarrekening,
    Realisatie,
    Reserve,
    Verevening,
)
from swvmon.schema.kenmerken import Kenmerk, Statline
from swvmon.schema.leveringen import Afkeuring, Levering, LeveringTabel
from swvmon.schema.ondersteuning import Arrangement, Thuiszitter, Tlv
from swvmon.schema.organisatie import (
    Aansluiting,
    Bestuur,
    BrinOvergang,
    Instelling,
    RegioIndeling,
    RegioIndelingGemeente,
    Swv,
    Vestiging,
)
from swvmon.schema.regel import Bronregel, metadata
from swvmon.schema.tellingen import (
    Afstand,
    Eindscores,
    Examens,
    LeerlingenBron,
    LeerlingenGewicht,
    LeerlingenHistorisch,
    LeerlingenLwoo,
    LeerlingenPo,
    LeerlingenVo,
    TlvTelling,
    VestigingInTelling,
    Vsv,
)
from swvmon.schema.uitkomsten import Bevinding, Boeking, Meting, Parametergebruik, Pluginstatus, Regiojaar, Run

BRONTABELLEN: dict[str, type[Bronregel]] = {
    str(table.__tablename__): table
    for table in (
        Aansluiting,
        Afstand,
        Arrangement,
        Begroting,
        Bekostiging,
        BekostigingGrondslag,
        Bestuur,
        BrinOvergang,
        Eindscores,
        EnqueteAntwoord,
        Examens,
        Instelling,
        Jaarrekening,
        Kenmerk,
        LeerlingenBron,
        LeerlingenGewicht,
        LeerlingenHistorisch,
        LeerlingenLwoo,
        LeerlingenPo,
        LeerlingenVo,
        Realisatie,
        RegioIndeling,
        RegioIndelingGemeente,
        Reserve,
        Statline,
        Swv,
        Thuiszitter,
        Tlv,
        TlvTelling,
        Verevening,
        Vestiging,
        VestigingInTelling,
        Vsv,
    )
}
"""Tables that leveringen fill, by name."""

__all__ = [
    "BRONTABELLEN",
    "Aansluiting",
    "Afkeuring",
    "Afstand",
    "Arrangement",
    "Begroting",
    "Bekostiging",
    "BekostigingGrondslag",
    "Bestuur",
    "Bevinding",
    "Boeking",
    "BrinOvergang",
    "Bronregel",
    "Eindscores",
    "EnqueteAntwoord",
    "Examens",
    "Instelling",
    "Jaarrekening",
    "Kenmerk",
    "LeerlingenBron",
    "LeerlingenGewicht",
    "LeerlingenHistorisch",
    "LeerlingenLwoo",
    "LeerlingenPo",
    "LeerlingenVo",
    "Levering",
    "LeveringTabel",
    "Meting",
    "Parametergebruik",
    "Pluginstatus",
    "Realisatie",
    "RegioIndeling",
    "RegioIndelingGemeente",
    "Regiojaar",
    "Reserve",
    "Run",
    "Statline",
    "Swv",
    "Thuiszitter",
    "Tlv",
    "TlvTelling",
    "Verevening",
    "Vestiging",
    "VestigingInTelling",
    "Vsv",
    "metadata",
]
