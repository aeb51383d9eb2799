/** A reader of commands in the output of a step, as the runner of a pipeline has it. */
export interface Runner {
  readonly name: string;
  /** The command that the runner finds in a line, as `name data`. */
  readonly commandIn: (line: string) => string | undefined;
}

/** The commands of GitHub's runner; its names are compared without regard to case. */
const GITHUB_COMMANDS = new Set([
  ...["add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"],
  ...["remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning", "internal-set-repo-path"],
]);

const nameOf = (info: string) => info.split(" ", 1)[0] ?? "";

/** `::name properties::data`, at the start of a line but for white space; see actions/runner, ActionCommand.cs. */
function gitHubCommand(line: string): string | undefined {
  const text = line.trimStart();
  const end = text.indexOf("::", 2);
  if (!text.startsWith("::") || end < 0) return undefined;
  const name = nameOf(text.slice(2, end));
  return GITHUB_COMMANDS.has(name.toLowerCase()) ? `${name} ${text.slice(end + 2)}` : undefined;
}

/** `##[name properties]data`, anywhere in a line: the first that is there counts. */
function oldGitHubCommand(line: string): string | undefined {
  const start = line.indexOf("##[");
  const end = line.indexOf("]", start);
  if (start < 0 || end < 0) return undefined;
  const name = nameOf(line.slice(start + 3, end));
  return GITHUB_COMMANDS.has(name.toLowerCase()) ? `${name} ${line.slice(end + 1)}` : undefined;
}

/** `##vso[area.event properties]data`, anywhere in a line; see microsoft/azure-pipelines-agent, Command.cs. */
function azureCommand(line: string): string | undefined {
  const start = line.indexOf("##vso[");
  const end = line.indexOf("]", start);
  if (start < 0 || end < 0) return undefined;
  const name = nameOf(line.slice(start + 6, end));
  const parts = name.split(".").filter((part) => part !== "");
  return parts.length === 2 ? `${name} ${line.slice(end + 1)}` : undefined;
}

/** `##[group]` and its like, which Azure's page of a log lays out, and commands of TeamCity, at the start of a line. */
function decoration(line: string): string | undefined {
  return /##\[\w+\]|^\s*##teamcity\[.*/i.exec(line)?.[0];
}

const RUNNERS: readonly Runner[] = [
  { name: "GitHub", commandIn: (line) => gitHubCommand(line) ?? oldGitHubCommand(line) },
  { name: "Azure Pipelines", commandIn: azureCommand },
  { name: "a page of a log", commandIn: decoration },
];

/** Line ends as runners and terminals see them. */
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;

/** What the runners obey in an output. */
export function commandsIn(output: string): string[] {
  return output.split(LINE_END).flatMap((line) =>
    RUNNERS.flatMap(({ name, commandIn }) => {
      const command = commandIn(line);
      return command === undefined ? [] : [`${name}: ${command}`];
    }),
  );
}

/** Characters in an output, other than line feeds, that a terminal obeys or that nobody sees. */
export function unseenIn(output: string): string[] {
  return output.replace(/\r?\n/g, "").match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu) ?? [];
}

/** Texts that try to command a terminal or a runner. */
export const HOSTILE_TEXTS = [
  "\u001b[31mred\u001b[0m",
  "bell\u0007 title\u001b]0;x\u0007",
  "csi\u009b2J",
  "up\u001b[1A\rover",
  "rtl\u202e\u2066 zero\u200b\ufeff",
  "line\u2028separator\u2029\u0085",
  "##[add-mask]x",
  "x ##[set-output name=a]b",
  "##vso[task.setvariable variable=a]b",
  "x##vso[task.complete result=Failed;]",
  "##[group]x",
  "##teamcity[buildStatus status='FAILURE']",
  "::error::x",
  "::set-output name=a::b",
  " \u00a0\u3000::add-mask::x",
  "\n::error::x",
  "a\r\n::warning file=a::x",
  "\n##vso[task.debug]x",
  "##\u200b[add-mask]x",
  ":\u200b:error::x",
];
