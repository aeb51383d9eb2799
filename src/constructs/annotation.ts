import type { IConstruct } from "constructs";
import { visible, visibleLines } from "../text/visible";

/** How serious an annotation is; an `error` fails the synthesis. */
export type AnnotationLevel = "info" | "warn" | "error";

/**
 * Puts a message on a construct, once, the way cdktf and CDK Terrain collect them.
 *
 * As plain metadata rather than through the framework: clean text for every stack, without a stack trace, and the
 * same code for both frameworks. Only the frameworks' own command lines show warnings; without one they go to stderr.
 */
export function annotate(construct: IConstruct, level: AnnotationLevel, message: string): void {
  const type = `@cdktf/${level}`;
  // Whoever prints it prints it as it is.
  const text = visibleLines(message);
  if (construct.node.metadata.some((entry) => entry.type === type && entry.data === text)) return;
  construct.node.addMetadata(type, text);
  if (level === "warn" && !runsUnderCli()) process.stderr.write(`warning: [${visible(construct.node.path)}] ${text}\n`);
}

/** Says something about the run when the app is written already; under a command line of a framework, too. */
export function tell(message: string): void {
  process.stderr.write(`${visibleLines(message)}\n`);
}

/** Tells whether any construct of the app carries an error. */
export function hasErrors(root: IConstruct): boolean {
  return root.node.findAll().some(({ node }) => node.metadata.some(({ type }) => type === "@cdktf/error"));
}

/** Their command lines set this variable for the app they run. */
function runsUnderCli(): boolean {
  return process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
}
