import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { source as axe } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { html } from "../../src/cli/report/formats/html";
import { listPage } from "../../src/cli/report/list-page";
import { describeChromium, startChromium } from "../_support/chromium";
import { type Cli, makeCli } from "../_support/cli";
import { root } from "../_support/process";
import { aCheckReport, aDriftReport, aFleetListing, aFleetReport } from "../_support/reports";

/** Where the pages and their pictures stay, for eyes. */
const FOLDER = join(root, ".cache/pages");

const PAGES: Readonly<Record<string, string>> = {
  check: html(aCheckReport()),
  drift: html(aDriftReport()),
  refresh: html(aDriftReport(undefined, "refresh")),
  list: listPage(aFleetListing({ workspaces: 3, jobs: 12, unanswered: 1, profiles: ["prod", "test"] })),
};

/** Forty workspaces of a thousand jobs. */
const LARGE: Readonly<Record<string, string>> = {
  fleet: html(aFleetReport({ workspaces: 40, jobs: 1_000, rules: 2, unanswered: 2, profiles: ["prod", "test"] })),
  "fleet-list": listPage(aFleetListing({ workspaces: 40, jobs: 1_000 })),
};

const LOOKS = [
  ["light", 390],
  ["light", 1280],
  ["dark", 390],
  ["dark", 1280],
] as const;

describeChromium("a report as a page, in Chromium", () => {
  let browser: Browser;
  let cli: Cli;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    [browser, cli] = await Promise.all([
      startChromium(),
      makeCli({ jobs: [{ diJobId: "7", jobName: "<img src=x onerror=alert(1)>\u202e", jobStatus: "Failed" }] }),
    ]);
  });
  afterAll(() => Promise.all([browser.close(), cli.close()]));

  /** Opens a page, and gathers what it complains of and asks for. */
  async function open(name: string, text: string, look: { colorScheme: "light" | "dark"; width: number }) {
    const file = join(FOLDER, `${name}.html`);
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: look.width, height: 900 }, colorScheme: look.colorScheme });
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`file://${file}`);
    return { page, said, asked: asked.filter((url) => url !== `file://${file}`) };
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found = await page.evaluate("axe.run().then(({ violations }) => JSON.stringify(violations))");
    return JSON.parse(String(found)).map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html} (${nodes.length})`,
    );
  }

  test.each([
    ...Object.entries(PAGES).flatMap(([name, page]) =>
      LOOKS.map(([theme, width]) => [name, theme, width, page] as const),
    ),
    ["fleet", "light", 1280, LARGE.fleet ?? ""],
    ["fleet-list", "dark", 390, LARGE["fleet-list"] ?? ""],
  ] as const)(
    "%s, %s, %i wide: no complaint, no request, nothing beside the screen, all of it for everyone",
    async (name, colorScheme, width, text) => {
      const { page, said, asked } = await open(name, text, { colorScheme, width });
      await page.screenshot({
        path: join(FOLDER, `${name}-${colorScheme}-${width}.png`),
        fullPage: name in PAGES,
      });

      expect({ said, asked }).toEqual({ said: [], asked: [] });
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(await page.evaluate("document.scripts.length + document.images.length")).toBe(0);
      expect(await page.evaluate("document.body.innerText.length > 500")).toBe(true);
      // Forty thousand rows are of one kind: that they are for everyone is told by those of the short list.
      if (name !== "fleet-list") expect(await violations(page)).toEqual([]);
      await page.close();
    },
  );

  test("the two themes look different, and each is what the reader's system asks for", async () => {
    const grounds = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open("check", PAGES.check ?? "", { colorScheme, width: 1280 });
      grounds.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      await page.close();
    }

    expect(grounds).toEqual(["rgb(246, 247, 249)", "rgb(18, 21, 26)"]);
  });

  test("on paper everything is open, and the way to the sections is left out", async () => {
    const { page } = await open("fleet", LARGE.fleet ?? "", { colorScheme: "dark", width: 1280 });
    const isVisible = (selector: string) => page.evaluate(`document.querySelector("${selector}").checkVisibility()`);

    expect(await isVisible("details .jobs li")).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await isVisible("details .jobs li")).toBe(true);
    expect(await isVisible("nav")).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.close();
  });

  test("check and list write it beside what they show, with names as texts", async () => {
    cli.write(
      "dijobs.policy.yaml",
      "version: 1\nworkspaces:\n  orders: { regionId: cn-shanghai, projectId: 1967 }\nrules:\n  - { id: running, rule: jobStatus, with: { allowed: Running } }\n",
    );
    const check = await cli.run("check", "--format", "html=out/check.html");
    const list = await cli.run(
      "list",
      "-w",
      "orders",
      "--format",
      "html=out/list.html",
      "--format",
      "csv=out/list.csv",
    );

    expect(check).toMatchObject({ status: 1, stderr: "" });
    expect(check.stdout).toContain("running");
    expect(list).toMatchObject({ status: 0, stderr: "" });
    expect(list.stdout).toMatch(/^WORKSPACE/);
    expect(cli.read("out/list.csv")).toMatch(/^workspace,id,name/);
    for (const name of ["check", "list"]) {
      const { page, said, asked } = await open(
        `program-${name}`,
        readFileSync(join(cli.folder, `out/${name}.html`), "utf8"),
        {
          colorScheme: "light",
          width: 1280,
        },
      );
      expect({ said, asked }).toEqual({ said: [], asked: [] });
      expect(await page.evaluate("document.images.length")).toBe(0);
      expect(await page.evaluate("document.body.innerText")).toContain("<img src=x onerror=alert(1)>\\u{202e}");
      await page.close();
    }
  });
});
