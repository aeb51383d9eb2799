import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import OpenApiClient, { $OpenApiUtil } from "@alicloud/openapi-core";
import { RuntimeOptions } from "@darabonba/typescript";
import { type Emulator, type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { apartFrom, mistakesIn, or, plain, word } from "../_support/mistakes";

const running: Emulator[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

const JOB = {
  regionId: "cn-shanghai",
  projectId: or("1967", "number"),
  diJobId: or("16626", "number"),
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
  owner: "me",
  specType: word("CLASSIC"),
};

/** Every command of a running emulator, with what it takes. */
const COMMANDS: Readonly<Record<string, readonly unknown[]>> = {
  setJobs: [apartFrom([JOB], [plain(JOB), plain(JOB)], [{}])],
  setWorkspaces: [[{ projectId: apartFrom("1967", "orders"), projectName: "orders_prod", status: "Available" }]],
  setTraits: [{ order: word("newest"), pageSizeMost: apartFrom(50, 0, 101) }],
  addJobs: [[JOB]],
  removeJob: [apartFrom(or("16626", "number"), "", "orders", 1.5)],
  updateJob: [apartFrom(or("16626", "number"), "orders"), JOB],
  setFaults: [
    [
      { kind: word("error"), code: "Throttling.User", status: 429, message: "no", retryAfterMs: 5 },
      { kind: word("slow"), delayMs: 1, times: apartFrom(2, 0, 1.5), every: apartFrom(2, 0), page: apartFrom(2, -1) },
      { kind: word("shift"), addJobs: [JOB], removeJobs: ["16626"] },
      { kind: word("html"), workspace: apartFrom("cn-shanghai/1967", "1967", "cn-shanghai/", "Shanghai/1967") },
      { kind: "refuse" },
      { kind: "reset", when: word("mid-body") },
    ],
  ],
};

async function start(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

/** Lists by the vendor's newer SDK, another code base than the one this package signs with. */
async function listBySdk(
  { env }: Pick<Emulator, "env">,
  version: "2020-05-18" | "2024-05-18",
  parameters: Record<string, unknown> = {},
  accessKeySecret = env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
) {
  const { host, protocol } = new URL(env.DIJOBS_ENDPOINT ?? "");
  const config = {
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret,
    securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN,
    endpoint: host,
    protocol: protocol.replace(":", ""),
  };
  const client = new OpenApiClient(new $OpenApiUtil.Config(config));
  const isForm = version === "2020-05-18";
  const params = new $OpenApiUtil.Params({
    action: "ListDIJobs",
    version,
    protocol: "HTTPS",
    pathname: "/",
    method: isForm ? "POST" : "GET",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  const asked = { ProjectId: 1967, ...parameters };
  const request = new $OpenApiUtil.OpenApiRequest(isForm ? { body: asked } : { query: asked });
  const { body } = await client.callApi(params, request, new RuntimeOptions({}));
  return isForm ? body.DIJobPaging : body.PagingInfo;
}

/** A request that nobody signed, and whatever becomes of it. */
async function unsigned(endpoint: string): Promise<{ status?: number | undefined; body: string; error?: string }> {
  let body = "";
  try {
    const [response] = await once(http.get(endpoint, { agent: new http.Agent() }), "response");
    for await (const chunk of response) body += chunk;
    return { status: response.statusCode, body };
  } catch (error) {
    return { body, error: Object(error).code };
  }
}

/** Starts a program of Node.js that the tests end at the latest, and waits for its first line. */
async function startScript(...args: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], cwd: join(__dirname, "../..") });
  children.push(child);
  const [line] = await once(child.stdout, "data");
  return { child, line: String(line) };
}

/** Connects to a listener; what it resolves to, later, resolves when the connection has gone. */
async function connected(endpoint: string): Promise<{ gone: Promise<void> }> {
  const socket = net.connect(Number(new URL(endpoint).port), "127.0.0.1");
  await once(socket, "connect");
  return { gone: new Promise((resolve) => void socket.on("error", () => {}).on("close", () => resolve())) };
}

describe("the vendor's newer SDK", () => {
  test("lists the API page's sample in both versions", async () => {
    const emulator = await start();

    const [old, recent] = [await listBySdk(emulator, "2020-05-18"), await listBySdk(emulator, "2024-05-18")];

    expect(old).toMatchObject({ TotalCount: 6, PageNumber: 1, PageSize: 10 });
    expect(old.DIJobs[0]).toEqual({
      DIJobId: 16626,
      ProjectId: 1967,
      JobName: "mysql_to_holo_sync_8772",
      MigrationType: "Full",
      SourceDataSourceType: "MySQL",
      DestinationDataSourceType: "Hologres",
      JobStatus: "Finished",
    });
    expect(recent.DIJobs.map(({ Id }: { Id: number }) => Id)).toEqual([16626, 16627, 16628, 16629, 16630, 16631]);
  });

  test.each(["2020-05-18", "2024-05-18"] as const)("has any characters signed and filtered by %s", async (version) => {
    const jobName = "作业 (1)*'!~ +&=%20";
    const emulator = await start({ jobs: [{ jobName }, { jobName: "other" }] });

    const page = await listBySdk(emulator, version, { JobName: jobName, Name: jobName });

    expect(page.DIJobs).toEqual([expect.objectContaining({ JobName: jobName })]);
  });

  test("is refused with a wrong secret", async () => {
    const emulator = await start();

    await expect(listBySdk(emulator, "2020-05-18", {}, "wrong")).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
      statusCode: 400,
    });
  });

  test("lists with a temporary key, and is refused when it has expired", async () => {
    const key = { secret: "s", securityToken: "t" };
    const [valid, expired] = await Promise.all([
      start({ accessKeys: { STStest: key } }),
      start({ accessKeys: { STStest: { ...key, expired: true } } }),
    ]);

    expect(await listBySdk(valid, "2024-05-18")).toMatchObject({ TotalCount: 6 });
    await expect(listBySdk(expired, "2024-05-18")).rejects.toMatchObject({ code: "InvalidSecurityToken.Expired" });
  });
});

describe("while it runs", () => {
  test("jobs are set, added, changed and removed, and calls are told and forgotten", async () => {
    const emulator = await start({ jobs: [{ jobName: "orders", diJobId: 1 }] });
    const names = async () =>
      (await listBySdk(emulator, "2020-05-18")).DIJobs.map(({ JobName }: { JobName: string }) => JobName);

    await emulator.addJobs([{ jobName: "crm" }]);
    await emulator.updateJob("1", { jobName: "orders_v2" });
    expect(await names()).toEqual(["orders_v2", "crm"]);
    await emulator.removeJob("1");
    expect(await names()).toEqual(["crm"]);
    await emulator.setJobs([]);
    expect(await names()).toEqual([]);

    expect((await emulator.calls()).map(({ status }) => status)).toEqual([200, 200, 200]);
    await emulator.forgetCalls();
    expect(await emulator.calls()).toEqual([]);
  });

  test("a change that cannot be made is an error that says why", async () => {
    const emulator = await start();

    await expect(emulator.removeJob("1")).rejects.toThrow("no job has the id '1'");
    await expect(emulator.addJobs([{ jobName: "a", diJobId: 16626 }])).rejects.toMatchObject({
      code: "EmulatorFailed",
    });
    await expect(startEmulator({ jobs: [{ jobName: "a", diJobId: 0 }] })).rejects.toThrow("diJobId cannot be '0'");
    await expect(startEmulator({ quotaPerSecond: 0.5 })).rejects.toThrow("quotaPerSecond cannot be '0.5'");
  });

  test("every command refuses what is no argument of it, and nothing changes", async () => {
    const emulator = await start();
    const commands = Object.entries(emulator).filter(([, value]) => typeof value === "function" && value.length > 0);
    expect(commands.map(([name]) => name).sort()).toEqual(Object.keys(COMMANDS).sort());

    const taken: string[] = [];
    for (const [name, examples] of Object.entries(COMMANDS))
      for (const [index, example] of examples.entries())
        for (const { what, value } of mistakesIn(example)) {
          const given = examples.map((other, at) => (at === index ? value : plain(other)));
          const answer: Promise<unknown> = Reflect.apply(
            Reflect.get(emulator, name) as () => Promise<unknown>,
            emulator,
            given,
          );
          const code = await answer.then(
            () => "no error",
            ({ code }: { code: string }) => code,
          );
          if (code !== "InvalidArgument") taken.push(`${name} ${what}: ${code}`);
        }

    expect(taken).toEqual([]);
    expect((await listBySdk(emulator, "2020-05-18")).TotalCount).toBe(6);
  });

  test("faults on the wire: refused, reset, trickled", async () => {
    const { endpoint, setFaults, clearFaults, calls } = await start();

    await setFaults([{ kind: "refuse" }]);
    expect(await unsigned(endpoint)).toMatchObject({ error: "ECONNREFUSED" });
    await setFaults([{ kind: "reset" }]);
    expect(await unsigned(endpoint)).toMatchObject({ error: "ECONNRESET", body: expect.stringMatching(/^\{.+[^}]$/) });
    await setFaults([{ kind: "reset", when: "before-answer" }]);
    expect(await unsigned(endpoint)).toEqual({ error: "ECONNRESET", body: "" });
    await setFaults([{ kind: "trickle", intervalMs: 1 }]);
    expect(JSON.parse((await unsigned(endpoint)).body)).toMatchObject({ Code: "InvalidVersion" });
    await clearFaults();
    expect(await unsigned(endpoint)).toMatchObject({ status: 400 });

    expect((await calls()).map(({ faults }) => faults)).toEqual([["reset"], ["reset"], ["trickle"], []]);
  });
});

test("a port that is closed cuts off the calls that wait for their answer", async () => {
  const { endpoint, setFaults, calls } = await start();
  await setFaults([{ kind: "slow", delayMs: 600_000 }]);
  const waiting = unsigned(endpoint);
  while ((await calls()).length === 0);

  await setFaults([{ kind: "refuse" }]);

  expect(await waiting).toMatchObject({ error: "ECONNRESET" });
});

test("it answers while the thread that started it is blocked", async () => {
  const { env } = await start();
  const ask = "fetch(process.env.DIJOBS_ENDPOINT).then((response) => console.log(response.status))";

  expect(execFileSync(process.execPath, ["-e", ask], { env: { ...process.env, ...env }, encoding: "utf8" })).toBe(
    "400\n",
  );
});

test("its ports are open on this machine only", async () => {
  const { endpoint, controlEndpoint } = await start();

  for (const { port } of [new URL(endpoint), new URL(controlEndpoint)]) {
    // Another address of this machine, which a port that is open to the network would answer, too.
    const socket = net.connect(Number(port), "127.0.0.2");
    await expect(once(socket, "connect")).rejects.toMatchObject({ syscall: "connect" });
  }
});

describe("with TLS", () => {
  const ask = "fetch(process.env.DIJOBS_ENDPOINT).then((r) => console.log(r.status), (e) => console.log(e.cause.code))";

  test("who has its environment trusts it, who has not does not", async () => {
    const emulator = await start({ tls: true });
    const asked = async (env: object) =>
      (await promisify(execFile)(process.execPath, ["-e", ask], { env: { ...process.env, ...env } })).stdout.trim();

    expect(emulator.endpoint).toMatch(/^https:\/\/localhost:/);
    expect(await asked(emulator.env)).toBe("400");
    expect(await asked({ ...emulator.env, NODE_EXTRA_CA_CERTS: "" })).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  });
});

test("with TLS it is also known by other names, as behind a proxy", async () => {
  const servername = "dataworks.cn-shanghai.aliyuncs.com";
  const { endpoint, env } = await start({ tls: { hostNames: [servername] } });
  const ca = await readFile(env.NODE_EXTRA_CA_CERTS ?? "");

  const socket = tls.connect({ port: Number(new URL(endpoint).port), host: "127.0.0.1", servername, ca });

  await expect(once(socket, "secureConnect")).resolves.toBeDefined();
  socket.destroy();
});

describe("its process", () => {
  const program = "dist/testing/emulator/program.js";
  const startingApp = `require("cdktf-dataworks-di-jobs/testing").startEmulator().then((e) => console.log(e.endpoint))`;

  test("ends when whoever started it is killed", async () => {
    const { child, line: endpoint } = await startScript("-e", `${startingApp}; setInterval(() => {}, 1e6)`);
    const { gone } = await connected(endpoint);

    child.kill("SIGKILL");

    await gone;
    // The system closes what a process had open one by one: connections first, the port a moment later.
    expect(await unsigned(endpoint)).toMatchObject({ error: expect.stringMatching(/^ECONN(REFUSED|RESET)$/) });
  });

  test("does not keep alive an app that forgot to close it", async () => {
    const { child } = await startScript("-e", startingApp);

    const [exitCode] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];

    expect(exitCode).toBe(0);
  });

  test("has ended when close resolves, also the second time", async () => {
    const emulator = await startEmulator();

    await Promise.all([emulator.close(), emulator.close()]);
    await emulator.close();

    expect(await unsigned(emulator.endpoint)).toMatchObject({ error: "ECONNREFUSED" });
    await expect(emulator.calls()).rejects.toMatchObject({ code: "EmulatorFailed" });
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "run by hand, it prints one line, and ends cleanly on %s",
    async (signal) => {
      const { child, line } = await startScript(program);
      const { endpoint, env } = JSON.parse(line);
      expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(env).toMatchObject({
        DIJOBS_ENDPOINT: endpoint,
        ALIBABA_CLOUD_ACCESS_KEY_ID: expect.stringMatching(/^LTAI/),
      });

      child.kill(signal);

      expect(await once(child, "exit")).toEqual([0, null]);
    },
  );

  test("run by hand, it outlives its standard input unless told otherwise", async () => {
    const [stays, goes] = [await startScript(program), await startScript(program, "--until-stdin-closes")];
    stays.child.stdin?.end();
    goes.child.stdin?.end();

    expect(await once(goes.child, "exit")).toEqual([0, null]);
    expect(await unsigned(JSON.parse(stays.line).endpoint)).toMatchObject({ status: 400 });
  });

  test("an argument it does not know ends it with 2 and says which", async () => {
    const failure = promisify(execFile)(process.execPath, [program, "--speed", "9"], { cwd: join(__dirname, "../..") });

    await expect(failure).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("--speed") });
  });
});

describe("filled from a file", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "dijobs-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("a snapshot's jobs are there once, each in its workspace", async () => {
    const job = { diJobId: "9007199254740993", jobName: "orders", migrationType: "Full", jobStatus: "Running" };
    const lookup = (query: object) => ({
      query: { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "7", ...query },
      observedAt: "2026-03-01T12:00:00Z",
      usedBy: {},
      jobs: [{ ...job, sourceDataSourceType: "MySQL", destinationDataSourceType: "Hologres" }],
    });
    const snapshot = join(folder, "dataworks.snapshot.json");
    await writeFile(snapshot, JSON.stringify({ version: 1, lookups: [lookup({}), lookup({ jobNameLike: "ord" })] }));
    const emulator = await start({ snapshot });

    expect(await listBySdk(emulator, "2020-05-18", { ProjectId: 7 })).toMatchObject({ TotalCount: 1 });
    expect(await listBySdk(emulator, "2020-05-18")).toMatchObject({ TotalCount: 0 });
  });

  test("a list of jobs is there, in the workspace given for those that name none", async () => {
    const jobs = join(folder, "jobs.json");
    await writeFile(jobs, JSON.stringify([{ jobName: "orders" }, { jobName: "crm", projectId: 8 }]));
    const { line } = await startScript(
      "dist/testing/emulator/program.js",
      "--jobs",
      jobs,
      "--workspace",
      "cn-beijing/7",
    );

    const byHand: Pick<Emulator, "env"> = JSON.parse(line);

    expect((await listBySdk(byHand, "2020-05-18", { ProjectId: 7 })).DIJobs).toMatchObject([{ JobName: "orders" }]);
    expect((await listBySdk(byHand, "2020-05-18", { ProjectId: 8 })).DIJobs).toMatchObject([{ JobName: "crm" }]);
  });
});
