import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';

interface Parameters {
  readonly logCost: number;
  readonly blockSize: number;
  readonly parallel: number;
}

/** The parameters 2^15, 8, 3 of scrypt that OWASP recommends: 32 MiB and about 0.2 s for each guess. */
export const safeLogCost = 15;
const keyLength = 32;
const atOnce = 2;
const waitingAtMost = 50;
/** The longest wait for a turn, about. Callers time out after 8 s. */
const waitAtMostMs = 4_000;

/** Known devices have priority, so that many requests of unknown devices do not delay them. */
type Lane = 'known' | 'anybody';

/**
 * Hashes passwords as `scrypt$ln=15,r=8,p=3$<salt>$<hash>`. Each hash keeps the parameters that it was made with. Two
 * hashes are computed at a time, so that many sign-ins leave the process its other threads.
 */
export class PasswordHashes {
  private readonly current: Parameters;
  private readonly decoy: string;
  private readonly waiting: Record<Lane, (() => void)[]> = { known: [], anybody: [] };
  private running = 0;
  /** The moving average of the time that one hash takes. */
  private usualMs = 100;

  /** Each step of `logCost` doubles the cost of a new hash. Stored hashes keep their cost. */
  constructor(logCost: number = safeLogCost) {
    this.current = { logCost, blockSize: 8, parallel: 3 };
    this.decoy = encode(this.current, randomBytes(16), randomBytes(keyLength));
  }

  /** Returns `unavailable` when too many requests wait. */
  async hash(password: string): Promise<string | Refused> {
    const salt = randomBytes(16);
    const key = await this.inTurn('known', () => derive(password, salt, this.current));
    return isRefused(key) ? key : encode(this.current, salt, key);
  }

  /**
   * Whether the password matches the hash. Without a hash, the password is compared with a hash that no password has,
   * so that the response takes as long for an account that does not exist. Returns `unavailable` when too many
   * requests wait.
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
      // The turn goes to the next waiting request, or becomes free.
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
