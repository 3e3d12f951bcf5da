// A page of work in the background asks from time to time how far it is, and is loaded anew when that is over.

const PAUSE = 2000;
const LONGEST = 3600 * 1000; // after that nobody looks, and the session may end

function watch(box) {
  const said = box.querySelector(".progress__said");
  const bar = box.querySelector(".progress__bar");
  const count = box.querySelector(".progress__count");
  const end = Date.now() + LONGEST;

  const show = (state) => {
    if (said.textContent !== state.said) said.textContent = state.said;
    count.textContent = state.count;
    bar.hidden = !state.total;
    bar.max = state.total || 1;
    bar.value = state.done;
  };

  async function ask() {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.status >= 500) return;
    const state = answer.ok && !answer.redirected ? await answer.json() : { over: true };
    if (state.over) location.reload();
    else show(state);
  }

  async function look() {
    if (!document.hidden) await ask().catch(() => {});
    if (Date.now() < end) setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
}

export function watchProgress(root) {
  root.querySelectorAll("[data-progress]").forEach(watch);
}
