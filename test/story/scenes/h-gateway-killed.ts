import type { Customer } from '../customer';
import { answers } from '../running-system';
import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, same, still, until } from '../until';

const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Eli'];

/**
 * (h) the customer's gateway killed with -9: everyone is back through the other one, no window for those within
 * the debounce.
 */
export async function gatewayKilled(stage: Stage): Promise<Scene> {
  const { gateways, pidOf } = stage.system;
  const [theirs, other] = gateways;
  const pid = theirs === undefined ? undefined : pidOf(theirs);
  const title = 'The crash';
  if (theirs === undefined || other === undefined || pid === undefined) {
    const why = 'Not played here: it needs two gateways whose processes run on this machine (npm start).';
    return { letter: 'h', title, happens: [why] };
  }
  const set = await stage.set({ agents: { Ben: names.length }, debounceSeconds: 10 });
  const ben = set.desk('Ben');
  const customers = await Promise.all(
    names.map((name) => set.customer(name, { endpoints: [theirs, other] })),
  );
  const everyone = (act: (customer: Customer) => Promise<unknown>) => Promise.all(customers.map(act));
  return {
    letter: 'h',
    title,
    happens: [
      `${names.length} customers chat with Ben, all through the gateway ${theirs}.`,
      [
        'all conversations are assigned',
        async () => {
          await everyone(async (customer) => {
            await customer.start();
            await ben.serves(customer, `I am ${customer.name}.`, `Hello, ${customer.name}.`);
          });
        },
      ],
      [
        `the gateway is killed with -9 while all of them write: they reconnect through the other one`,
        async () => {
          const writing = everyone((customer) => customer.chat.send('Before or after?'));
          const killedAt = performance.now();
          const down = everyone((customer) =>
            until(`${customer.name} is cut off`, () => customer.chat.status.phase !== 'live'),
          );
          process.kill(pidOf(theirs) ?? pid, 'SIGKILL');
          await down;
          await everyone((customer) => until(`${customer.name} is back`, () => customer.returns > 0));
          const took = performance.now() - killedAt;
          await writing;
          return `in ${(took / 1000).toFixed(1)} s`;
        },
      ],
      [
        'what they wrote at that moment is delivered exactly once, to both sides',
        async () => {
          await everyone(async (customer) => {
            await customer.reads('Before or after?');
            const said = [`I am ${customer.name}.`, `Hello, ${customer.name}.`, 'Before or after?'];
            same(customer.messages, said, `what ${customer.name} sees`);
            await until('Ben reads it', () => ben.entriesOf(customer).some(({ text }) => text === said[2]));
          });
        },
      ],
      [
        'the other gateway detects the failure, and no time limit runs for customers who have reconnected',
        async () => {
          const undisturbed = ({ chat }: Customer) =>
            !chat.entries.some(({ code }) => code === 'customer-lost' || code === 'customer-back') &&
            (chat.conversation?.customer.epoch ?? 1) === 1 &&
            (chat.conversation?.window ?? null) === null;
          await still('nobody counts as away', () => customers.every(undisturbed), 7_000);
          same([ben.usedUnits, ben.heldUnits], [names.length, 0], "Ben's units");
        },
      ],
      [
        'the gateway is restarted and accepts customers',
        async () => {
          await until(
            'another process',
            async () => pidOf(theirs) !== pid && (await answers(theirs)),
            30_000,
          );
          const late = await set.customer('Fay', { endpoints: [theirs] });
          await late.start();
          check(late.chat.status.phase === 'live', 'Fay chats through it');
        },
      ],
    ],
  };
}
