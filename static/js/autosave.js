// A draft saves itself a moment after the last key. The page says when it saved, and what to do when it could not.
// Files are not sent: the buttons send them.

const PAUSE = 1500;
const RETRY = 15000;

function bodyOf(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function watch(form) {
  const status = form.querySelector("[data-saved]");
  const words = status.dataset;
  const wordsFor = { 401: words.signedOut, 409: words.conflict };
  let timer = 0;
  let saving = false;
  let again = false;
  let stopped = false;
  let afterwards = null;

  const say = (text, problem) => {
    status.textContent = text;
    status.classList.toggle("saved--problem", problem);
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function send() {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: bodyOf(form), headers: { Accept: "application/json" } });
    const { seen, message } = await answer.json();
    if (answer.ok) form.elements.seen.value = seen;
    else stopped = answer.status in wordsFor;
    say(wordsFor[answer.status] ?? message ?? words.failed, !answer.ok);
  }

  async function save() {
    if (stopped) return;
    again = saving;
    if (saving) return;
    saving = true;
    say(words.saving, false);
    try {
      await send();
    } catch {
      say(words.failed, true);
      later(RETRY);
    }
    saving = false;
    if (afterwards) afterwards();
    else if (again) save();
  }

  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    stopped = true;
    if (!saving) return;
    event.preventDefault();
    afterwards = () => form.requestSubmit(event.submitter);
  });
}

export function watchDrafts(root) {
  root.querySelectorAll("form[data-autosave]").forEach(watch);
}
