import { importPKCS8, SignJWT } from 'jose';
import { readFile } from 'node:fs/promises';

/** Customers of the demo's shop. A real portal would ask for more than a name. */
export const customers: Readonly<Record<string, { readonly name: string; readonly tier: string }>> = {
  mia: { name: 'Mia Martin', tier: 'gold' },
  noah: { name: 'Noah Weber', tier: 'new' },
};

const widgetId = 'demo-signed-in';

/** Vouches for a customer, as the widget's settings ask for: ES256, a few minutes, what agents should know. */
export async function tokenOf(customer: string, issuer: string, keyFile: string): Promise<string> {
  const { name, tier } = customers[customer] ?? { name: customer, tier: 'unknown' };
  // Read each time: the config service makes the file, and makes it anew when it was deleted.
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
