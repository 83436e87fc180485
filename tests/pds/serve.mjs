// A real PDS on the loopback: node serve.mjs PACKAGES DATA.  Prints its address, then serves until it is ended.
// The directory of identities that it registers accounts with is a small one of our own, so that nothing leaves
// this machine.
import http from "node:http";
import net from "node:net";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, data] = process.argv.slice(2);
const { PDS, envToCfg, envToSecrets } = await import(pathToFileURL(join(packages, "node_modules/@atproto/pds/dist/index.js")));

const free = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const known = new Map();
const document = (did, op) => ({
  "@context": ["https://www.w3.org/ns/did/v1"],
  id: did,
  alsoKnownAs: op.alsoKnownAs,
  verificationMethod: Object.entries(op.verificationMethods).map(([name, key]) => ({
    id: `${did}#${name}`, type: "Multikey", controller: did, publicKeyMultibase: key.replace("did:key:", ""),
  })),
  service: Object.entries(op.services).map(([name, its]) => ({ id: `#${name}`, type: its.type, serviceEndpoint: its.endpoint })),
});
const directory = http.createServer((request, response) => {
  const did = decodeURIComponent(request.url.split("/")[1] || "");
  const answer = (code, body) => { response.writeHead(code, { "content-type": "application/json" }); response.end(JSON.stringify(body)); };
  if (request.method !== "POST") return known.has(did) ? answer(200, document(did, known.get(did))) : answer(404, { message: "unknown" });
  let body = "";
  request.on("data", (part) => { body += part; });
  request.on("end", () => { known.set(did, JSON.parse(body)); answer(200, {}); });
});
await new Promise((resolve) => directory.listen(0, "127.0.0.1", resolve));

const secret = () => randomBytes(32).toString("hex");
mkdirSync(join(data, "blobs"), { recursive: true });
const env = {
  port: await free(), hostname: "localhost", devMode: true, dataDirectory: data, serviceHandleDomains: [".test"],
  trustedOAuthClients: [], handleBackupNameservers: [], crawlers: [], redisScratchPassword: undefined,
  blobstoreDiskLocation: join(data, "blobs"), didPlcUrl: `http://127.0.0.1:${directory.address().port}`,
  inviteRequired: false, disableSsrfProtection: true, rateLimitsEnabled: false, bskyAppViewUrl: undefined,
  jwtSecret: secret(), adminPassword: secret(), plcRotationKeyK256PrivateKeyHex: secret(), dpopSecret: secret(),
};
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
await pds.start();
console.log(`http://localhost:${env.port}`);
