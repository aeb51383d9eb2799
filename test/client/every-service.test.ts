import { inEveryVersion } from "../../src/model/service-traits";
import { Service } from "../../src/testing/emulator/service";
import { transportTo, wirelessOptions } from "../_support/emulated-transport";
import { EVERY_JOB, EVERY_SERVICE, hidesItsEnd, mistakes } from "../_support/every-service";
import { KEYS } from "../_support/signed-request";

const options = wirelessOptions("every-service");

/** One in so many is tried here, another one for each question; all of them in test/real. */
const STRIDE = 17;

test("whatever the service is in what nobody knows, everything is listed and found, or the service hides its end", async () => {
  const broken: string[] = [];
  for (const [turn, traits] of EVERY_SERVICE.entries()) {
    if (turn % STRIDE !== 0) continue;
    const service = new Service(EVERY_JOB, { accessKeys: KEYS, latencyMs: 0, traits: inEveryVersion(traits) });
    const wrong = await mistakes(turn / STRIDE, options, transportTo(service));
    if (wrong.length > 0 !== hidesItsEnd(traits)) broken.push(`${JSON.stringify(traits)}: ${wrong.join("; ")}`);
  }

  expect(EVERY_SERVICE).toHaveLength(3 * 5 * 3 * 3 * 2 * 8 * 2);
  expect(broken).toEqual([]);
});
