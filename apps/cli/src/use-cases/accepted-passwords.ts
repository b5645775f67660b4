import { secretLines } from '@rejoin/kernel';
import { OperatorConnection } from '@rejoin/messaging';
import { withSecretFiles } from '@rejoin/service';
import { Environment, type Variables } from '../cli.environment';
import { reading } from '../store/reading';

const signIns = {
  DATABASE_PASSWORD: ({ databaseUrl }: Environment) => reading(databaseUrl, () => Promise.resolve()),
  NATS_PASSWORD: async ({ natsUrl }: Environment) => (await OperatorConnection.open(natsUrl)).close(),
};

/**
 * While a password is changed, its file has several, and the server may still have an older one. Returns the variables with
 * the one that the server accepts, or with the newest when it accepts none.
 */
export async function withAcceptedPasswords(variables: Variables): Promise<Variables> {
  const { values } = withSecretFiles(variables, Object.keys(signIns));
  const accepted: Record<string, string | undefined> = { ...variables };
  for (const [name, signIn] of Object.entries(signIns)) {
    const [newest, ...older] = secretLines(values[name] ?? '');
    if (newest === undefined || older.length === 0) continue;
    Object.assign(accepted, { [name]: newest, [`${name}_FILE`]: undefined });
    for (const password of [newest, ...older]) {
      try {
        await signIn(new Environment({ ...accepted, [name]: password }));
        accepted[name] = password;
        break;
      } catch {
        // The command reports why, with the newest password.
      }
    }
  }
  return accepted;
}
