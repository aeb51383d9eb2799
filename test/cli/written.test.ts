import type { SchemaParts } from "../../src/cli/written";
import { written } from "../../src/cli/written";

const schema = ({ z, head, count, error }: SchemaParts) =>
  z.object({
    ...head("owners"),
    owners: z.array(z.object({ owner: z.string(), jobs: count, note: z.string().optional() })),
    unanswered: z.array(z.object(error)).optional(),
  });

const head = { version: 1, command: "owners" } as const;
const owner = { owner: "u1", jobs: 2 };

test("what a schema says is written, exactly and without a command for whoever shows it", () => {
  expect(written(schema, { ...head, owners: [{ ...owner, note: "##[error]" }] })).toBe(
    JSON.stringify({ ...head, owners: [{ ...owner, note: "@" }] }, null, 2).replace("@", "\\u0023#[error]"),
  );
});

test("a key that the schema lacks, or that is missing, misspelt or of another type, does not compile", () => {
  const [owners, more] = [[owner], [{ ...owner, extra: 1 }]];
  const texts = [
    written(schema, { ...head, owners }),
    // @ts-expect-error A key that the schema lacks.
    written(schema, { ...head, owners, extra: 1 }),
    // @ts-expect-error The same deep inside, also where it comes by a variable.
    written(schema, { ...head, owners: more }),
    // @ts-expect-error A key that is missing.
    written(schema, { ...head }),
    // @ts-expect-error One that is missing deep inside.
    written(schema, { ...head, owners: [{ owner: "u1" }] }),
    // @ts-expect-error One that may be left out, misspelt.
    written(schema, { ...head, owners, unanswerd: [] }),
    // @ts-expect-error Another type.
    written(schema, { ...head, owners: [{ owner: 1, jobs: 2 }] }),
    // @ts-expect-error Another command.
    written(schema, { ...head, command: "list", owners }),
  ];

  expect(new Set(texts).size).toBeGreaterThan(1);
});
