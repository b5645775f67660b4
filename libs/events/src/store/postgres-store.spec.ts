import { postgresErrors } from '@rejoin/testing';
import type { Fact } from '../fact';
import { PostgresStore, type PostgresClient } from './postgres-store';
import { EffectFailed, EffectTimedOut, settleFact, type Apply } from '../settle-fact';

const fact = { family: 'session', subject: 'c1', version: 1 } as unknown as Fact;
const coded = (code: string) => Object.assign(new Error(code), { code });

/** A Postgres in which the statements that begin with a given text fail. */
const postgres = (failing: Record<string, Error> = {}) => {
  const query = (text: string) => {
    const [, error] = Object.entries(failing).find(([begin]) => text.startsWith(begin)) ?? [];
    if (error) return Promise.reject(error);
    return Promise.resolve({ rows: text.startsWith('select applied') ? [{ applied: '0' }] : [] });
  };
  return { connect: () => Promise.resolve({ query, release: () => undefined }) };
};

const settle = (failing: Record<string, Error>, apply: Apply<PostgresClient> = () => undefined) =>
  settleFact(new PostgresStore(postgres(failing)), apply, fact).catch((error: unknown) => error);

describe('a store in Postgres', () => {
  it.each(postgresErrors.ofTheStore)(
    'does not attribute %s to the effect, there or at the commit',
    async (code) => {
      expect(await settle({}, () => Promise.reject(coded(code)))).not.toBeInstanceOf(EffectFailed);
      expect(await settle({ commit: coded(code) })).not.toBeInstanceOf(EffectFailed);
    },
  );

  it.each(postgresErrors.ofTime)(
    'reports %s as a time-out whose cause is open, there or at the commit',
    async (code) => {
      expect(await settle({}, () => Promise.reject(coded(code)))).toBeInstanceOf(EffectTimedOut);
      expect(await settle({ commit: coded(code) })).toBeInstanceOf(EffectTimedOut);
      expect(await settle({ 'insert into rejoin_positions': coded(code) })).not.toBeInstanceOf(EffectFailed);
    },
  );

  it.each(postgresErrors.ofTheEffect)('attributes %s to the effect, there or at the commit', async (code) => {
    expect(await settle({}, () => Promise.reject(coded(code)))).toBeInstanceOf(EffectFailed);
    expect(await settle({ commit: coded(code) })).toBeInstanceOf(EffectFailed);
  });

  it.each(['EPIPE', 'EPERM', 'ECONNRESET'])(
    'treats %s as a lost connection when the rollback fails, and otherwise as an error of the effect',
    async (code) => {
      const lost = { rollback: new Error('not queryable') };
      expect(await settle({ ...lost, commit: coded(code) })).not.toBeInstanceOf(EffectFailed);
      expect(await settle(lost, () => Promise.reject(coded(code)))).not.toBeInstanceOf(EffectFailed);
      expect(await settle({}, () => Promise.reject(coded(code)))).toBeInstanceOf(EffectFailed);
    },
  );

  it('does not attribute what failed before the effect to it', async () => {
    expect(await settle({ 'insert into rejoin_positions': coded('23505') })).not.toBeInstanceOf(EffectFailed);
  });
});
