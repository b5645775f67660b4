import { createHmac } from 'node:crypto';

/** What recognises the customer of a conversation. A signed-in customer has a subject, an anonymous one the others. */
export interface CustomerKeys {
  /** The hash of issuer and subject. */
  readonly subjectHash: string | null;
  /** The hash of the random id that the browser keeps. */
  readonly browserHash: string | null;
  /** The keyed hash (HMAC) of the network address. */
  readonly addressHash: string | null;
}

/** A key that a block refuses. The block of a network address (`isAddress`) ends sooner than those of other keys. */
export interface BlockedKey {
  readonly key: string;
  readonly isAddress: boolean;
}

/**
 * Returns the keys by which a new chat is refused. A signed-in customer is recognised by the subject alone: others use the
 * same browser and the same address.
 */
export function keysOfStart({ subjectHash, browserHash, addressHash }: CustomerKeys): string[] {
  if (subjectHash !== null) return [subjectKey(subjectHash)];
  return [
    ...(browserHash === null ? [] : [browserKey(browserHash)]),
    ...(addressHash === null ? [] : [addressKey(addressHash)]),
  ];
}

/**
 * Returns the keys that a block of this customer has. The address is one of them when the blocker wants it, and when nothing
 * else would recognise the customer.
 */
export function keysOfBlock(
  { subjectHash, browserHash, addressHash }: CustomerKeys,
  { address }: { readonly address: boolean },
): BlockedKey[] {
  const own = [
    ...(subjectHash === null ? [] : [subjectKey(subjectHash)]),
    ...(browserHash === null ? [] : [browserKey(browserHash)]),
  ].map((key) => ({ key, isAddress: false }));
  const needsAddress = address || own.length === 0;
  return addressHash === null || !needsAddress
    ? own
    : [...own, { key: addressKey(addressHash), isAddress: true }];
}

/** Returns a keyed hash, because a plain one could be reversed by hashing every address. */
export function hashAddress(key: Buffer, address: string): string {
  return createHmac('sha256', key).update(`rejoin-address:${address}`).digest('hex');
}

const subjectKey = (hash: string) => `subject:${hash}`;
const browserKey = (hash: string) => `browser:${hash}`;
const addressKey = (hash: string) => `address:${hash}`;
