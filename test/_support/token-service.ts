import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** The temporary key of a role. */
export interface RoleKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string;
}

/** A service that gives roles, as Alibaba Cloud's STS does. */
export interface TokenService {
  readonly port: number;
  /** Paths and forms that came, decoded. */
  readonly questions: string[];
  close(): void;
}

/**
 * Starts one that gives the key of a role to whoever asks for it.
 *
 * @param certificateFile of the emulator, whose private key stands beside it.
 * @param keyOf the key for a question; none is refused.
 */
export async function startTokenService(
  certificateFile: string,
  keyOf: (question: string) => RoleKey | undefined,
): Promise<TokenService> {
  const identity = {
    cert: readFileSync(certificateFile),
    key: readFileSync(join(dirname(certificateFile), "key.pem")),
  };
  const questions: string[] = [];
  const server = createServer(identity, async (request, response) => {
    const question = decodeURIComponent(`${request.url} ${await text(request)}`);
    questions.push(question);
    const key = keyOf(question);
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const answer =
      key === undefined
        ? { Code: "NoPermission", Message: "You are not authorized to do this action." }
        : {
            Credentials: {
              AccessKeyId: key.id,
              AccessKeySecret: key.secret,
              SecurityToken: key.securityToken,
              Expiration,
            },
          };
    response.writeHead(key === undefined ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    questions,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
