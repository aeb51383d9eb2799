import { join } from "node:path";
import ts from "typescript";
import { ERROR_CODES } from "../../src/errors/error";

const root = join(__dirname, "../..");
const entries = ["index", "cdktn", "list", "testing/index"].map((name) => join(root, "src", `${name}.ts`));
const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const program = ts.createProgram(entries, ts.parseJsonConfigFileContent(config, ts.sys, root).options);
const checker = program.getTypeChecker();

/** An export of an entry, or a member of one. */
interface Public {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly comment: string;
  /** What a tag of the comment says; `undefined` when it has none. */
  tag(name: string): string | undefined;
}

/** What users write; what they only read has its meaning in its sentence. */
const WRITTEN =
  /^(\w*(Options|Props|Config|Arguments|Condition|Channel|Receiver|Settings|Filter|Timing)|RuleSet|RuleDefinition)\./;

/** The comment on the whole says it, or on the union's members. */
const SAID_ELSEWHERE = /^(FaultKind|RuleResult)\.|\.synthesizeAttributes$/;

/** An error that is made, what only Terraform knows, a rule of one's own, and an end: they do not throw. */
const NEVER_THROW = /^(DataWorksError|DiAlarmRule)\.|^Rule\.check$|^Emulator\.close$|^resetLookups$/;

const all = publicThings();

test("every export and every member of one has a comment", () => {
  expect(all.length).toBeGreaterThan(300);
  expect(namesOf(all.filter(({ name, comment }) => comment === "" && !SAID_ELSEWHERE.test(name)))).toEqual([]);
});

test("the first sentence of a comment stands alone", () => {
  const broken = all.filter(({ comment }) => comment !== "" && !/^[`A-Z0-9][^\n]*/.test(comment));

  expect(namesOf(broken)).toEqual([]);
});

test("whatever may be left out has its default in its comment", () => {
  const optional = all.filter(({ name, symbol }) => WRITTEN.test(name) && symbol.flags & ts.SymbolFlags.Optional);

  expect(optional.length).toBeGreaterThan(70);
  expect(namesOf(optional.filter((one) => one.tag("default") === undefined))).toEqual([]);
});

test("a number says what it counts, or its unit", () => {
  const numbers = all.filter(({ name, symbol }) => {
    const type = checker.typeToString(checker.getNonNullableType(checker.getTypeOfSymbol(symbol)));
    return type === "number" && symbol.flags & ts.SymbolFlags.Property && !SAID_ELSEWHERE.test(name);
  });
  const unit = /Ms\b|PerSecond\b|Count|Id|minutes|seconds|number|many|often|HTTP status|page|attempt/;

  expect(numbers.length).toBeGreaterThan(10);
  expect(namesOf(numbers.filter(({ name, comment }) => !unit.test(`${name} ${comment}`)))).toEqual([]);
});

test("whatever can throw says so by codes that exist", () => {
  const callable = ts.SymbolFlags.Function | ts.SymbolFlags.Method | ts.SymbolFlags.GetAccessor;
  const functions = all.filter(({ name, symbol }) => symbol.flags & callable && !NEVER_THROW.test(name));
  const codes = ({ tag }: Public) => [...(tag("throws") ?? "").matchAll(/`([A-Z]\w+)`/g)].map(([, code = ""]) => code);
  const known: readonly string[] = [...ERROR_CODES, "DataWorksError"];

  expect(
    namesOf(functions.filter((one) => codes(one).length === 0 && !/DiJobs/.test(one.tag("throws") ?? ""))),
  ).toEqual([]);
  expect(functions.flatMap((one) => codes(one).filter((code) => !known.includes(code)))).toEqual([]);
});

test("whatever is given something says how it refuses what is wrong", () => {
  const given = all.filter(
    ({ name, symbol }) =>
      symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Method) &&
      !NEVER_THROW.test(name) &&
      checker
        .getTypeOfSymbol(symbol)
        .getCallSignatures()
        .some(({ parameters }) => parameters.length > 0),
  );

  expect(given.length).toBeGreaterThan(20);
  expect(namesOf(given.filter((one) => !/`(InvalidArgument|PolicyInvalid)`/.test(one.tag("throws") ?? "")))).toEqual(
    [],
  );
});

test("whatever reads jobs says that it waits, and what a lookup fails with", () => {
  const members = all.filter(({ name }) => name.startsWith("DiJobs.") && !/\.(prefetch|assert)$/.test(name));
  const [diJobs] = all.filter(({ name }) => name === "DiJobs");

  expect(members.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(["DiJobs.all", "DiJobs.where"]));
  expect(namesOf(members.filter(({ comment }) => !/\bwaits for the answer\b/i.test(comment)))).toEqual([]);
  expect(namesOf(members.filter(({ tag }) => !/a lookup does/.test(tag("throws") ?? "")))).toEqual([]);
  expect([...(diJobs?.comment ?? "").matchAll(/`([A-Z]\w+)`/g)].map(([, code]) => code)).toEqual(
    expect.arrayContaining(ERROR_CODES.filter((code) => !NOT_OF_A_LOOKUP.includes(code))),
  );
});

/** Codes of what a program gives, of single jobs, and of other commands. */
const NOT_OF_A_LOOKUP: readonly string[] = [
  "InvalidArgument",
  "UnresolvedToken",
  "NotInStack",
  "JobNotFound",
  "JobNameAmbiguous",
  "SnapshotNotWritten",
  "PolicyInvalid",
  "BaselineInvalid",
  "OutputNotWritten",
  "AppFailed",
  "FrameworkMissing",
  "EmulatorFailed",
];

function namesOf(things: readonly Public[]): string[] {
  return things.map(({ name }) => name);
}

function publicThings(): Public[] {
  const found = new Map<string, Public>();
  const add = (name: string, symbol: ts.Symbol) => {
    const isOurs = symbol.declarations?.some((one) => one.getSourceFile().fileName.startsWith(join(root, "src")));
    if (!isOurs || found.has(name)) return;
    const tag = (wanted: string) => {
      const given = symbol.getJsDocTags(checker).find((one) => one.name === wanted);
      return given && ts.displayPartsToString(given.text);
    };
    const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    found.set(name, { name, symbol, comment, tag });
    for (const member of membersOf(symbol)) add(`${name}.${member.getName()}`, member);
  };
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    for (const exported of module === undefined ? [] : checker.getExportsOfModule(module))
      add(exported.getName(), exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported);
  }
  return [...found.values()];
}

/** The properties and methods of a class, an interface or a type, and the static ones of a class. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias))) return [];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const objects = (type.isUnion() ? type.types : [type]).filter(({ flags }) => flags & ts.TypeFlags.Object);
  const statics = symbol.flags & ts.SymbolFlags.Class ? [checker.getTypeOfSymbol(symbol)] : [];
  return [...objects, ...statics]
    .flatMap((one) => one.getProperties())
    .filter((member) => !/^(#|__|prototype$)/.test(member.getName()));
}
