import { initAll } from "./govuk.js";
import { enhanceSelects } from "./autocomplete.js";
import { watchDrafts } from "./autosave.js";
import { growGroups } from "./groups.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
growGroups(document);
enhanceSelects(document);
watchDrafts(document);
initAll();
