"use strict";

const veld = (id) => document.getElementById(id);
const velden = () => [...document.querySelectorAll("#keuzes [name]")];
let gevraagd = 0;
let wacht = 0;

function waarden() {
  return Object.fromEntries(velden().map((v) => [v.name, v.value]));
}

async function vraag(pad, wat) {
  const antwoord = await fetch(pad, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wat),
  });
  return antwoord.json();
}

function toonFouten(fouten) {
  for (const v of velden()) {
    const fout = fouten[v.name] || "";
    veld("fout-" + v.name).textContent = fout;
    if (fout) v.setAttribute("aria-invalid", "true");
    else v.removeAttribute("aria-invalid");
    if (fout && v.closest("details")) v.closest("details").open = true;
  }
  veld("fout-").textContent = fouten[""] || "";
}

function cel(soort, tekst, bereik) {
  const gemaakt = document.createElement(soort);
  gemaakt.textContent = tekst;
  if (bereik) gemaakt.scope = bereik;
  return gemaakt;
}

function tabel(deel, schooljaar) {
  const gemaakt = document.createElement("table");
  gemaakt.append(cel("caption", deel.titel + ", " + schooljaar));
  const kop = gemaakt.createTHead().insertRow();
  for (const tekst of [deel.kop, "Plan", "Nu", "Verschil"]) kop.append(cel("th", tekst, "col"));
  const lijf = gemaakt.createTBody();
  for (const rij of deel.rijen) {
    const regel = lijf.insertRow();
    regel.dataset.naam = rij.naam;
    if (rij.opgeslagen_cent !== rij.nu_cent) regel.className = "anders";
    regel.append(cel("th", rij.naam, "row"));
    for (const tekst of [rij.opgeslagen, rij.nu, rij.verschil]) regel.append(cel("td", tekst));
  }
  const rand = document.createElement("div");
  rand.className = "tabel";
  rand.tabIndex = 0;
  rand.setAttribute("role", "region");
  rand.setAttribute("aria-label", deel.titel + ", " + schooljaar);
  rand.append(gemaakt);
  return rand;
}

function toon(jaren) {
  veld("uitkomst").replaceChildren(
    ...jaren.flatMap((jaar) => jaar.delen.map((deel) => tabel(deel, jaar.schooljaar))),
  );
  veld("stand").textContent = jaren
    .map((jaar) => {
      const samen = jaar.delen[0].rijen.find((rij) => rij.naam === "alle scholen samen");
      return jaar.schooljaar + ": naar scholen " + samen.nu + ", verschil met het plan: " + samen.verschil + ".";
    })
    .join(" ");
}

async function reken() {
  const mijn = ++gevraagd;
  veld("uitkomst").setAttribute("aria-busy", "true");
  try {
    const antwoord = await vraag("/reken", { waarden: waarden() });
    if (mijn !== gevraagd) return;
    if (antwoord.jaren) {
      toonFouten({});
      toon(antwoord.jaren);
    } else if (antwoord.achterhaald) {
      straks(500);
      return;
    } else {
      toonFouten(antwoord.fouten);
      veld("stand").textContent = "Niet doorgerekend: er is een fout bij de keuzes. De bedragen zijn die van de vorige keer.";
    }
  } catch {
    if (mijn !== gevraagd) return;
    veld("stand").textContent = "Geen antwoord: draait swvmon serve nog?";
  }
  veld("uitkomst").removeAttribute("aria-busy");
}

function straks(duur) {
  clearTimeout(wacht);
  wacht = setTimeout(reken, duur);
}

function schuifMee(v) {
  const schuif = veld("schuif-" + v.name);
  if (schuif) schuif.value = v.value.trim().replace(",", ".");
}

veld("keuzes").addEventListener("input", (gebeurtenis) => {
  const bron = gebeurtenis.target;
  if (bron.dataset.veld) veld(bron.dataset.veld).value = bron.value.replace(".", ",");
  else if (bron.name) schuifMee(bron);
  else return;
  straks(200);
});

veld("keuzes").addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());

veld("terug").addEventListener("click", () => {
  veld("keuzes").reset();
  reken();
});

veld("bewaar").addEventListener("click", async () => {
  veld("fout-bewaar").textContent = "";
  veld("bewaard").textContent = "";
  const kopie = veld("kopie");
  try {
    const antwoord = await vraag("/bewaar", {
      naam: veld("scenario").value.trim(),
      waarden: waarden(),
      kopie: Boolean(kopie && kopie.checked),
    });
    if (antwoord.bewaard) {
      veld("bewaard").textContent = antwoord.bewaard;
      veld("kopieregel")?.remove();
      return;
    }
    const { "": algemeen, ...fouten } = antwoord.fouten;
    veld("fout-bewaar").textContent = algemeen || "Verbeter eerst de keuzes met een fout.";
    if (Object.keys(fouten).length) toonFouten(fouten);
  } catch {
    veld("fout-bewaar").textContent = "Geen antwoord: draait swvmon serve nog?";
  }
});

reken();
