import type { CliCommand } from "../command";
export const drift: CliCommand = { declare() {}, run: async () => 0 };
