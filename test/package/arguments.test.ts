import { App } from "cdktf";
import { fakeDiJobs } from "../../src/testing";
import { type Mistake, mistakesIn, omissionsFrom, plain } from "../_support/mistakes";
import { answerOf, ENTRIES, OFFLINE } from "../_support/public-functions";

/** What takes no argument, or is told about something that went wrong already: an error must not hide another. */
const EXEMPT = ["DataWorksError", "DiAlarmRule#synthesizeAttributes", "resetLookups"];

beforeAll(() => {
  Object.assign(process.env, OFFLINE);
  // Once there is a fake, a prefetch asks nothing and no later fake comes too late: the order of the rows does not matter.
  fakeDiJobs(new App(), {});
});

describe.each(Object.entries(ENTRIES))("the entry for %s", (_, { of, rows }) => {
  test("has every public function in the table", () => {
    const inTable = new Set(Object.keys(rows).map((name) => name.replace(/ (with|to|of) .*/, "")));

    expect([...inTable].sort()).toEqual(functionsOf(of).sort());
  });

  test.each(Object.entries(rows).filter(([name]) => name !== "startEmulator"))(
    "%s takes what is right",
    async (_name, { call, full, least = full }) => {
      for (const given of [full, least]) expect(await answerOf(call, given.map(plain))).not.toMatch(/InvalidArgument/);
    },
  );

  test.each(Object.entries(rows))(
    "%s refuses what is no argument",
    async (_name, { call, full, least = full, where = "", codes = ["InvalidArgument"] }) => {
      const wrong = [
        ...full.flatMap((example, index) => calls(mistakesIn(example), full, index)),
        ...least.flatMap((example, index) => calls([LEFT_OUT, ...omissionsFrom(example)], least, index)),
      ];

      const taken = await Promise.all(
        wrong.map(async ({ what, names, given }) => {
          const answer = await answerOf(call, given);
          const isRefused =
            codes.some((code) => answer.startsWith(`${code} at ${where}`)) &&
            [names, "nonsense"].some((name) => answer.includes(name));
          return isRefused ? [] : [`${what}: ${answer}`];
        }),
      );

      expect(wrong.length).toBeGreaterThan(5);
      expect(taken.flat()).toEqual([]);
    },
  );
});

const LEFT_OUT: Mistake = { what: "undefined", value: undefined, names: "" };

/** The arguments of calls with one mistake in the argument at an index. */
function calls(mistakes: readonly Mistake[], examples: readonly unknown[], index: number) {
  const right = examples.map(plain);
  return mistakes.map((mistake) => ({
    ...mistake,
    what: `${index}${mistake.what}`,
    given: right.map((argument, at) => (at === index ? mistake.value : argument)),
  }));
}

/** The functions that a module gives to its users: its own, those in its objects, and the members of its classes. */
function functionsOf(module: object): string[] {
  return Object.entries(module).flatMap(([name, value]): string[] => {
    if (EXEMPT.includes(name)) return [];
    if (typeof value === "object")
      return Object.keys(value).flatMap((key) => (typeof value[key] === "function" ? [`${name}.${key}`] : []));
    if (typeof value !== "function") return [];
    return String(value).startsWith("class") ? membersOf(name, value) : [name];
  });
}

function membersOf(name: string, ofClass: { readonly prototype: object }): string[] {
  const members = [`new ${name}`];
  for (let own = ofClass; isOurs(own); own = Object.getPrototypeOf(own)) {
    members.push(...methodsOf(own).map((method) => `${name}.${method}`));
    members.push(...methodsOf(own.prototype).map((method) => `${name}#${method}`));
  }
  return members.filter((member) => !EXEMPT.includes(member));
}

function methodsOf(holder: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, { value }]) =>
    typeof value === "function" && name !== "constructor" ? [name] : [],
  );
}

/** Not a framework's class, nor the root of all functions. */
function isOurs(value: { readonly prototype: object }): boolean {
  return typeof value === "function" && /^class (DiJobs|DiAlarmRule|TagWithJob)/.test(String(value));
}
