// Repeatable groups: an item is added or removed without a reload. Without this script the same buttons submit the form.

function renumber(item, index) {
  for (const element of item.querySelectorAll("[name], [id], [for], [aria-describedby], [data-show-when]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll("__index__", index));
    }
  }
}

function nextIndex(group) {
  const used = [...group.querySelectorAll("[data-item]")].map((item) => Number(item.dataset.item));
  return used.length ? Math.max(...used) + 1 : 0;
}

function number(group) {
  group.querySelectorAll("[data-item]").forEach((item, place) => {
    item.querySelector("[data-number]").textContent = place + 1;
  });
}

function add(group) {
  const index = nextIndex(group);
  const item = group.querySelector("template").content.firstElementChild.cloneNode(true);
  renumber(item, index);
  item.dataset.item = index;
  const remove = item.querySelector("[data-remove]");
  remove.value = remove.value.replace("__index__", index);
  group.querySelector("[data-items]").append(item);
  item.dispatchEvent(new CustomEvent("item-added", { bubbles: true }));
  number(group);
  item.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

export function growGroups(root) {
  root.querySelectorAll("[data-group]").forEach((group) => {
    group.addEventListener("click", (event) => {
      const remove = event.target.closest("[data-remove]");
      if (event.target.closest("[data-add]")) {
        event.preventDefault();
        add(group);
      } else if (remove) {
        event.preventDefault();
        remove.closest("[data-item]").remove();
        number(group);
        group.querySelector("[data-add]").focus();
      } else {
        return;
      }
      group.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}
