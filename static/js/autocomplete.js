// A select with data-autocomplete becomes a field that finds its options while one types, in either script and without
// diacritics: the combobox with a listbox of the WAI-ARIA Authoring Practices. The select stays in the form and keeps the value.
// The texts stand on the select: data-found (with {count}) and data-nothing; data-search on an option adds folded words.

import { combobox, element, parts } from "./combobox.js";

const MOST = 50;
const LETTERS = {
  а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "dj", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", л: "l", љ: "lj", м: "m", н: "n",
  њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s", đ: "dj",
};

export function fold(text) {
  const latin = [...text.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join("");
  return latin.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function searchText(option) {
  return ` ${option.dataset.search ?? `${fold(option.text)} ${fold(option.text.replace(/[đђ]/gi, "d"))}`}`;
}

function matching(select, typed) {
  const words = fold(typed).split(" ").filter(Boolean);
  return [...select.options].filter((option) => option.value && words.every((word) => searchText(option).includes(` ${word}`)));
}

function build(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  label.id ||= `${select.id}-label`;
  const input = element("input", { type: "text", id: select.id, className: "govuk-input", autocomplete: "off" });
  input.classList.toggle("govuk-input--error", select.classList.contains("govuk-select--error"));
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const { list, status, box } = parts(input, label);
  select.removeAttribute("required");
  select.id = `${select.id}-select`;
  select.hidden = true;
  select.before(box);
  box.append(input, list, status);
  return { input, list, status };
}

function enhance(select) {
  const { input, list, status } = build(select);
  let found = [];

  const chosenText = () => (select.value ? select.selectedOptions[0].text : "");
  const keep = (value) => {
    if (select.value === value) return;
    select.value = value;
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const say = (text, seen) => {
    status.textContent = text;
    status.classList.toggle("govuk-visually-hidden", !seen);
  };
  const choose = (option) => {
    keep(option.value);
    input.value = option.text;
    open(false);
    say("", false);
  };
  const show = () => {
    found = matching(select, input.value);
    list.replaceChildren(
      ...found.slice(0, MOST).map((option, place) => element("li", { id: `${list.id}-${place}`, textContent: option.text }, { role: "option" })),
    );
    open(found.length > 0);
    if (found.length) say(select.dataset.found.replace("{count}", found.length), false);
    else say(select.dataset.nothing, true);
  };
  const open = combobox({ input, list, choose: (place) => choose(found[place]), show });
  const settle = () => {
    open(false);
    if (input.value === chosenText()) return;
    const typed = fold(input.value);
    const options = typed ? matching(select, input.value) : [];
    const option = options.find((each) => fold(each.text) === typed) ?? (options.length === 1 ? options[0] : null);
    if (option) choose(option);
    else keep("");
  };

  input.value = chosenText();
  input.addEventListener("input", show);
  input.addEventListener("blur", settle);
  input.form?.addEventListener("submit", settle);
  addEventListener("pageshow", () => {
    if (select.value) input.value = chosenText();
  });
}

export function enhanceSelects(root) {
  root.querySelectorAll("select[data-autocomplete]").forEach(enhance);
}
