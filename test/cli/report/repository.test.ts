import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathFrom, repositoryRoot } from "../../../src/cli/report/repository";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "dijobs-repository-")));
const inner = join(folder, "repository", "infra", "jobs");
mkdirSync(inner, { recursive: true });
for (const name of ["repository/.git", "elsewhere"]) mkdirSync(join(folder, name));
afterAll(() => rmSync(folder, { recursive: true }));

test("the root of the sources is what GitHub says, and behind links where it really is", () => {
  symlinkSync(join(folder, "repository"), join(folder, "link"));

  expect(repositoryRoot({ GITHUB_WORKSPACE: folder }, inner)).toBe(folder);
  expect(repositoryRoot({ GITHUB_WORKSPACE: join(folder, "link") }, inner)).toBe(join(folder, "repository"));
});

test("elsewhere than GitHub says it is the nearest folder with .git", () => {
  expect(repositoryRoot({}, inner)).toBe(join(folder, "repository"));
  for (const GITHUB_WORKSPACE of ["", join(folder, "gone"), join(folder, "elsewhere")])
    expect(repositoryRoot({ GITHUB_WORKSPACE }, inner)).toBe(join(folder, "repository"));
});

test("without a repository it is the folder itself", () => {
  expect(repositoryRoot({}, folder)).toBe(folder);
});

test.each([
  [join(inner, "dijobs.policy.yaml"), "infra/jobs/dijobs.policy.yaml"],
  [join(folder, "repository", "..policy.yaml"), "..policy.yaml"],
  [join(folder, "elsewhere", "policy.yaml"), join(folder, "elsewhere", "policy.yaml")],
])("%s is seen from the root as %s", (path, shown) => {
  expect(pathFrom(join(folder, "repository"), path)).toBe(shown);
});
