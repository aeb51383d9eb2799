import { invalidArgument } from "../../errors/arguments";
import { FAULT_KINDS, type Fault } from "./fault";

/** Decides which faults strike a call. */
export class FaultPlan {
  private armed: { readonly fault: Fault; seen: number; struck: number }[] = [];

  /**
   * Replaces every fault, and begins to count anew.
   *
   * @throws DataWorksError `InvalidArgument` for a fault that could never strike.
   */
  replace(faults: readonly Fault[]): void {
    for (const { kind, times = 1, every = 1, page = 1 } of faults) {
      if (!FAULT_KINDS.includes(kind)) throw invalidArgument("kind", kind, `use one of ${FAULT_KINDS.join(", ")}`);
      for (const [name, count] of Object.entries({ times, every, page }))
        if (count !== "always" && !(Number.isSafeInteger(count) && count > 0))
          throw invalidArgument(`${name} of the fault '${kind}'`, count, "count from 1");
    }
    this.armed = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
  }

  /** Whether the port is to be closed. */
  get refuses(): boolean {
    return this.armed.some(({ fault }) => fault.kind === "refuse");
  }

  /** The faults that strike a call, in the order in which they were set; the call is counted. */
  strike(pageNumber: number): Fault[] {
    return this.armed.flatMap((armed) => {
      const { page, every = 1, times = "always" } = armed.fault;
      if (page !== undefined && page !== pageNumber) return [];
      armed.seen += 1;
      if (armed.seen % every !== 0 || (times !== "always" && armed.struck >= times)) return [];
      armed.struck += 1;
      return [armed.fault];
    });
  }
}
