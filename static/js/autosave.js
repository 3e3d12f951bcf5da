// A draft saves itself a moment after the last key. The page says when it saved, and what to do when it could not.

const PAUSE = 1500;

function watch(form) {
  const status = form.querySelector("[data-saved]");
  const words = status.dataset;
  let timer = 0;
  let saving = false;
  let again = false;
  let stopped = false;
  let afterwards = null;

  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  async function save() {
    if (stopped) return;
    if (saving) {
      again = true;
      return;
    }
    saving = true;
    status.textContent = words.saving;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: body(), headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { seen, message } = await answer.json();
        form.elements.seen.value = seen;
        status.textContent = message;
      } else {
        stopped = answer.status === 409 || answer.status === 401;
        status.textContent = answer.status === 409 ? words.conflict : answer.status === 401 ? words.signedOut : words.failed;
      }
    } catch {
      status.textContent = words.failed;
    }
    saving = false;
    if (afterwards) afterwards();
    else if (again) {
      again = false;
      save();
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
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
