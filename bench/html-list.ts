import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { source as axe } from "axe-core";
import { listPage } from "../src/cli/report/list-page";
import { startChromium } from "../test/_support/chromium";
import { aFleetListing } from "../test/_support/reports";

/** Opens every workspace; the time until the page has its new shape, in milliseconds. */
const OPEN = `(() => {
  const beforeMs = performance.now();
  for (const each of document.querySelectorAll("details")) each.open = true;
  document.body.offsetHeight;
  return Math.round(performance.now() - beforeMs);
})()`;

/** Scrolls from top to end in 120 frames; the times of the frames, in milliseconds: median, 95th hundredth, longest. */
const SCROLL = `new Promise((done) => {
  const end = document.documentElement.scrollHeight;
  const timesMs = [];
  let beforeMs = performance.now();
  const step = (nowMs) => {
    timesMs.push(nowMs - beforeMs);
    beforeMs = nowMs;
    scrollTo(0, (end * timesMs.length) / 120);
    if (timesMs.length < 120) return requestAnimationFrame(step);
    timesMs.sort((a, b) => a - b);
    done([60, 114, 119].map((at) => Math.round(timesMs[at])).join(", "));
  };
  requestAnimationFrame(step);
})`;

const AXE = "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.length).join(', '))";

/** Prints how large and how fluent the page of 40 workspaces with 1,000 jobs each is, and what axe finds in all of it. */
async function main(): Promise<void> {
  const text = listPage(aFleetListing({ workspaces: 40, jobs: 1_000 }));
  const folder = resolve(".cache/pages");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "bench-list.html");
  writeFileSync(file, text);
  console.log(`size: ${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB`);
  const browser = await startChromium();
  const timed = async <T>(what: () => Promise<T>) => {
    const startMs = performance.now();
    const result = await what();
    return { result, tookMs: Math.round(performance.now() - startMs) };
  };
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [390, 1_280]) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const { tookMs } = await timed(() => page.goto(`file://${file}`));
      const rows = await page.evaluate("document.querySelectorAll('tr').length");
      const openedMs = await page.evaluate(OPEN);
      const frames = await page.evaluate(SCROLL);
      console.log(
        `${colorScheme}, ${width} wide: ${rows} rows loaded in ${tookMs} ms, opened in ${openedMs} ms, frames ${frames} ms`,
      );
      await page.close();
    }
  const page = await browser.newPage({ viewport: { width: 390, height: 900 }, colorScheme: "dark" });
  await page.goto(`file://${file}`);
  await page.evaluate(axe);
  const { result, tookMs } = await timed(() => page.evaluate(AXE));
  console.log(`axe, dark, 390 wide: ${result || "no violations"}, in ${Math.round(tookMs / 1_000)} s`);
  await browser.close();
}

void main();
