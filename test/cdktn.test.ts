import * as ofTerrain from "../src/cdktn";
import * as ofCdktf from "../src/index";

test("both entries have the same public names", () => {
  expect(Object.keys(ofTerrain).sort()).toEqual(Object.keys(ofCdktf).sort());
});
