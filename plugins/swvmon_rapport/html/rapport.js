"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");

  // --- tables: sort by a heading, search in the rows
  const collator = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });
  const valueOf = (cell, number) => {
    if (!number) return cell.textContent.trim();
    return cell.dataset.waarde === undefined ? null : Number(cell.dataset.waarde);
  };
  const compare = (a, b, number) => (number ? a - b : collator.compare(a, b));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("thead button");
    if (!button) return;
    const head = button.closest("th");
    const number = head.classList.contains("getal");
    const first = number ? "descending" : "ascending";
    const other = number ? "ascending" : "descending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    for (const th of head.parentNode.children) th.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const body = head.closest("table").tBodies[0];
    const column = head.cellIndex;
    const rows = [...body.rows].map((row) => [valueOf(row.cells[column], number), row]);
    const turn = order === "ascending" ? 1 : -1;
    rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : turn * compare(a, b, number)));
    body.append(...rows.map(([, row]) => row));
  });
  document.addEventListener("input", (event) => {
    const name = event.target.dataset.zoek;
    if (name === undefined) return;
    const asked = event.target.value.trim().toLocaleLowerCase("nl");
    const rows = [...document.querySelector(`table[data-tabel="${name}"]`).tBodies[0].rows];
    let found = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLocaleLowerCase("nl").includes(asked);
      found += row.hidden ? 0 : 1;
    }
    document.querySelector(`[data-gevonden="${name}"]`).textContent = asked ? `${found} van ${rows.length}` : "";
  });

  // --- what stands compressed in the file
  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob($(id).textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  };

  // --- rows of large tables
  for (const body of document.querySelectorAll("tbody[data-rijen]"))
    unpack(`rijen-${body.dataset.rijen}`).then((rows) => {
      body.innerHTML = rows; // every value in it was escaped when it was made
    });

  // --- pages of schools
  const schools = $("scholen");
  let pages = null;
  const page = async (key) => {
    const there = $(`school-${key}`);
    if (there || !$("schoolpaginas")) return there;
    pages ??= JSON.parse(await unpack("schoolpaginas"));
    if (!Object.hasOwn(pages, key)) return null;
    schools.insertAdjacentHTML("beforeend", pages[key]); // every value in it was escaped when it was made
    return $(`school-${key}`);
  };
  const show = async (key) => {
    const article = await page(key);
    if (!article) return;
    for (const open of schools.querySelectorAll(".open")) open.classList.remove("open");
    article.classList.add("open");
    $("kies-school").value = key;
    $("druk-school").hidden = false;
    article.focus();
    article.scrollIntoView();
  };
  const fromHash = () => {
    const found = /^#school-(.+)$/.exec(decodeURIComponent(location.hash));
    if (found) show(found[1]);
  };
  addEventListener("hashchange", fromHash);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#school-"]');
    if (link && link.hash === location.hash) fromHash();
  });
  $("kies-school").addEventListener("change", (event) => {
    if (event.target.value) location.hash = `school-${event.target.value}`;
  });
  $("druk-school").addEventListener("click", () => {
    document.body.classList.add("een-school");
    print();
  });
  const folded = new Set();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      folded.add(part);
      part.open = true;
    }
  });
  addEventListener("afterprint", () => {
    document.body.classList.remove("een-school");
    for (const part of folded) part.open = false;
    folded.clear();
  });
  $("alle-scholen").addEventListener("click", async () => {
    for (const option of $("kies-school").options) if (option.value) (await page(option.value)).classList.add("open");
  });
  fromHash();

  // --- charts: the SVG is what is shown; who points at one gets the same chart with the values at the pointer
  const specs = JSON.parse($("vega-lite").textContent);
  let vega = null;
  const loaded = async () => {
    const script = document.createElement("script");
    script.type = "module";
    script.textContent = await unpack("vega");
    document.head.append(script);
    while (!window.vegaEmbed) await new Promise((done) => setTimeout(done, 20));
  };
  const point = async (figure) => {
    if (figure.dataset.wijsbaar) return;
    figure.dataset.wijsbaar = "bezig";
    const plate = figure.querySelector(".plaat");
    const image = plate.querySelector("img");
    const drawing = document.createElement("div");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", image.alt);
    drawing.style.width = `${image.clientWidth}px`;
    try {
      vega ??= loaded();
      await vega;
      await vegaEmbed(drawing, specs[figure.dataset.figuur], { actions: false, renderer: "svg" });
      const svg = drawing.querySelector("svg");
      svg.setAttribute("aria-hidden", "true"); // the drawing around it has the name
      svg.style.width = "100%";
      svg.style.height = "auto";
      image.hidden = true;
      plate.append(drawing);
      figure.dataset.wijsbaar = "ja";
    } catch (error) {
      figure.dataset.wijsbaar = "nee"; // the SVG stays
    }
  };
  for (const figure of document.querySelectorAll("figure[data-figuur]"))
    if (specs[figure.dataset.figuur])
      figure.addEventListener("pointerenter", () => point(figure), { once: true });
})();
