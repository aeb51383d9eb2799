import type { CliCommand } from "../command";
export const check: CliCommand = { declare() {}, run: async () => 0 };
