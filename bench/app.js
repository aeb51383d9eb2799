// One way to get jobs into an app, measured in a process of its own: node app.js WAY prints the milliseconds it took.
const { execFileSync } = require("node:child_process");
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { DiJobs, listDiJobs } = require("cdktf-dataworks-di-jobs");
const { sequentialLoop } = require("./sdk-loop");

const app = new App();
const stacks = Array.from({ length: 10 }, (_, index) => new TerraformStack(app, `stack${index + 1}`));
const question = (projectId) => ({ regionId: "cn-shanghai", projectId });
const jobsOf = (projectId) => new DiJobs(stacks[projectId - 1], "jobs", question(projectId));
const every = (count, make) => Array.from({ length: count }, (_, index) => make(index + 1));
const output = (id, value) => new TerraformOutput(stacks[0], id, { value });

/** Jobs that were read, so that a way that reads none is seen. */
const read = (all) => all.reduce((sum, jobs) => sum + jobs.totalCount, 0);
const spawnEach = (way) =>
  every(10, (projectId) =>
    Number(execFileSync(process.execPath, [__filename, way, projectId], { encoding: "utf8" }).split(" ")[1]),
  ).reduce((sum, count) => sum + count);

async function listed(projectId) {
  const jobs = [];
  for await (const job of listDiJobs(question(projectId))) jobs.push(job);
  return jobs.length;
}

const WAYS = {
  one: () => read(every(1, jobsOf)),
  ten: () => read(every(10, jobsOf)),
  "ten, each read when built": () => every(10, (projectId) => jobsOf(projectId).totalCount).reduce((a, b) => a + b),
  "ten after prefetch, each read when built": () => {
    DiJobs.prefetch(every(10, question));
    return WAYS["ten, each read when built"]();
  },
  "thirty in five stacks": () =>
    every(30, (projectId) => {
      return new DiJobs(stacks[projectId % 5], `jobs${projectId}`, question(projectId)).totalCount;
    }).reduce((a, b) => a + b),
  "thirty in five stacks after prefetch": () => {
    DiJobs.prefetch(every(30, question));
    return WAYS["thirty in five stacks"]();
  },
  "synth of thirty in five stacks": () => {
    const count = WAYS["thirty in five stacks"]();
    app.synth();
    return count;
  },
  "sdk loop": async () => {
    let count = 0;
    for (const projectId of every(10, (id) => id)) count += await sequentialLoop(projectId);
    return count;
  },
  "sdk loop of one": (projectId) => sequentialLoop(projectId),
  "listDiJobs of one": (projectId) => listed(projectId),
  "ten spawns, sdk loop": () => spawnEach("sdk loop of one"),
  "ten spawns, listDiJobs": () => spawnEach("listDiJobs of one"),
  "synth without lookup": () => {
    output("id", "job_1");
    app.synth();
    return 0;
  },
  "synth with one lookup": () => {
    output("id", jobsOf(1).findJob("job_1").diJobId);
    app.synth();
    return 1;
  },
  "synth with ten lookups": () => {
    const ids = every(10, jobsOf).map((jobs) => jobs.findJob("job_1").diJobId);
    output("id", ids[0]);
    app.synth();
    return ids.length;
  },
  "synth with toMap": () => {
    const jobs = jobsOf(1);
    output("map", jobs.toMap());
    app.synth();
    return jobs.totalCount;
  },
};

async function main([way, argument]) {
  const startedAtMs = performance.now();
  const count = await WAYS[way](argument);
  console.log(`${performance.now() - startedAtMs} ${count}`);
}

void main(process.argv.slice(2));
