"""What the report prints about the whole of the model."""

from decimal import Decimal

from swvmon import Gepubliceerd

GEPUBLICEERD = (
    Gepubliceerd(
        "swvzhw.budget",
        "Budget voor extra ondersteuning per jaar",
        Decimal(3_000_000),
        "euro",
        "2018/19 en later",
        "R2 L1151",
        "afgerond",
    ),
    Gepubliceerd(
        "swvzhw.schoolbudget",
        "Beschikbaar naar leerlingaantal en schoolsoort",
        Decimal(2_300_000),
        "euro",
        "2018/19 en later",
        "R2 L1160",
        "afgerond",
    ),
    Gepubliceerd(
        "swvzhw.maatwerk",
        "Wat resteert voor maatwerk",
        Decimal(650_000),
        "euro",
        "2018/19 en later",
        "R2 L1162",
        "afgerond",
    ),
    Gepubliceerd(
        "swvzhw.aandeel_maatwerk",
        "Aandeel maatwerk bij het midden van de bandbreedte",
        Decimal("0.2"),
        "aandeel",
        "2018/19 en later",
        "R2 L565",
        "afgerond",
    ),
)
