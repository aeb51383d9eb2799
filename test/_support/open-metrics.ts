/** One sample: what is measured, of what, and how much. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const TYPE = new RegExp(`^# TYPE (${NAME}) (gauge)$`);
const UNIT = new RegExp(`^# UNIT (${NAME}) ([a-z]+)$`);
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\"\n]|\\\\[n\\\\"])*)$`);
const SAMPLE = new RegExp(`^(${NAME})\\{(.*)\\} (-?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)$`);
const LABEL = /(?:^|,)([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^\\"\n]|\\[n\\"])*)"/y;

/** Suffixes that OpenMetrics keeps for samples of other types. */
const RESERVED = /_(total|created|count|sum|bucket|gcount|gsum|info)$/;

/**
 * Reads an exposition of gauges as the grammar of OpenMetrics 1.0 has it, and what it demands beside the grammar: a type before
 * the samples, families in one piece, a name that ends with its unit, no sample twice, `# EOF` at the end.
 */
export function parseOpenMetrics(text: string): Sample[] {
  if (!text.endsWith("\n# EOF\n")) throw new Error("it does not end with # EOF");
  const samples: Sample[] = [];
  const [families, seen] = [new Set<string>(), new Set<string>()];
  let family = "";
  for (const line of text.slice(0, -"# EOF\n".length).trimEnd().split("\n")) {
    const type = TYPE.exec(line)?.[1];
    if (type !== undefined) {
      if (families.has(type) || RESERVED.test(type)) throw new Error(`a family that cannot be: ${type}`);
      families.add(type);
      family = type;
      continue;
    }
    const [, of, unit] = UNIT.exec(line) ?? HELP.exec(line)?.slice(0, 2) ?? [];
    if (of !== undefined) {
      if (of !== family || (unit !== undefined && !family.endsWith(`_${unit}`)))
        throw new Error(`out of place: ${line}`);
      continue;
    }
    const [, name = "", labels = "", value] = SAMPLE.exec(line) ?? [];
    if (name !== family) throw new Error(`no line of ${family}: ${line}`);
    if (seen.has(`${name}{${labels}}`)) throw new Error(`twice: ${line}`);
    seen.add(`${name}{${labels}}`);
    samples.push({ name, labels: parseLabels(labels), value: Number(value) });
  }
  return samples;
}

function parseLabels(text: string): Record<string, string> {
  const labels: [string, string][] = [];
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const at = LABEL.lastIndex;
    const [, name = "", value = ""] = LABEL.exec(text) ?? [];
    if (name === "") throw new Error(`no label at ${at}: ${text}`);
    labels.push([name, value.replace(/\\(.)/g, (_, char) => (char === "n" ? "\n" : char))]);
  }
  if (new Set(labels.map(([name]) => name)).size < labels.length) throw new Error(`a label twice: ${text}`);
  return Object.fromEntries(labels);
}
