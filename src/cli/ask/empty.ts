import type { Listing } from "../../model/listing";
import { describeQuery } from "../../model/query";
import type { Terminal } from "../terminal/terminal";

/** Says which questions found no job at all: a wrong id may be a workspace, too, and every rule passes without jobs. */
export function noteEmpty(listings: readonly Listing[], terminal: Terminal): void {
  for (const { query, jobs } of listings)
    if (jobs.length === 0) terminal.note(`note: ${describeQuery(query)} has no jobs: are the region and the id right?`);
}
