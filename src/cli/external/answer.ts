import { type DataWorksError, forAll } from "../../errors/error";
import { halfCharacter, jobIdNotFound, jobNameAmbiguous, jobNamesComposed, jobNotFound } from "../../errors/jobs";
import { jobNotRecorded } from "../../errors/snapshot";
import { groupBy } from "../../model/group-by";
import { type DiJob, JOB_FIELD_ROWS } from "../../model/job";
import type { Listing } from "../../model/listing";
import { describeQuery } from "../../model/query";
import type { JobHistory } from "../../snapshot/history";
import { nearestNames } from "../../text/nearest";
import { quoted } from "../../text/words";
import type { ExternalQuery } from "./query";

/** The result of a `data "external"`: a flat map of texts. */
export type ExternalAnswer = Readonly<Record<string, string>>;

/**
 * Answers a `data "external"` from a whole listing.
 *
 * @param history what the snapshot tells of a name that the listing lacks.
 * @throws DataWorksError `JobNotFound` unless the query takes empty texts instead, `JobNameAmbiguous`,
 * `InvalidArgument` for texts that Terraform cannot hold.
 */
export function answerExternal(
  { wanted, missing }: ExternalQuery,
  listing: Listing,
  history: () => JobHistory | undefined,
): ExternalAnswer {
  const found = new NamedJobs(listing, history);
  const { observedAt, source } = listing;
  const seen = { observed_at: observedAt, source };
  const orEmpty = (job: DiJob | undefined, failure: () => DataWorksError) => {
    if (job === undefined && missing === "fail") throw failure();
    return job;
  };
  if ("id" in wanted) {
    const { id } = wanted;
    return {
      ...textsOf(
        orEmpty(found.byId(id), () => jobIdNotFound(id, found.where)),
        found.where,
      ),
      ...seen,
    };
  }
  const byName = (name: string) => orEmpty(found.byName(name), () => found.notFound(name));
  if ("name" in wanted) return { ...textsOf(byName(wanted.name), found.where), ...seen };
  const jobs = forAll(new Set(wanted.names), (name) => {
    const job = byName(name);
    return job === undefined ? [] : [[name, textsOf(job, found.where)] as const];
  });
  return { jobs: JSON.stringify(Object.fromEntries(jobs.flat())), ...seen };
}

/** Every text of a job under its name in Terraform; no text where there is no job. */
function textsOf(job: DiJob | undefined, where: string): ExternalAnswer {
  const texts = JOB_FIELD_ROWS.map(({ name, tag }) => [tag.replaceAll("-", "_"), job?.[name] ?? ""] as const);
  if (job !== undefined && texts.some(([, text]) => /\p{Cs}/u.test(text)))
    throw halfCharacter([job], where, "write its id into the configuration");
  return Object.fromEntries(texts);
}

/** The jobs of a listing by name as Terraform writes names: it composes characters (Unicode NFC). */
class NamedJobs {
  readonly where: string;
  readonly #listing: Listing;
  readonly #byName: ReadonlyMap<string, readonly DiJob[]>;
  readonly #history: () => JobHistory | undefined;

  constructor(listing: Listing, history: () => JobHistory | undefined) {
    this.where = describeQuery(listing.query);
    this.#listing = listing;
    this.#byName = groupBy(listing.jobs, ({ jobName }) => jobName.normalize("NFC"));
    this.#history = history;
  }

  byId(id: string): DiJob | undefined {
    const job = this.#listing.jobs.find(({ diJobId }) => diJobId === id);
    if (job === undefined && this.#listing.recordedNames !== undefined)
      throw this.#notRecorded(`the job with the id ${quoted(id)}`);
    return job;
  }

  byName(name: string): DiJob | undefined {
    const namesakes = this.#byName.get(name.normalize("NFC")) ?? [];
    const [job, ...others] = namesakes;
    // That a name was free is recorded, too.
    if (job === undefined && this.#listing.recordedNames?.includes(name) === false)
      throw this.#notRecorded(quoted(name));
    if (job === undefined || others.length === 0) return job;
    const wayOut = `name one by its id: id = "${job.diJobId}"`;
    if (others.some(({ jobName }) => jobName !== job.jobName)) throw jobNamesComposed(namesakes, this.where, wayOut);
    const ids = namesakes.map(({ diJobId }) => diJobId);
    throw jobNameAmbiguous(job.jobName, this.where, ids, wayOut);
  }

  #notRecorded(job: string): DataWorksError {
    return jobNotRecorded(job, this.where, this.#listing.observedAt);
  }

  notFound(name: string): DataWorksError {
    if (this.#listing.recordedNames !== undefined) return this.#notRecorded(quoted(name));
    const names = this.#listing.jobs.map(({ jobName }) => jobName);
    return jobNotFound(
      name,
      this.where,
      { nearest: nearestNames(name, names, 5), names },
      this.#history()?.hints(name),
    );
  }
}
