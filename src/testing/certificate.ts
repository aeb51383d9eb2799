import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { emulatorFailed } from "../errors";

/** Where a key and its certificate stand, as PEM, in a folder of their own. */
export interface CertificateFiles {
  readonly keyFile: string;
  readonly certificateFile: string;
}

/**
 * Makes a key and a certificate that signs itself, with the `openssl` program, valid for two days.
 *
 * @param hostNames names besides `localhost` and `127.0.0.1`.
 * @throws DataWorksError `EmulatorFailed` when `openssl` cannot be run.
 */
export async function makeCertificate(hostNames: readonly string[]): Promise<CertificateFiles> {
  const folder = await mkdtemp(join(tmpdir(), "dijobs-emulator-"));
  const files = { keyFile: `${folder}/key.pem`, certificateFile: `${folder}/certificate.pem` };
  const names = ["localhost", ...hostNames].map((name) => `DNS:${name}`).join(",");
  const { keyFile, certificateFile } = files;
  const what = ["-subj", "/CN=localhost", "-addext", `subjectAltName=${names},IP:127.0.0.1`, "-days", "2", "-nodes"];
  const how = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-keyout",
    keyFile,
    "-out",
    certificateFile,
  ];
  await promisify(execFile)("openssl", ["req", "-x509", ...what, ...how]).catch((error: Error) => {
    throw emulatorFailed(`openssl made no certificate: ${error.message}`, error);
  });
  return files;
}

/** Removes what {@link makeCertificate} made. */
export async function removeCertificate({ keyFile }: CertificateFiles): Promise<void> {
  await rm(dirname(keyFile), { recursive: true, force: true });
}
