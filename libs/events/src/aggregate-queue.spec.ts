import { AggregateQueue, type Delivered } from './aggregate-queue';
import type { Fact } from './fact';

/** A delivery, with what was answered to NATS. */
function delivery(version: number, timeline?: string) {
  const answers: string[] = [];
  const answer = (text: string) => () => void answers.push(text);
  const message = {
    ack: answer('ack'),
    nak: answer('nak'),
    working: answer('working'),
    term: answer('term'),
  };
  const delivered: Delivered = {
    fact: { version, timeline } as Fact,
    message: { ...message, data: new Uint8Array() },
    leasedFrom: 0,
  };
  return { delivered, answers };
}

describe('the delivered facts of an aggregate', () => {
  let queue: AggregateQueue;
  beforeEach(() => {
    queue = new AggregateQueue('session/c1');
  });

  it('keep a fact of the restored system that arrives while one of the ended history is settled', () => {
    const [ended, present] = [delivery(4, 'before'), delivery(4, 'after')];
    queue.add(ended.delivered);
    const settled = queue.lowest!;
    queue.add(present.delivered);
    queue.acknowledge(settled);
    expect(queue.lowest).toBe(present.delivered);
    expect(present.answers).toEqual([]);
    queue.acknowledge(queue.lowest!);
    expect(present.answers).toEqual(['ack']);
    expect(queue.size).toBe(0);
  });

  it('give a fact back whose place another history takes', () => {
    const [present, ended] = [delivery(4, 'after'), delivery(4, 'before')];
    queue.add(present.delivered);
    queue.add(ended.delivered);
    expect(present.answers).toEqual(['nak']);
    expect(queue.lowest).toBe(ended.delivered);
  });

  it('replace a delivery by a repeated one without an answer, and settle both', () => {
    const [first, again] = [delivery(4, 'after'), delivery(4, 'after')];
    queue.add(first.delivered);
    const settled = queue.lowest!;
    queue.add(again.delivered);
    expect(first.answers).toEqual([]);
    queue.acknowledge(settled);
    expect(queue.size).toBe(1);
    queue.acknowledge(queue.lowest!);
    expect([...first.answers, ...again.answers]).toEqual(['ack', 'ack']);
  });

  it('are known by their message after their lease was renewed', () => {
    const { delivered, answers } = delivery(4);
    queue.add({ ...delivered, leasedFrom: performance.now() });
    const settled = queue.lowest!;
    queue.renewLeases(Infinity, performance.now(), performance.now(), 60_000);
    queue.acknowledge(settled);
    expect(answers).toEqual(['ack']);
    expect(queue.size).toBe(0);
  });
});
