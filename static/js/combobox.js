// What every combobox with a listbox shares (WAI-ARIA Authoring Practices): the parts, the marked option, the keyboard and the mouse.

export function element(name, properties, attributes = {}) {
  const made = Object.assign(document.createElement(name), properties);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

// The input gets a list under it, and a status that is read aloud.
export function parts(input, label) {
  const list = element("ul", { id: `${input.id}-list`, className: "typed__list", hidden: true }, { role: "listbox", "aria-labelledby": label.id });
  const status = element("p", { className: "typed__status govuk-visually-hidden" }, { role: "status" });
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  return { list, status, box: element("div", { className: "typed" }) };
}

// choose(place) takes an option; show() fills and opens the list.
export function combobox({ input, list, choose, show }) {
  let current = -1;
  const mark = (place) => {
    current = place;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
    const item = list.children[place];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    mark(-1);
  };
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (place >= 0) choose(place);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      const last = list.children.length - 1;
      if (event.key === "ArrowDown") mark(current < last ? current + 1 : 0);
      else mark(current > 0 ? current - 1 : last);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      choose(current);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  return open;
}
