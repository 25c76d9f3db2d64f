"""Figures of R3 come out again, or it is said why not; printed errors are errors."""

from swvmon_directeurenmonitor.gepubliceerd import figures

FIGURES = list(figures())


def test_all_are_registered():
    """136 percentages of 28 blocks, 70 cells of four tables, 12 scales, 6 classes, 6 of F-tests, 5 chances, others."""
    kinds = ("bijlage2_", "t52_", "t53_", "t71_", "t74_", "schaal_", "sturing_", "verschil_", "kans_")
    names = [f.id.removeprefix("directeurenmonitor.") for f in FIGURES]

    assert [136, 12, 12, 28, 18, 12, 6, 6, 5] == [sum(name.startswith(kind) for name in names) for kind in kinds]
    assert 28 == len({tuple(name.split("_")[1:3]) for name in names if name.startswith("bijlage2_")})
    assert 257 == len(names) == len(set(names))


def test_every_figure_comes_out_or_says_why():
    """Published: ours is the printed one, but for the errors of R3, one scale and two standard deviations."""
    differs, unknown = [], []
    for figure in FIGURES:
        if figure.bereken is None:
            unknown.append(figure.id.split(".")[1])
        elif (figure.rounded(figure.bereken()) == figure.waarde) == figure.fout:
            differs.append(figure.id.split(".")[1])
        assert bool(figure.uitleg) == (figure.fout or figure.bereken is None or "schaal_vo_zorgplicht" in figure.id)

    assert ["schaal_vo_zorgplicht"] == differs
    assert ["sd_consensus_vo", "sd_zorgplicht_po"] == unknown
    assert 23 == sum(figure.fout for figure in FIGURES)


def test_reversal_matters():
    """Published: with the item on discussions reversed the financial scale is 3,8 in both sectors (R3 L810)."""
    told = {f.id: f for f in FIGURES}

    assert ["3.8", "3.8"] == [
        str(
            told[f"directeurenmonitor.schaal_{s}_financieel"].rounded(
                told[f"directeurenmonitor.schaal_{s}_financieel"].bereken()
            )
        )
        for s in ("po", "vo")
    ]
