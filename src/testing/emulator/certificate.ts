import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorFailed } from "../../errors/testing";

/** A key and a certificate that signs itself, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where the certificate stands, for those who are to trust it. */
  readonly file: string;
  /** Removes the file. */
  remove(): void;
}

/**
 * Makes a certificate for `localhost`, `127.0.0.1` and other names, valid for two days.
 *
 * Node.js signs no certificates, so the `openssl` program does.
 *
 * @throws DataWorksError `EmulatorFailed` when it cannot be run.
 */
export function makeCertificate(hostNames: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "dijobs-emulator-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const [keyFile, file] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = ["localhost", ...hostNames].map((name) => `DNS:${name}`).join(",");
  const what = ["-subj", "/CN=localhost", "-addext", `subjectAltName=${names},IP:127.0.0.1`, "-days", "2", "-nodes"];
  const how = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", keyFile, "-out", file];
  try {
    execFileSync("openssl", ["req", "-x509", ...what, ...how], { stdio: "pipe" });
    return { key: readFileSync(keyFile, "utf8"), cert: readFileSync(file, "utf8"), file, remove };
  } catch (error) {
    remove();
    throw emulatorFailed("openssl made no certificate; TLS needs the openssl program on the PATH", error);
  }
}
