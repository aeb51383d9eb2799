import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where distributions put it; `CHROMIUM` names another place. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of the browser, where there is one. */
const chromiumPath = [process.env.CHROMIUM ?? "", ...PLACES].find((path) => existsSync(path));

/** Starts the browser; it asks nobody anything by itself. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"],
  });
}

/** A `describe` whose tests run the browser; without it they are skipped, and say so. */
export function describeChromium(name: string, tests: () => void): void {
  if (chromiumPath === undefined) {
    console.warn(`skipped, as there is no Chromium (apt-get install chromium): ${name}`);
    describe.skip(`${name} (skipped: there is no Chromium)`, tests);
  } else describe(name, tests);
}
