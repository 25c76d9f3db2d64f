"""Create all tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "levering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bron", sa.String(), nullable=False),
        sa.Column("dataset", sa.String(), nullable=False),
        sa.Column("uitgever", sa.String(), nullable=False),
        sa.Column("licentie", sa.String(), nullable=False),
        sa.Column("bestandsnaam", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("vingerafdruk", sa.String(), nullable=False),
        sa.Column("periode_soort", sa.String(), nullable=False),
        sa.Column("periode_van", sa.Date(), nullable=False),
        sa.Column("periode_tot", sa.Date(), nullable=False),
        sa.Column("periode_exact", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("plugin_versie", sa.String(), nullable=False),
        sa.Column("rijen_gelezen", sa.Integer(), nullable=False),
        sa.Column("rijen_geaccepteerd", sa.Integer(), nullable=False),
        sa.Column("rijen_afgekeurd", sa.Integer(), nullable=False),
        sa.Column("ingetrokken", sa.Boolean(), nullable=False),
        sa.Column("geladen_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levering")),
        sa.UniqueConstraint("vingerafdruk", name=op.f("uq_levering_vingerafdruk")),
    )
    op.create_index(op.f("ix_levering_dataset"), "levering", ["dataset"])

    op.create_table(
        "run",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("gestart_op", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run")),
    )
    op.create_table(
        "aansluiting",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("aandeel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_aansluiting_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_aansluiting")),
    )
    op.create_index(op.f("ix_aansluiting_vestiging"), "aansluiting", ["vestiging"])

    op.create_table(
        "afkeuring",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("kolom", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gevonden", sa.String(), nullable=False),
        sa.Column("verwacht", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_afkeuring_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "volgnummer", name=op.f("pk_afkeuring")),
    )
    op.create_table(
        "arrangement",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("pseudoniem", sa.String(), nullable=False),
        sa.Column("sleutel_vingerafdruk", sa.String(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_arrangement_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_arrangement")),
    )
    op.create_table(
        "begroting",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("kalenderjaar", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_begroting_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_begroting")),
    )
    op.create_table(
        "bestuur",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("bestuur", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("plaats", sa.String(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=True),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_bestuur_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_bestuur")),
    )
    op.create_table(
        "kenmerk",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("niveau", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("waarde", sa.String(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_kenmerk_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_kenmerk")),
    )
    op.create_table(
        "leerlingen_vo",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("onderwijstype", sa.String(), nullable=False),
        sa.Column("vmbo_sector", sa.String(), nullable=False),
        sa.Column("afdeling", sa.String(), nullable=False),
        sa.Column("elementcode", sa.String(), nullable=False),
        sa.Column("opleidingsnaam", sa.String(), nullable=False),
        sa.Column("richting", sa.String(), nullable=False),
        sa.Column("fase", sa.String(), nullable=False),
        sa.Column("leerjaar_1_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_1_vrouw", sa.Integer(), nullable=True),
        sa.Column("leerjaar_2_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_2_vrouw", sa.Integer(), nullable=True),
        sa.Column("leerjaar_3_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_3_vrouw", sa.Integer(), nullable=True),
        sa.Column("leerjaar_4_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_4_vrouw", sa.Integer(), nullable=True),
        sa.Column("leerjaar_5_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_5_vrouw", sa.Integer(), nullable=True),
        sa.Column("leerjaar_6_man", sa.Integer(), nullable=True),
        sa.Column("leerjaar_6_vrouw", sa.Integer(), nullable=True),
        sa.Column("aantal_min", sa.Integer(), nullable=False),
        sa.Column("aantal_max", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_leerlingen_vo_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_leerlingen_vo")),
    )
    op.create_table(
        "levering_tabel",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("tabel", sa.String(), nullable=False),
        sa.Column("rijen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_levering_tabel_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "tabel", name=op.f("pk_levering_tabel")),
    )
    op.create_table(
        "realisatie",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("kalenderjaar", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_realisatie_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_realisatie")),
    )
    op.create_table(
        "regio_indeling",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("pc4", sa.String(), nullable=False),
        sa.Column("gemeentenaam", sa.String(), nullable=False),
        sa.Column("po_swv", sa.String(), nullable=True),
        sa.Column("vo_swv", sa.String(), nullable=True),
        sa.Column("bijzonderheid", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_regio_indeling_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_regio_indeling")),
    )
    op.create_index(op.f("ix_regio_indeling_pc4"), "regio_indeling", ["pc4"])

    op.create_table(
        "regiojaar",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("resultaat_sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name=op.f("fk_regiojaar_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "scenario", "regio", "schooljaar", name=op.f("pk_regiojaar")),
    )
    op.create_table(
        "reserve",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("kalenderjaar", sa.Integer(), nullable=False),
        sa.Column("doel", sa.String(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_reserve_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_reserve")),
    )
    op.create_table(
        "swv",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("plaats", sa.String(), nullable=False),
        sa.Column("bestuur", sa.String(), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=True),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["levering_id"], ["levering.id"], name=op.f("fk_swv_levering_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_swv")),
    )
    op.create_table(
        "tlv",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("pseudoniem", sa.String(), nullable=False),
        sa.Column("sleutel_vingerafdruk", sa.String(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("categorie", sa.Integer(), nullable=True),
        sa.Column("verwijzer", sa.String(), nullable=True),
        sa.Column("plaatsing", sa.String(), nullable=True),
        sa.Column("afgegeven_op", sa.Date(), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["levering_id"], ["levering.id"], name=op.f("fk_tlv_levering_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_tlv")),
    )
    op.create_table(
        "verevening",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("onderdeel", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("correctie_wettelijk_cent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_verevening_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_verevening")),
    )
    op.create_table(
        "vestiging",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("brin", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("bestuur", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("pc4", sa.String(), nullable=True),
        sa.Column("plaats", sa.String(), nullable=False),
        sa.Column("gemeente", sa.String(), nullable=True),
        sa.Column("gemeentenaam", sa.String(), nullable=False),
        sa.Column("provincie", sa.String(), nullable=False),
        sa.Column("denominatie", sa.String(), nullable=False),
        sa.Column("onderwijsstructuur", sa.String(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=True),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_vestiging_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_vestiging")),
    )
    op.create_index(op.f("ix_vestiging_vestiging"), "vestiging", ["vestiging"])

    op.create_table(
        "vestiging_in_telling",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("plaats", sa.String(), nullable=False),
        sa.Column("provincie", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f("fk_vestiging_in_telling_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_vestiging_in_telling")),
    )
    op.create_table(
        "vsv",
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("swv", sa.String(), nullable=False),
        sa.Column("aantal_leerlingen_min", sa.Integer(), nullable=False),
        sa.Column("aantal_leerlingen_max", sa.Integer(), nullable=False),
        sa.Column("vsv_totaal_min", sa.Integer(), nullable=False),
        sa.Column("vsv_totaal_max", sa.Integer(), nullable=False),
        sa.Column("vsv_vmbo_min", sa.Integer(), nullable=False),
        sa.Column("vsv_vmbo_max", sa.Integer(), nullable=False),
        sa.Column("vsv_mbo_min", sa.Integer(), nullable=False),
        sa.Column("vsv_mbo_max", sa.Integer(), nullable=False),
        sa.Column("vsv_overig_min", sa.Integer(), nullable=False),
        sa.Column("vsv_overig_max", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["levering_id"], ["levering.id"], name=op.f("fk_vsv_levering_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f("pk_vsv")),
    )
    op.create_table(
        "bevinding",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("onderdeel", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ernst", sa.String(), nullable=False),
        sa.Column("sleutel", sa.String(), nullable=False),
        sa.Column("tekst", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "scenario", "regio", "schooljaar"],
            ["regiojaar.run_id", "regiojaar.scenario", "regiojaar.regio", "regiojaar.schooljaar"],
            name=op.f("fk_bevinding_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "scenario", "regio", "schooljaar", "volgnummer", name=op.f("pk_bevinding")),
    )
    op.create_table(
        "boeking",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("periode_van", sa.Date(), nullable=False),
        sa.Column("periode_tot", sa.Date(), nullable=False),
        sa.Column("stap", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("van", sa.String(), nullable=False),
        sa.Column("naar", sa.String(), nullable=False),
        sa.Column("bedrag_cent", sa.BigInteger(), nullable=False),
        sa.Column("hoeveelheid", sa.String(), nullable=True),
        sa.Column("eenheid", sa.String(), nullable=False),
        sa.Column("tarief", sa.String(), nullable=True),
        sa.Column("pot", sa.String(), nullable=False),
        sa.Column("bruto_netto", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("bestuur", sa.String(), nullable=False),
        sa.Column("vestiging", sa.String(), nullable=False),
        sa.Column("grondslag", sa.String(), nullable=False),
        sa.Column("toelichting", sa.String(), nullable=False),
        sa.Column("parameters", sa.String(), nullable=False),
        sa.Column("corrigeert", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id", "scenario", "regio", "schooljaar"],
            ["regiojaar.run_id", "regiojaar.scenario", "regiojaar.regio", "regiojaar.schooljaar"],
            name=op.f("fk_boeking_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "scenario", "regio", "schooljaar", "volgnummer", name=op.f("pk_boeking")),
    )
    op.create_table(
        "meting",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("niveau", sa.String(), nullable=False),
        sa.Column("sleutel", sa.String(), nullable=False),
        sa.Column("peildatum", sa.Date(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("teller", sa.String(), nullable=True),
        sa.Column("teller_max", sa.String(), nullable=True),
        sa.Column("noemer", sa.String(), nullable=True),
        sa.Column("noemer_max", sa.String(), nullable=True),
        sa.Column("waarde", sa.String(), nullable=True),
        sa.Column("n", sa.String(), nullable=True),
        sa.Column("methode", sa.String(), nullable=False),
        sa.Column("klasse", sa.String(), nullable=False),
        sa.Column("eenheid", sa.String(), nullable=False),
        sa.Column("grondslag", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "scenario", "regio", "schooljaar"],
            ["regiojaar.run_id", "regiojaar.scenario", "regiojaar.regio", "regiojaar.schooljaar"],
            name=op.f("fk_meting_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "run_id",
            "scenario",
            "regio",
            "schooljaar",
            "indicator",
            "niveau",
            "sleutel",
            "peildatum",
            name=op.f("pk_meting"),
        ),
    )
    op.create_table(
        "parametergebruik",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("stap", sa.String(), nullable=False),
        sa.Column("parameter", sa.String(), nullable=False),
        sa.Column("periode_van", sa.Date(), nullable=False),
        sa.Column("periode_tot", sa.Date(), nullable=False),
        sa.Column("waarde", sa.String(), nullable=False),
        sa.Column("eenheid", sa.String(), nullable=False),
        sa.Column("bron", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("herkomst", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "scenario", "regio", "schooljaar"],
            ["regiojaar.run_id", "regiojaar.scenario", "regiojaar.regio", "regiojaar.schooljaar"],
            name=op.f("fk_parametergebruik_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "run_id",
            "scenario",
            "regio",
            "schooljaar",
            "stap",
            "parameter",
            "periode_van",
            name=op.f("pk_parametergebruik"),
        ),
    )
    op.create_table(
        "pluginstatus",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("regio", sa.String(), nullable=False),
        sa.Column("schooljaar", sa.String(), nullable=False),
        sa.Column("onderdeel", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("distributie", sa.String(), nullable=False),
        sa.Column("versie", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("melding", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "scenario", "regio", "schooljaar"],
            ["regiojaar.run_id", "regiojaar.scenario", "regiojaar.regio", "regiojaar.schooljaar"],
            name=op.f("fk_pluginstatus_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "run_id", "scenario", "regio", "schooljaar", "onderdeel", "soort", name=op.f("pk_pluginstatus")
        ),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("pluginstatus")
    op.drop_table("parametergebruik")
    op.drop_table("meting")
    op.drop_table("boeking")
    op.drop_table("bevinding")
    op.drop_table("vsv")
    op.drop_table("vestiging_in_telling")
    op.drop_index(op.f("ix_vestiging_vestiging"), "vestiging")

    op.drop_table("vestiging")
    op.drop_table("verevening")
    op.drop_table("tlv")
    op.drop_table("swv")
    op.drop_table("reserve")
    op.drop_table("regiojaar")
    op.drop_index(op.f("ix_regio_indeling_pc4"), "regio_indeling")

    op.drop_table("regio_indeling")
    op.drop_table("realisatie")
    op.drop_table("levering_tabel")
    op.drop_table("leerlingen_vo")
    op.drop_table("kenmerk")
    op.drop_table("bestuur")
    op.drop_table("begroting")
    op.drop_table("arrangement")
    op.drop_table("afkeuring")
    op.drop_index(op.f("ix_aansluiting_vestiging"), "aansluiting")

    op.drop_table("aansluiting")
    op.drop_table("run")
    op.drop_index(op.f("ix_levering_dataset"), "levering")

    op.drop_table("levering")
