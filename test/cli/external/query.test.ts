import { parseExternalQuery } from "../../../src/cli/external/query";
import { failure } from "../../_support/failure";

const WORKSPACE = "cn-shanghai/1967";
const parse = (query: unknown) => parseExternalQuery(JSON.stringify(query));

test.each([
  [{ name: "orders" }, { name: "orders" }],
  [{ id: "16627" }, { id: "16627" }],
  [{ names: '["a","b"]' }, { names: ["a", "b"] }],
  [{ names: "[]" }, { names: [] }],
  [{ name: "${TfToken[TOKEN.0]}" }, { name: "${TfToken[TOKEN.0]}" }],
  [{ name: "orders", id: null }, { name: "orders" }],
])("%j asks for %j", (query, wanted) => {
  expect(parse({ workspace: WORKSPACE, ...query })).toEqual({
    workspace: WORKSPACE,
    mode: undefined,
    missing: "fail",
    wanted,
  });
});

test("mode, and what is done about a job that is not there, are the query's", () => {
  expect(parse({ name: "orders", mode: "locked", missing: "empty" })).toMatchObject({
    workspace: undefined,
    mode: "locked",
    missing: "empty",
  });
});

test.each([
  [{}, "the query names no job"],
  [{ name: "a", names: "[]" }, "the query has name and names"],
  [{ nmae: "a" }, "did you mean 'name'?"],
  [{ name: 7 }, "name cannot be '7'"],
  [{ name: "", missing: "empty" }, "name cannot be ''"],
  [{ id: "", missing: "empty" }, "id cannot be ''"],
  [{ id: "abc", missing: "empty" }, "id cannot be 'abc'"],
  [{ id: "500 ", missing: "empty" }, "id cannot be '500 '"],
  [{ id: 500 }, "id cannot be '500'"],
  [{ names: '["a",""]', missing: "empty" }, "names[1] cannot be ''"],
  [{ names: "orders" }, "jsonencode([…])"],
  [{ names: '{"a":1}' }, "names cannot be an object"],
  [{ names: '["a",1]' }, "names[1] cannot be '1'"],
  [{ name: "a", mode: "record" }, "mode cannot be 'record'"],
  [{ name: "a", missing: "null" }, "missing cannot be 'null'"],
  [["name"], "the query cannot be a list"],
  [null, "the query cannot be 'null'"],
])("%j is refused: %s", (query, says) => {
  expect(failure(() => parse(query)).message).toContain(says);
});

test.each([
  ["", "the query is empty"],
  [" \n", "the query is empty"],
  ['{"name":', "the query is no JSON"],
  ['{"name":"a","name":"b"}', "the query is JSON with a name twice in one object"],
  ['{"name":"a","n\\u0061me":"b"}', "the query is JSON with a name twice in one object"],
])("%j is no query", (input, says) => {
  expect(failure(() => parseExternalQuery(input)).message).toContain(says);
});
