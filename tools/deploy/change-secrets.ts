import { secretLines } from '@rejoin/kernel';

/** Only a cluster of NATS servers has it. */
export const clusterPassword = 'NATS_CLUSTER_PASSWORD';

/** The texts of the secrets by the names of their files. Each line of a text is a value, the newest first. */
export type SecretTexts = Readonly<Record<string, string>>;

/**
 * - `rotate` makes a new value, which is used from now on. The old one stays accepted.
 * - `add` and `use` are the two halves of `rotate`, for several machines: first every machine must accept the new value, and
 *   then it is used.
 * - `end` removes all values but the newest.
 */
export const secretActs = ['rotate', 'add', 'use', 'end'] as const;
export type SecretAct = (typeof secretActs)[number];

/** Both files of a pair are changed, the public half first, because a signature must be checkable. */
const tokenKeys = ['REJOIN_TOKEN_PUBLIC_KEY', 'REJOIN_TOKEN_PRIVATE_KEY'];
/**
 * Further readers are rotated by `npm run readers`, Grafana reads its password at its first start only, and people change the
 * passwords of their accounts, also those of the demo.
 */
const excluded = ['NATS_READER_PASSWORDS', 'GRAFANA_PASSWORD', 'REJOIN_DEMO_PASSWORD'];
/** Reading systems learn of a password by hand (`npm run readers -- rotate integrator`), and a cluster's is no user's. */
const apart = ['INTEGRATOR_NATS_PASSWORD', clusterPassword];
/** The names under which several secrets are changed together. */
const groups = ['passwords', 'REJOIN_TOKEN_KEYS'] as const;

/** Returns the names that can be given to {@link changeSecret}. */
export function changeableNames(fresh: SecretTexts): readonly string[] {
  const single = Object.keys(fresh).filter((name) => !tokenKeys.includes(name) && !excluded.includes(name));
  return [...groups, ...single];
}

/** The files that a name stands for, in the order in which they must be written. */
function filesOf(name: string, fresh: SecretTexts): readonly string[] {
  if (!changeableNames(fresh).includes(name))
    throw new Error(`there is no secret ${name}: ${changeableNames(fresh).join(', ')}`);
  if (name === 'REJOIN_TOKEN_KEYS') return tokenKeys;
  if (name !== 'passwords') return [name];
  return changeableNames(fresh).filter((one) => one.endsWith('_PASSWORD') && !apart.includes(one));
}

/** Returns the texts that change, in the order in which they must be written. `fresh` has a new value of each secret. */
export function changeSecret(
  texts: SecretTexts,
  act: SecretAct,
  name: string,
  fresh: SecretTexts,
): SecretTexts {
  const changed = filesOf(name, fresh).map((file): [string, string] => {
    const text = texts[file];
    if (text === undefined) throw new Error(`${file} is missing: npm run secrets makes it`);
    return [file, `${changeValues(file, secretLines(text), act, fresh[file] ?? '').join('\n')}\n`];
  });
  return Object.fromEntries(changed);
}

function changeValues(file: string, values: readonly string[], act: SecretAct, fresh: string) {
  const [newest = '', second] = values;
  if (act === 'end') return [newest];
  if (act === 'use') {
    if (second === undefined) throw new Error(`${file} has one value: add another one first`);
    return [second, newest];
  }
  if (second !== undefined)
    throw new Error(`${file} has ${values.length} values already: end the old one first`);
  return act === 'rotate' ? [fresh, newest] : [newest, fresh];
}
