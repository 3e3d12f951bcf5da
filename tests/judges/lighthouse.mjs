// Lighthouse over several pages in one process and one Chromium: reads what to do as JSON from its input, writes what it found as JSON.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const {modules, chromium, flags, categories, urls, forms} = JSON.parse(readFileSync(0, 'utf8'));
const {resolve} = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(resolve(name)).href);
const {default: lighthouse, desktopConfig} = await load('lighthouse');
const {default: puppeteer} = await load('puppeteer-core');

const TRIES = 3;
const AT_ONCE = {pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 100, cpuQuietThresholdMs: 0};
const settings = {
  onlyCategories: categories,
  onlyAudits: ['network-requests'],
  disableFullPageScreenshot: true,
  ...(categories.includes('performance') ? {} : AT_ONCE),
};

function faults({categories, audits}) {
  const weighed = Object.values(categories).flatMap(({auditRefs}) => auditRefs.filter(({weight}) => weight > 0).map(({id}) => id));
  const wrong = [...new Set(weighed)].map((id) => audits[id]).filter(({score}) => score !== null && score < 1);
  return wrong.map(({id, title, displayValue, details}) => ({id, title, displayValue, items: (details?.items ?? []).slice(0, 3)}));
}

async function look(browser, url, form) {
  for (let left = TRIES; ; left -= 1) {
    const page = await browser.newPage();
    const {lhr} = await lighthouse(url, settings, form === 'desktop' ? desktopConfig : undefined, page);
    await page.close();
    if (!lhr.runtimeError) return lhr;
    if (left === 1) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  }
}

const browser = await puppeteer.launch({executablePath: chromium, args: flags, headless: true});
try {
  const found = [];
  for (const form of forms) {
    for (const url of urls) {
      const lhr = await look(browser, url, form);
      const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, {score}]) => [name, score]));
      const requests = lhr.audits['network-requests'].details.items.map(({url, transferSize}) => ({url, bytes: transferSize}));
      found.push({url, form, scores, faults: faults(lhr), requests});
    }
  }
  process.stdout.write(JSON.stringify(found));
} finally {
  await browser.close();
}
