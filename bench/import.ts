import { join } from "node:path";
import { medians, print, printMachine } from "./fresh-process";

/** What importing costs a program that has cdktf already, and what `dijobs` takes to say its version. */
const ROUNDS = 15;

const timed = (code: string) => `const at = performance.now(); ${code}; console.log(performance.now() - at);`;
const CDKTF = `require("cdktf")`;
const PACKAGE = `require("cdktf-dataworks-di-jobs")`;
const afterCdktf = (code: string) => ["-e", `${CDKTF}; ${timed(code)}`];

/** Times a process from outside, its start and its end included. */
const wholeProcess = (args: readonly string[]) => [
  "-e",
  timed(`require("node:child_process").execFileSync(process.execPath, ${JSON.stringify(args)})`),
];
const PROGRAM = join(__dirname, "../dist/cli/program.js");

printMachine();
print(
  "import",
  medians(
    [
      { name: "cdktf", args: ["-e", timed(CDKTF)] },
      { name: "this package, cdktf being loaded", args: afterCdktf(PACKAGE) },
      { name: "`DiJobs` of it, as `const { DiJobs } = require(…)` does", args: afterCdktf(`${PACKAGE}.DiJobs`) },
      { name: "every name of it, as `import { DiJobs } from` does", args: afterCdktf(`({ ...${PACKAGE} })`) },
    ],
    ROUNDS,
  ),
  "cdktf",
);

const BARE = "node -e 0";
print(
  "a process, from its start to its end",
  medians(
    [
      { name: BARE, args: wholeProcess(["-e", "0"]) },
      { name: "dijobs --version", args: wholeProcess([PROGRAM, "--version"]) },
      { name: "dijobs --help", args: wholeProcess([PROGRAM, "--help"]) },
    ],
    ROUNDS,
  ),
  BARE,
);
