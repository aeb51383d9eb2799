/** Changes the source in small ways, and counts which changes the fast tests notice: CONTRIBUTING.md. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomNumbers } from "../churning-list";
import { root } from "../process";
import { changedPaths, sourcePaths } from "./chosen";
import { findJudges, judge, sideBySide } from "./judge";
import { type Mutant, makeMutants } from "./mutants";
import { relatedTests } from "./related";
import { renderTable, renderTried, type Tried } from "./report";
import { ROOMS, roomOf } from "./rooms";

const { values: options } = parseArgs({
  options: {
    rooms: { type: "string", default: ROOMS.map(({ name }) => name).join(",") },
    files: { type: "string", default: "" },
    tests: { type: "string", default: "" },
    changed: { type: "boolean", default: false },
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    processes: { type: "string", default: String(availableParallelism()) },
    least: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const HELP = `npm run mutation -- [options]

--rooms a,b       the rooms to change; all are ${ROOMS.map(({ name }) => name).join(",")}
--files TEXT      only files whose path has this in it
--tests PATTERN   only tests whose path matches this judge
--changed         only files that this branch has changed
--minutes N       how long mutants are tried [10]
--seed N          which of them are tried first [1]
--processes N     how many are tried side by side [${availableParallelism()}]
--least N         fails when fewer percent of all that were tried are noticed`;

async function main(): Promise<void> {
  if (options.help) return void console.log(HELP);
  const rooms = options.rooms.split(",");
  const paths = (options.changed ? changedPaths() : sourcePaths())
    .filter((path) => rooms.includes(roomOf(path)?.name ?? ""))
    .filter((path) => path.includes(options.files));
  if (paths.length === 0) return void console.log("no file to change: nothing to do");

  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/mutants-"));
  const processes = Number(options.processes);
  const mutants = await makeMutants(paths, folder);
  const files = (await relatedTests(paths)).filter((file) => new RegExp(options.tests).test(file));
  console.log(`${mutants.length} mutants in ${paths.length} files; ${files.length} test files may judge them`);
  const { judges, failing } = await findJudges(files, folder, processes);
  for (const file of failing) console.log(`judges nothing, because it fails without a mutant: ${file}`);

  const endsAtMs = performance.now() + Number(options.minutes) * 60_000;
  const tried: Tried[] = [];
  const work = async (bench: Parameters<typeof judge>[0], mutant: Mutant) => {
    const verdict = await judge(bench, mutant, judges);
    tried.push({ mutant, verdict });
    if (verdict !== "killed") console.log(renderTried({ mutant, verdict }));
  };
  await sideBySide(inTurn(mutants), folder, processes, work, () => performance.now() < endsAtMs);
  rmSync(folder, { recursive: true, force: true });

  console.log(`\n${renderTable(mutants, tried)}`);
  const killed = tried.filter(({ verdict }) => verdict === "killed").length;
  if (killed < (tried.length * Number(options.least ?? 0)) / 100) {
    console.log(`fewer than ${options.least} % were killed`);
    process.exitCode = 1;
  }
}

/** The mutants in an order by lot, the rooms taking turns: what a budget reaches is a fair sample of each. */
function inTurn(mutants: readonly Mutant[]): readonly Mutant[] {
  const random = randomNumbers(Number(options.seed));
  const turns = new Map<string, number>();
  return mutants
    .map((mutant) => ({ mutant, lot: random() }))
    .sort((one, other) => one.lot - other.lot)
    .map(({ mutant }) => {
      const room = roomOf(mutant.path)?.name ?? "";
      const turn = turns.get(room) ?? 0;
      turns.set(room, turn + 1);
      return { mutant, turn };
    })
    .sort((one, other) => one.turn - other.turn)
    .map(({ mutant }) => mutant);
}

void main();
