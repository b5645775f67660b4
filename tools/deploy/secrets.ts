import '@rejoin/service/source-maps';
import { certificateActs } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  changeableNames,
  changeSecret,
  clusterPassword,
  secretActs,
  type SecretAct,
  type SecretTexts,
} from './change-secrets';
import { changeClusterCertificates, makeClusterSecrets } from './cluster-secrets';
import { makeSecrets } from './make-secrets';
import { natsServersOf } from './nats-servers';
import { readSecretFolder, writeSecretFile } from './secret-files';
import { newSecrets } from './variables';

const usage = `npm run secrets [-- <folder>]                   make what is missing
npm run secrets -- --cluster nats,nats-2,nats-3 and the password and certificates of a NATS cluster
npm run secrets -- rotate <name> [<folder>]     make a new value and use it; the old one is still accepted
npm run secrets -- end <name> [<folder>]        remove the old value
npm run secrets -- add|use <name> [<folder>]    rotate in two steps, for several machines
npm run secrets -- renew|add|use|end NATS_CERTIFICATES [<folder>]
                                                issue the certificates of a NATS cluster again; add, use and end
                                                replace their authority

The folder is ./secrets unless another is given. Names: ${changeableNames(freshSecrets()).join(', ')}
`;

const certificates = 'NATS_CERTIFICATES';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { cluster: { type: 'string', default: '' } },
  });
  const [first, name, folder = 'secrets'] = positionals;
  const act = secretActs.find((one) => one === first);
  if (name === certificates) return changeAll(resolve(folder), first);
  if (!act) return makeMissing(resolve(first ?? 'secrets'), natsServersOf(values.cluster));
  if (name === undefined) throw new Error(usage);
  change(resolve(folder), act, name);
}

async function makeMissing(folder: string, servers: readonly string[]): Promise<void> {
  const { made, wasOpen } = makeSecrets(folder, process.env);
  const ofCluster = servers.length > 0 ? await makeClusterSecrets(folder, servers) : 0;
  if (wasOpen) say(`Others could enter ${folder}; now only its owner can.`);
  say(`${made + ofCluster} secrets made in ${folder}. Keep the folder: lost secrets cannot be made again.`);
}

/** A new value of each secret that can be changed. */
function freshSecrets(): SecretTexts {
  return { ...newSecrets(), [clusterPassword]: randomBytes(24).toString('base64url') };
}

async function changeAll(folder: string, name: string | undefined): Promise<void> {
  const act = certificateActs.find((one) => one === name);
  if (!act) throw new Error(usage);
  say(`${act}: ${(await changeClusterCertificates(folder, act)).join(', ')}`);
  say(
    `docker compose exec nats sh -c 'kill -HUP 1' lets NATS read them; then the same for nats-2 and nats-3.`,
  );
}

function change(folder: string, act: SecretAct, name: string): void {
  const fresh = freshSecrets();
  const changed = changeSecret(readSecretFolder(folder, Object.keys(fresh)), act, name, fresh);
  for (const [file, text] of Object.entries(changed)) writeSecretFile(folder, file, text);
  say(`${act}: ${Object.keys(changed).join(', ')}`);
  if (Object.keys(changed).some((file) => file.endsWith('_PASSWORD')))
    say(
      `docker compose run --rm provision && docker compose exec nats sh -c 'kill -HUP 1' tells Postgres and NATS.`,
    );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
