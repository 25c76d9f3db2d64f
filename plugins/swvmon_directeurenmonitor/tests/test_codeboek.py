"""A codebook is read whole or refused with its place; that of R3 has every question of the survey."""

import pytest

from swvmon import SwvmonError
from swvmon_directeurenmonitor.codeboek import read_codeboek

KOP = '[enquete]\nnaam = "e"\ntitel = "E"\npeildatum = 2020-10-01\n'
LIJST = '[lijst.zo]\nantwoorden = { 1 = "a", 2 = "b", weet_niet = "c" }\ngeen_oordeel = ["weet_niet"]\n'
BLOK = '[[blok]]\nnaam = "b"\ntitel = "B"\nlijst = "zo"\ngeen_oordeel = "buiten"\nvragen = { x = "X", y = "Y" }\n'


def test_codebook_of_r3():
    """Published: R3 annexes 1 and 2 have 63 statements and satisfactions, 14 single questions and six scales."""
    codeboek = read_codeboek()
    of = {naam: blok.lijst for naam, (_, blok) in codeboek.vragen.items()}
    judged = [
        n
        for n, lijst in of.items()
        if n[0] in "cvfzbsioptg" and set("12345") < set(lijst.antwoorden) and not lijst.getal
    ]

    assert 63 == len(judged)
    assert [f"i{n}" for n in (14, *range(1, 14))] == [n for n in of if n[0] == "i" and n[1:].isdecimal()]
    assert [6, 5, 5, 5, 5, 6] == [len(schaal.vragen) for schaal in codeboek.schalen]
    assert ["v5", "f1", "z2", "z5", "b5"] == [vraag for schaal in codeboek.schalen for vraag in schaal.omgekeerd]


def test_a_wave_needs_no_code(codeboek):
    """A codebook of one's own is read like the packaged one."""
    made = codeboek(KOP + LIJST + BLOK)

    assert ("e", ["x", "y"]) == (made.naam, list(made.vragen))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file: key 'enquete' is missing"),
        ("[enquete", "cannot be read as TOML"),
        (KOP, "the file: key 'blok' is missing"),
        (KOP.replace("2020-10-01", '"2020"') + LIJST + BLOK, "enquete.peildatum: expected a day"),
        (KOP + LIJST + BLOK.replace("titel", "titl"), "unknown key 'titl'; did you mean 'titel'?"),
        (KOP + LIJST + BLOK.replace('"zo"', '"za"'), "lijst: 'za' is none of zo"),
        (KOP + LIJST + BLOK.replace('"buiten"', '"weg"'), "geen_oordeel: 'weg' is none of binnen, buiten"),
        (KOP + LIJST + BLOK.replace('geen_oordeel = "buiten"\n', ""), "say whether geen_oordeel"),
        (KOP + LIJST + BLOK + 'vorm = "veel"', "vorm: 'veel' is none of enkel, meer, getal"),
        (KOP + LIJST + BLOK + 'samen = { goed = ["3"] }', "samen.goed: '3' is none of 1, 2, weet_niet"),
        (KOP + LIJST + BLOK + 'alleen = { vraag = "z", antwoorden = ["1"] }', "alleen: 'z' is none of x, y"),
        (KOP + LIJST + BLOK + 'alleen = { vraag = "x", antwoorden = ["9"] }', "alleen: '9' is none of 1, 2"),
        (KOP + LIJST + BLOK + BLOK, "b: stands twice"),
        (KOP + LIJST + BLOK + '[schaal.s]\ntitel = "S"\nvragen = ["x", "q"]', "schaal.s: 'q' is none of x, y"),
        (KOP + LIJST + BLOK + '[schaal.s]\ntitel = "S"\nvragen = ["x"]\nomgekeerd = ["y"]', "'y' is none of x"),
        (KOP + LIJST + BLOK + '[groep.g]\ntitel = "G"\nvraag = "x"\nklassen = { a = 1 }', "groep.g: 'x' is none of"),
        (KOP + LIJST + BLOK + '[groep.g]\ntitel = "G"\nvraag = "x"\nklassen = { a = 2, b = 1 }', "rising numbers"),
        (KOP + LIJST + BLOK + '[context.c]\ntitel = "C"\ngroei = ["k"]', "give kenmerk, or groei with two"),
        (KOP + LIJST.replace("1 =", "a =") + "getal = true\n" + BLOK, "getal needs whole numbers"),
    ],
)
def test_what_does_not_fit_is_named(codeboek, text, told):
    """A slip in a codebook is one line with the file, the place and what may stand there."""
    with pytest.raises(SwvmonError) as error:
        codeboek(text)

    assert told in str(error.value)
    assert str(error.value).startswith("/")
    assert 1 == len(str(error.value).splitlines())


def test_an_unknown_name_is_refused(codeboek):
    """A block that is not there is named with those that are."""
    with pytest.raises(SwvmonError, match="no blok 'z'; it has b"):
        codeboek(KOP + LIJST + BLOK).kies("blok", ("z",))
