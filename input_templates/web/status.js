"use strict";
(function () {
  document.documentElement.classList.add("js");
  const list = document.getElementById("units");
  const units = Array.from(list.children);
  const tiles = Array.from(document.querySelectorAll(".tile"));
  const search = document.getElementById("search");
  const order = document.getElementById("order");
  const all = document.getElementById("all");
  let chosen = "";

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  }

  function show() {
    const wanted = plain(search.value.trim());
    for (const unit of units) {
      const fits = !chosen || unit.dataset.state === chosen;
      unit.hidden = !fits || !plain(unit.querySelector("h3").textContent).includes(wanted);
    }
    for (const tile of tiles) {
      tile.classList.toggle("chosen", tile.dataset.state === chosen);
    }
    all.hidden = !chosen && !wanted;
  }

  function sort() {
    const by = order.value;
    const way = by === "order" || by === "rank" ? 1 : -1;
    const sorted = units.slice().sort(function (a, b) {
      return way * (a.dataset[by] - b.dataset[by]) || a.dataset.order - b.dataset.order;
    });
    list.append.apply(list, sorted);
  }

  for (const tile of tiles) {
    tile.tabIndex = 0;
    tile.addEventListener("click", function () {
      chosen = chosen === tile.dataset.state ? "" : tile.dataset.state;
      show();
    });
    tile.addEventListener("keydown", function (event) {
      if (event.key === "Enter") tile.click();
    });
  }
  search.addEventListener("input", show);
  order.addEventListener("change", sort);
  all.addEventListener("click", function () {
    chosen = "";
    search.value = "";
    show();
  });
  window.addEventListener("beforeprint", function () {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
  document.getElementById("tools").hidden = false;
})();
