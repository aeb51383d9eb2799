import type { CliCommand } from "../command";
export const refresh: CliCommand = { declare() {}, run: async () => 0 };
