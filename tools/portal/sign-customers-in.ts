import { importPKCS8, SignJWT } from 'jose';
import { readFile } from 'node:fs/promises';

/** The customers of the demo's shop. A real portal would require more than a name. */
export const customers: Readonly<Record<string, { readonly name: string; readonly tier: string }>> = {
  mia: { name: 'Mia Martin', tier: 'gold' },
  noah: { name: 'Noah Weber', tier: 'new' },
};

const widgetId = 'demo-signed-in';

/** Signs a token for a customer, as the settings of the widget require: ES256, a few minutes, context for agents. */
export async function tokenOf(customer: string, issuer: string, keyFile: string): Promise<string> {
  const { name, tier } = customers[customer] ?? { name: customer, tier: 'unknown' };
  // The file is read each time, because a seed creates it again if it was deleted.
  const key = await importPKCS8(await readFile(keyFile, 'utf8'), 'ES256');
  return new SignJWT({ name, lwicontexts: JSON.stringify({ tier }) })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setSubject(customer)
    .setAudience(widgetId)
    .setIssuedAt()
    .setExpirationTime('5 min')
    .sign(key);
}
