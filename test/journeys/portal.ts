import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';

/** The origin of the page that hosts the widgets of every shop. */
export const origin = 'https://portal.example';

/** The keys with which a portal signs customers in. The private key stays with the portal. */
export async function signingKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  return { publicKey: await exportSPKI(pair.publicKey), privateKey: await exportPKCS8(pair.privateKey) };
}

/** The token that the portal passes to the widget for a signed-in customer. */
export async function tokenFor(privateKey: string, subject: string, expires = '5m'): Promise<string> {
  return new SignJWT({ lwicontexts: JSON.stringify({ tier: 'gold' }) })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(origin)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importPKCS8(privateKey, 'ES256'));
}
