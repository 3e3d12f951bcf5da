import { initAll } from "./govuk.js";
import { enhanceSelects } from "./autocomplete.js";
import { watchDrafts } from "./autosave.js";
import { growGroups } from "./groups.js";
import { tellSquares } from "./map.js";
import { watchProgress } from "./progress.js";
import { suggest } from "./suggest.js";

function enliven(scope) {
  enhanceSelects(scope);
  suggest(scope);
  initAll({ scope });
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
growGroups(document);
watchDrafts(document);
watchProgress(document);
tellSquares(document);
enliven(document);
document.addEventListener("item-added", (event) => enliven(event.target));
