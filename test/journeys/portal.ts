import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';

/** The page that hosts the widgets of every shop. */
export const origin = 'https://portal.example';

/** Keys with which a portal signs its customers in; the private one stays with it. */
export async function signingKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  return { publicKey: await exportSPKI(pair.publicKey), privateKey: await exportPKCS8(pair.privateKey) };
}

/** What the portal hands to the widget for a customer who is signed in. */
export async function tokenFor(privateKey: string, subject: string, expires = '5m'): Promise<string> {
  return new SignJWT({ lwicontexts: JSON.stringify({ tier: 'gold' }) })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(origin)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importPKCS8(privateKey, 'ES256'));
}
