import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';

interface Parameters {
  readonly logCost: number;
  readonly blockSize: number;
  readonly parallel: number;
}

/** OWASP's scrypt of 2^15, 8, 3: 32 MiB and some 0.2 s a guess. */
export const safeLogCost = 15;
const keyLength = 32;
const atOnce = 2;
const waitingAtMost = 50;
/** Nobody is kept waiting longer than about this: who asks for them gives up after 8 s. */
const waitAtMostMs = 4_000;

/** Who is known goes first: a crowd of strangers does not keep them waiting. */
type Lane = 'known' | 'anybody';

/**
 * Hashes of passwords, as `scrypt$ln=15,r=8,p=3$<salt>$<hash>`: each keeps the parameters it was made with.
 * Two are computed at a time, so that a flood of sign-ins leaves the process its other threads.
 */
export class PasswordHashes {
  private readonly current: Parameters;
  private readonly decoy: string;
  private readonly waiting: Record<Lane, (() => void)[]> = { known: [], anybody: [] };
  private running = 0;
  /** What one of them took lately. */
  private usualMs = 100;

  /** What a hash costs is doubled by each step of `logCost`; a hash that is kept stays as dear as it was. */
  constructor(logCost: number = safeLogCost) {
    this.current = { logCost, blockSize: 8, parallel: 3 };
    this.decoy = encode(this.current, randomBytes(16), randomBytes(keyLength));
  }

  /** `unavailable` when too many wait. */
  async hash(password: string): Promise<string | Refused> {
    const salt = randomBytes(16);
    const key = await this.inTurn('known', () => derive(password, salt, this.current));
    return isRefused(key) ? key : encode(this.current, salt, key);
  }

  /**
   * Whether the password is the one of the hash. Without a hash it is compared all the same, with one that no
   * password has: an answer takes as long for an account that does not exist. `unavailable` when too many wait.
   */
  async matches(password: string, hash: string | null, lane: Lane = 'anybody'): Promise<boolean | Refused> {
    const { parameters, salt, key } = decode(hash ?? this.decoy);
    const derived = await this.inTurn(lane, () => derive(password, salt, parameters));
    return isRefused(derived) ? derived : timingSafeEqual(derived, key);
  }

  private async inTurn(lane: Lane, work: () => Promise<Buffer>): Promise<Buffer | Refused> {
    const { known, anybody } = this.waiting;
    const ahead = known.length + (lane === 'known' ? 0 : anybody.length);
    const waitMs = (ahead * this.usualMs) / atOnce;
    if (ahead >= waitingAtMost || waitMs > waitAtMostMs)
      return { ...refuse('unavailable'), retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    if (this.running >= atOnce) await new Promise<void>((resolve) => this.waiting[lane].push(resolve));
    else this.running++;
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.usualMs += (performance.now() - began - this.usualMs) / 8;
      // The turn is handed on, or given back.
      const next = known.shift() ?? anybody.shift();
      if (next) next();
      else this.running--;
    }
  }
}

function derive(password: string, salt: Buffer, { logCost, blockSize, parallel }: Parameters) {
  const cost = 2 ** logCost;
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize };
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function encode({ logCost, blockSize, parallel }: Parameters, salt: Buffer, key: Buffer): string {
  const parameters = `ln=${logCost},r=${blockSize},p=${parallel}`;
  return `scrypt$${parameters}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

function decode(hash: string): { parameters: Parameters; salt: Buffer; key: Buffer } {
  const match = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash);
  if (!match) throw new Error('a stored password hash has an unknown form');
  const [logCost, blockSize, parallel] = match.slice(1, 4).map(Number) as [number, number, number];
  const [salt, key] = match.slice(4).map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
  return { parameters: { logCost, blockSize, parallel }, salt, key };
}
