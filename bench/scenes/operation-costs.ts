import { pause, type Stage } from '../machine/stage.ts';
import type { Back, Chats } from '../product/chats.ts';
import { outboxIsEmpty, tablesAreRight } from '../product/side-conditions.ts';
import type { SayResult } from './messages.ts';
import { refusedFault, wrongUnless } from './scene.ts';

export const operations = ['message', 'return', 'start'] as const;
type Costs = Record<(typeof operations)[number], number>;

/** Waits until no work is in flight and written rows have been cleaned up. */
export async function settled(chats: Chats): Promise<void> {
  const wrong = await tablesAreRight(chats.system);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  await chats.system.query('vacuum analyze');
  await chats.system.query('checkpoint');
  await pause(2_000);
}

/**
 * The milliseconds of CPU of the whole system without the load generators for one operation, less what an
 * idle system takes.
 */
export async function costs(chats: Chats, stage: Stage): Promise<Costs> {
  const idle = await perSecond(chats, () => pause(5_000));
  const of = async (count: number, work: () => Promise<unknown>) => {
    const { cpu, seconds } = await measure(chats, async () => {
      await work();
      fail(await outboxIsEmpty(chats.system));
    });
    // Reading whole tables is no part of the operation, and costs more with every row.
    fail(await tablesAreRight(chats.system));
    return Math.max(0, ((cpu - idle * seconds) / count) * 1000);
  };
  const messages = stage.count(2_000);
  const returns = stage.count(200);
  const starts = stage.count(400);
  return {
    message: await of(messages, async () => {
      const said = await chats.customers.ask<SayResult>('say', {
        perSecond: 200,
        seconds: messages / 200,
        chats: 100,
      });
      fail(refusedFault(said.refused));
    }),
    return: await of(returns, async () => {
      const back = await chats.customers.ask<Back>('unloaded', {
        perSecond: 20,
        count: returns,
        awayMs: 3_000,
      });
      fail(wrongUnless(back.back === returns, `${back.back} of ${returns} came back`));
    }),
    start: await of(starts, () => chats.start(starts, 60, 16)),
  };
}

function fail(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('; '));
}

async function perSecond(chats: Chats, work: () => Promise<unknown>): Promise<number> {
  const { cpu, seconds } = await measure(chats, work);
  return cpu / seconds;
}

async function measure(
  chats: Chats,
  work: () => Promise<unknown>,
): Promise<{ cpu: number; seconds: number }> {
  const total = () => Object.values(chats.system.cpu()).reduce((sum, one) => sum + one, 0);
  const [before, begun] = [total(), performance.now()];
  await work();
  return { cpu: total() - before, seconds: (performance.now() - begun) / 1000 };
}
