import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate that signs itself, and where it stands, for those who are to trust it. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
  readonly file: string;
  remove(): void;
}

const CONFIG = `
[ca]
default_ca = self
[self]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`;

/** Makes a certificate for a host name, valid between two days such as `20200131`. */
export function makeTestCertificate(hostName: string, from: string, until: string): TestCertificate {
  const cwd = mkdtempSync(join(tmpdir(), "dijobs-certificate-"));
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd, stdio: "pipe" });
  writeFileSync(join(cwd, "config"), CONFIG);
  writeFileSync(join(cwd, "index"), "");
  writeFileSync(join(cwd, "serial"), "01");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"];
  const subject = ["-subj", `/CN=${hostName}`, "-addext", `subjectAltName=DNS:${hostName}`];
  openssl("req", "-new", ...key, ...subject, "-out", "request.pem");
  const dates = ["-startdate", `${from}000000Z`, "-enddate", `${until}000000Z`];
  const signed = ["-selfsign", "-keyfile", "key.pem", "-in", "request.pem", "-out", "certificate.pem", "-notext"];
  openssl("ca", "-batch", "-config", "config", ...dates, ...signed);
  const file = join(cwd, "certificate.pem");
  return {
    key: readFileSync(join(cwd, "key.pem"), "utf8"),
    cert: readFileSync(file, "utf8"),
    file,
    remove: () => rmSync(cwd, { recursive: true }),
  };
}
