import type { Fault } from "./fault";
import { faultsArgument } from "./fault-argument";

/** What of a call decides whether a fault can strike it. */
export interface StruckCall {
  readonly pageNumber: number;
  readonly action?: string | undefined;
  /** Whether it asks for the jobs of a workspace, as people type it. */
  isFor(workspace: string): boolean;
}

/** Decides which faults strike a call. */
export class FaultPlan {
  #armed: { readonly fault: Fault; seen: number; struck: number }[] = [];

  /**
   * Replaces every fault, and begins to count anew.
   *
   * @throws DataWorksError `InvalidArgument` for a fault that could never strike.
   */
  replace(faults: readonly Fault[]): void {
    this.#armed = faultsArgument(faults, "faults").map((fault) => ({ fault, seen: 0, struck: 0 }));
  }

  /** Whether the port is to be closed. */
  get refuses(): boolean {
    return this.#armed.some(({ fault }) => fault.kind === "refuse");
  }

  /** The faults that strike a call, in the order in which they were set; the call is counted. */
  strike(call: StruckCall): Fault[] {
    return this.#armed.flatMap((armed) => {
      const { page, action, workspace, every = 1, times = "always" } = armed.fault;
      if (page !== undefined && page !== call.pageNumber) return [];
      if (action !== undefined && action !== call.action) return [];
      if (workspace !== undefined && !call.isFor(workspace)) return [];
      armed.seen += 1;
      if (armed.seen % every !== 0 || (times !== "always" && armed.struck >= times)) return [];
      armed.struck += 1;
      return [armed.fault];
    });
  }
}
