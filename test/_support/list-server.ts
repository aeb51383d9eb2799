import type { Transport } from "../../src/client/session";
import type { VirtualClock } from "./virtual-clock";

/** A job of a list, as far as these tests care. */
export interface ListedJob {
  readonly id: number;
  readonly name: string;
}

/** How a server answers, and what happens between its answers. */
export interface ListServerOptions {
  /** Called before a page is read, with how many were read already. */
  readonly between?: (server: ListServer, before: number) => void;
  /** How long a call is on its way there, and back; calls overtake one another. @default 10 */
  readonly wayMs?: () => number;
  /** The most jobs on a page, whatever is asked for. @default 100 */
  readonly pageCap?: number;
  /** By which size the pages before are counted. @default "own" */
  readonly offset?: "own" | "asked";
  /** What `TotalCount` says. @default the jobs of the list */
  readonly total?: (list: number, page: number) => number;
  /** What an answer says of its page. @default number and size of the page */
  readonly echo?: (number: number, size: number, asked: number) => object;
  /** Status of a job at this moment. @default "Running" */
  readonly status?: () => string;
}

/** So many jobs, with the ids and names 1, 2, 3 … */
export const listedJobs = (count: number): ListedJob[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, name: `job_${index + 1}` }));

/** A server of one list on a virtual clock; every page is read at one instant, while its call is under way. */
export class ListServer {
  /** Every state of the list, and the time from which it was so. */
  readonly states: { readonly fromMs: number; readonly jobs: readonly ListedJob[] }[] = [];
  /** Pages in the order in which they were read. */
  readonly asked: number[] = [];
  /** Sizes that were asked for. */
  readonly sizes: number[] = [];

  constructor(
    private readonly clock: VirtualClock,
    jobs: readonly ListedJob[],
    private readonly options: ListServerOptions = {},
  ) {
    this.become(jobs);
  }

  get jobs(): readonly ListedJob[] {
    return this.states.at(-1)?.jobs ?? [];
  }

  /** Changes the list, in one step. */
  become(jobs: readonly ListedJob[]): void {
    this.states.push({ fromMs: this.clock.nowMs(), jobs });
  }

  readonly send: Transport = async ({ parameters, exchange }) => {
    const {
      wayMs = () => 10,
      between = () => {},
      pageCap = 100,
      offset = "own",
      total = (list) => list,
    } = this.options;
    const { echo = (PageNumber, PageSize) => ({ PageNumber, PageSize }), status = () => "Running" } = this.options;
    exchange.onSent?.();
    await this.clock.sleep(wayMs(), exchange.signal);
    between(this, this.asked.length);
    const number = Number(parameters.PageNumber);
    const asked = Number(parameters.PageSize);
    const size = Math.min(pageCap, asked);
    this.asked.push(number);
    this.sizes.push(asked);
    const start = (number - 1) * (offset === "own" ? size : asked);
    const jobs = this.jobs.slice(start, start + size);
    const rows = jobs.map(({ id, name }) => ({
      DIJobId: id,
      ProjectId: 1967,
      JobName: name,
      MigrationType: "Full",
      SourceDataSourceType: "MySQL",
      DestinationDataSourceType: "Hologres",
      JobStatus: status(),
    }));
    const TotalCount = total(this.jobs.length, jobs.length);
    const text = JSON.stringify({ DIJobPaging: { TotalCount, ...echo(number, size, asked), DIJobs: rows } });
    await this.clock.sleep(wayMs(), exchange.signal);
    exchange.onAnswered?.();
    return { text, statusCode: 200, requestId: "REQ-0" };
  };
}
