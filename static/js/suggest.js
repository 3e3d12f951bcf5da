// A field with data-suggest offers what the address in it suggests for what is typed. A chosen line leads to its page; with data-fill it
// fills the field and sends the form. Without this script the field is a search box like any other.

import { combobox, element, parts } from "./combobox.js";

const PAUSE = 120;

function line(list, { label, kind, hint }, place) {
  const item = element("li", { id: `${list.id}-${place}` }, { role: "option" });
  const about = [kind, hint].filter(Boolean).join(" · ");
  item.append(element("span", { textContent: label }), element("span", { className: "typed__about", textContent: about }));
  return item;
}

function enhance(input) {
  const label = document.querySelector(`label[for="${input.id}"]`);
  label.id ||= `${input.id}-label`;
  Object.assign(input, { type: "text", autocomplete: "off", enterKeyHint: "search" });
  const { list, status, box } = parts(input, label);
  input.before(box);
  box.append(input, list, status);
  let found = [];
  let asking = new AbortController();
  let pause;

  const stop = () => {
    clearTimeout(pause);
    asking.abort();
    open(false);
    status.textContent = "";
  };
  const choose = (place) => {
    const { url, label: text } = found[place];
    stop();
    if (!("fill" in input.dataset)) return location.assign(url);
    input.value = text;
    return input.form.requestSubmit();
  };
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", input.value);
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      const { said, suggestions } = await answer.json();
      found = suggestions;
      list.replaceChildren(...found.map((each, place) => line(list, each, place)));
      open(found.length > 0);
      status.textContent = said;
    } catch (error) {
      if (error.name !== "AbortError") stop();
    }
  };
  const show = () => {
    if (input.value.trim()) ask();
  };
  const open = combobox({ input, list, choose, show });

  input.addEventListener("input", () => {
    clearTimeout(pause);
    if (input.value.trim()) pause = setTimeout(ask, PAUSE);
    else stop();
  });
  input.addEventListener("blur", stop);
  input.form.addEventListener("submit", stop);
}

export function suggest(root) {
  root.querySelectorAll("[data-suggest]").forEach(enhance);
}
