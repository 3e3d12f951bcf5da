// A select with data-autocomplete becomes a field that finds its options while one types, in either script and without
// diacritics: the combobox with a listbox of the WAI-ARIA Authoring Practices. The select stays in the form and keeps the value.

const LETTERS = {
  а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "dj", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", л: "l", љ: "lj", м: "m", н: "n",
  њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s", đ: "dj",
};

export function fold(text) {
  const latin = [...text.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join("");
  return latin.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function matches(option, words) {
  const haystack = ` ${option.dataset.search ?? fold(option.text)}`;
  return option.value !== "" && words.every((word) => haystack.includes(` ${word}`));
}

function build(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const input = document.createElement("input");
  Object.assign(input, { type: "text", id: select.id, className: "govuk-input", autocomplete: "off" });
  const list = document.createElement("ul");
  Object.assign(list, { id: `${select.id}-list`, className: "typed__list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label?.textContent.trim() ?? "");
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.removeAttribute("required");
  const box = document.createElement("div");
  box.className = "typed";
  select.id = `${select.id}-select`;
  select.hidden = true;
  select.before(box);
  box.append(input, list, status);
  return { input, list, status };
}

function enhance(select) {
  const { input, list, status } = build(select);
  let current = -1;
  let found = [];

  const shut = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    select.value = option.value;
    input.value = option.text;
    shut();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (index) => {
    current = index;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = list.children[index];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    found = [...select.options].filter((option) => matches(option, words)).slice(0, 50);
    list.replaceChildren(
      ...found.map((option, place) => {
        const item = document.createElement("li");
        Object.assign(item, { id: `${list.id}-${place}`, textContent: option.text });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(option);
        });
        return item;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    current = -1;
    input.removeAttribute("aria-activedescendant");
    status.textContent = found.length ? select.dataset.found.replace("{count}", found.length) : select.dataset.nothing;
  };
  const settle = () => {
    const exact = [...select.options].find((option) => option.value && fold(option.text) === fold(input.value));
    if (exact) choose(exact);
    else if (found.length === 1 && input.value.trim()) choose(found[0]);
    else if (fold(input.value) !== fold(select.selectedOptions[0]?.text ?? "")) select.value = "";
    shut();
  };

  if (select.value) input.value = select.selectedOptions[0].text;
  input.addEventListener("input", show);
  input.addEventListener("blur", settle);
  input.form?.addEventListener("submit", settle);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) mark((current + step + found.length) % found.length);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      choose(found[current]);
    } else if (event.key === "Escape") {
      shut();
    }
  });
}

export function enhanceSelects(root) {
  root.querySelectorAll("select[data-autocomplete]").forEach(enhance);
}
