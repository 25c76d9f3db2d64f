"""The shared schema: every table that the core owns, one module per subject.

SQLModel's `table=True` does not validate, so nothing is written through these classes: `swvmon.store` validates
frames against them and writes in bulk. `BRONTABELLEN` and `UITKOMSTTABELLEN` list by name what is written so.
"""

from sqlmodel import SQLModel

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
    DiplomaTelling,
    Eindscores,
    Examens,
    LeerlingenBron,
    LeerlingenGewicht,
    LeerlingenHistorisch,
    LeerlingenLwoo,
    LeerlingenPo,
    LeerlingenVo,
    StroomCategorieTelling,
    StroomTelling,
    TlvTelling,
    VerblijfTelling,
    VestigingInTelling,
    Vsv,
)
from swvmon.schema.uitkomsten import (
    Bevinding,
    Boeking,
    Meting,
    Onderdrukking,
    Openbaarmaking,
    Parametergebruik,
    Pluginstatus,
    Regiojaar,
    Run,
    School,
)

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
        DiplomaTelling,
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
        StroomCategorieTelling,
        StroomTelling,
        Swv,
        Thuiszitter,
        Tlv,
        TlvTelling,
        VerblijfTelling,
        Verevening,
        Vestiging,
        VestigingInTelling,
        Vsv,
    )
}
"""Tables that leveringen fill, by name."""

UITKOMSTTABELLEN: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table for table in (Bevinding, Boeking, Meting, Parametergebruik, Pluginstatus, School)
}
"""Tables that a region-year of a run fills, by name."""

__all__ = [
    "BRONTABELLEN",
    "UITKOMSTTABELLEN",
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
    "DiplomaTelling",
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
    "Onderdrukking",
    "Openbaarmaking",
    "Parametergebruik",
    "Pluginstatus",
    "Realisatie",
    "RegioIndeling",
    "RegioIndelingGemeente",
    "Regiojaar",
    "Reserve",
    "Run",
    "School",
    "Statline",
    "StroomCategorieTelling",
    "StroomTelling",
    "Swv",
    "Thuiszitter",
    "Tlv",
    "TlvTelling",
    "VerblijfTelling",
    "Verevening",
    "Vestiging",
    "VestigingInTelling",
    "Vsv",
    "metadata",
]
