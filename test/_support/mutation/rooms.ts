/** A room of the source, and how many percent of its mutants the fast tests must kill. */
export interface Room {
  readonly name: string;
  readonly folder: string;
  /** A folder in it that is a room of its own. */
  readonly without?: string;
  readonly least: number;
}

export const ROOMS: readonly Room[] = [
  { name: "text", folder: "src/text/", least: 85 },
  { name: "errors", folder: "src/errors/", least: 85 },
  { name: "model", folder: "src/model/", least: 85 },
  { name: "client", folder: "src/client/", without: "src/client/credentials/", least: 85 },
  { name: "credentials", folder: "src/client/credentials/", least: 85 },
  { name: "snapshot", folder: "src/snapshot/", least: 90 },
  { name: "lookup", folder: "src/lookup/", least: 85 },
  { name: "checks", folder: "src/checks/", least: 90 },
  { name: "constructs", folder: "src/constructs/", least: 85 },
  { name: "report", folder: "src/cli/report/", without: "src/cli/report/formats/", least: 85 },
  { name: "formats", folder: "src/cli/report/formats/", least: 85 },
];

/** The room of a file, by its path from the root. */
export function roomOf(path: string): Room | undefined {
  return ROOMS.find(({ folder, without }) => path.startsWith(folder) && !(without && path.startsWith(without)));
}
