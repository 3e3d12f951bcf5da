// Repeatable groups: an item is added or removed without a reload. Without this script the same buttons submit the form.
// A new item is made from the group's template, in which __index__ stands for its number in the names of the controls.

const WITH_INDEX = ["name", "id", "for", "aria-describedby", "value", "data-item"];

function renumber(item, index) {
  for (const element of [item, ...item.querySelectorAll("*")]) {
    for (const name of WITH_INDEX) {
      const value = element.getAttribute(name);
      if (value?.includes("__index__")) element.setAttribute(name, value.replaceAll("__index__", index));
    }
  }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const itemsOf = (group) => [...group.querySelectorAll("[data-items] > [data-item]")];

function nextIndex(group) {
  return 1 + Math.max(-1, ...itemsOf(group).map((item) => Number(item.dataset.item)));
}

function number(group) {
  const items = itemsOf(group);
  items.forEach((item, place) => {
    for (const shown of item.querySelectorAll("[data-number]")) shown.textContent = place + 1;
  });
  group.querySelector("[data-add]").hidden = items.length >= Number(group.dataset.most || Infinity);
}

function add(group) {
  const item = group.querySelector("template").content.firstElementChild.cloneNode(true);
  renumber(item, nextIndex(group));
  const id = item.querySelector("[data-id]");
  if (id) id.value = newId();
  group.querySelector("[data-items]").append(item);
  item.dispatchEvent(new CustomEvent("item-added", { bubbles: true }));
  number(group);
  item.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function remove(group, item) {
  item.remove();
  number(group);
  group.querySelector("[data-add]").focus();
}

export function growGroups(root) {
  root.querySelectorAll("[data-group]").forEach((group) => {
    group.addEventListener("click", (event) => {
      const item = event.target.closest("[data-remove]")?.closest("[data-item]");
      if (!item && !event.target.closest("[data-add]")) return;
      event.preventDefault();
      if (item) remove(group, item);
      else add(group);
      group.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}
