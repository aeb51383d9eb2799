import { medians, print, printMachine } from "./fresh-process";

/** What importing costs: a program that has cdktf already imports this package too. */
const ROUNDS = 25;

const timed = (code: string) => `const at = performance.now(); ${code}; console.log(performance.now() - at);`;
const CDKTF = `require("cdktf")`;
const PACKAGE = `require("cdktf-dataworks-di-jobs")`;

printMachine();
print(
  "import",
  medians(
    [
      { name: "cdktf", args: ["-e", timed(CDKTF)] },
      { name: "cdktf and this package", args: ["-e", timed(`${CDKTF}; ${PACKAGE}`)] },
      { name: "this package, cdktf being loaded", args: ["-e", `${CDKTF}; ${timed(PACKAGE)}`] },
    ],
    ROUNDS,
  ),
  "cdktf",
);
