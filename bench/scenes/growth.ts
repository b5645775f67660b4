import { until } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { addEntries, copyAgent, copyConversation } from '../product/seed.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product, type Goal, type Rounds } from '../report/goals.ts';
import { growthPlot, type Growth } from '../report/growth-plot.ts';
import { linesOf } from '../report/table.ts';
import { costs, operations, settled } from './operation-costs.ts';
import { outcome, type Contender, type Scene } from './scene.ts';

interface Axis {
  readonly title: string;
  readonly levels: readonly number[];
  /** Brings the system from one level to the next. */
  grow(chats: Chats, from: number, to: number): Promise<void>;
}

const axes: readonly Axis[] = [
  {
    title: 'open windows',
    levels: [1_000, 10_000, 100_000],
    async grow(chats, from, to) {
      const away = await oneOf(
        chats,
        `outcome is null and conversation_id not like 'window-%'`,
        'reconnection_timer.windows',
      );
      await copyConversation(chats.system, away, { prefix: `window-${to}`, count: to - from, agents: 1_000 });
    },
  },
  {
    title: 'messages',
    levels: [10_000, 500_000, 5_000_000],
    grow: (chats, from, to) => addEntries(chats.system, `message-${to}`, to - from),
  },
  {
    title: 'agents',
    levels: [10, 500, 5_000],
    grow: (chats, from, to) => copyAgentsUpTo(chats, to, from),
  },
  {
    title: 'closed conversations of an agent',
    levels: [0, 10_000, 100_000],
    async grow(chats, from, to) {
      const closed = await oneOf(chats, `state = 'closed'`, 'routing.conversations', 'id');
      await copyConversation(chats.system, closed, { prefix: `closed-${to}`, count: to - from });
    },
  },
];

async function copyAgentsUpTo(chats: Chats, to: number, from: number): Promise<void> {
  const live = await oneOf(chats, `available`, 'routing.agents', 'id');
  await copyAgent(chats.system, live, to - from, `agent-${to}`);
}

async function oneOf(chats: Chats, where: string, table: string, id = 'conversation_id'): Promise<string> {
  const [row] = await chats.system.query<{ id: string }>(
    `select ${id} as id from ${table} where ${where} limit 1`,
  );
  if (row === undefined) throw new Error(`there is nothing to copy: ${table} where ${where}`);
  return row.id;
}

const nameOf = (axis: Axis, level: number, operation: string) =>
  `${axis.title} ${level}: ${operation}, CPU ms`;

/** Each axis has a contender of its own, so that the growth of one axis does not affect the next. */
const along = (axis: Axis): Contender => ({
  name: axis === axes[0] ? product : `${product}, ${axis.title}`,
  settings: `${axis.title}: ${axis.levels.join(', ')}; CPU of services, Postgres and NATS per operation`,
  async run(stage) {
    const chats = await Chats.open(stage, { agents: 10, timeLimitSeconds: 7_200 });
    await chats.start(stage.count(400));
    await oneAway(chats);
    await oneClosed(chats);
    await settled(chats);
    await costs(chats, stage);
    const figures: Record<string, number> = {};
    let level = 0;
    for (const [i, next] of axis.levels.entries()) {
      const wanted = i === 0 && axis.title === 'agents' ? 10 : Math.round(next * stage.scale);
      if (axis.title === 'agents' && i === 0) level = wanted;
      if (wanted > level) await axis.grow(chats, level, wanted);
      level = Math.max(level, wanted);
      await settled(chats);
      const cost = await costs(chats, stage);
      for (const operation of operations) figures[nameOf(axis, next, operation)] = cost[operation];
    }
    const first = operations.map((one) => figures[nameOf(axis, axis.levels[0] ?? 0, one)] ?? NaN);
    const last = operations.map((one) => figures[nameOf(axis, axis.levels.at(-1) ?? 0, one)] ?? NaN);
    const growth = Math.max(...last.map((cost, i) => cost / (first[i] ?? NaN)));
    return outcome(
      { ...figures, [`${axis.title}: growth`]: growth },
      await tablesAreRight(chats.system),
      chats.customers,
    );
  },
});

/** The customer of the last chat loses the connection and stays away. */
async function oneAway(chats: Chats): Promise<void> {
  await chats.customers.ask('cutLast');
  await until(30, 'one window', async () => (await chats.openWindows()) >= 1);
}

/** The customer closes one chat, and the agent's wrap-up ends. */
async function oneClosed(chats: Chats): Promise<void> {
  await chats.customers.ask('closeLast');
  const closed = `select count(*) as n from routing.conversations where state = 'closed'`;
  await until(30, 'one closed', async () => {
    await chats.desks.ask('closeEnded');
    return (await chats.system.number(closed)) >= 1;
  });
}

/** The medians of all rounds as the lines of a plot. */
function growthSvg(rounds: Rounds): string {
  const medians = new Map(linesOf(rounds).map(({ figure, median }) => [figure, median]));
  return growthPlot(
    axes.map((axis) => ({
      title: axis.title,
      lines: operations.map((operation): Growth => {
        const cost = (level: number) => medians.get(nameOf(axis, level, operation)) ?? NaN;
        const first = cost(axis.levels[0] ?? 0);
        const points = axis.levels.map((level) => ({ level, cost: cost(level) / first }));
        return { label: operation, points: points.filter((point) => !Number.isNaN(point.cost)) };
      }),
    })),
  );
}

export const growth: Scene = {
  name: 'growth',
  about:
    'what a message, a return and a start cost while the tables grow (their past is copied in the database)',
  limitSeconds: 900,
  mostRounds: 2,
  contenders: () => axes.map(along),
  goals: axes.map((axis): Goal => ({
    says: `${axis.title}, ${axis.levels[0]} to ${axis.levels.at(-1)}`,
    figure: `${axis.title}: growth`,
    ...(axis === axes[0] ? {} : { of: `${product}, ${axis.title}` }),
    unit: 'x',
    atMost: { accept: 1.2, stretch: 1.2 },
  })),
  plots: (rounds) => [
    {
      name: 'growth.svg',
      says: 'CPU per operation, as a multiple of the first level',
      svg: growthSvg(rounds),
    },
  ],
};
