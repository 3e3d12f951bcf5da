// What a square of a map says stands in the map's empty corner while one points at it or has come to it by keyboard.

export function tellSquares(scope) {
  for (const box of scope.querySelectorAll("[data-told]")) {
    tell(box);
  }
}

function tell(box) {
  const words = document.createElement("p");
  words.className = "told__words";
  words.setAttribute("aria-hidden", "true");
  words.textContent = box.dataset.told;
  box.append(words);
  for (const title of box.querySelectorAll("a > title")) {
    title.remove();
  }
  const show = (event) => {
    const link = event.target.closest?.("a");
    if (link) {
      words.textContent = link.getAttribute("aria-label");
    }
  };
  const clear = () => {
    words.textContent = box.dataset.told;
  };
  box.addEventListener("pointerover", show);
  box.addEventListener("focusin", show);
  box.addEventListener("pointerleave", clear);
  box.addEventListener("focusout", clear);
}
