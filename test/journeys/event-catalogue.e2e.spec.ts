import { eventually } from '@rejoin/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording, StoryFact } from '../../tools/generate/events-page';
import type { Agent, Served } from './people';
import { inAWorld } from './world';

const file = join(__dirname, '../../tools/generate/recorded/stories.json');
const isRecording = process.env['REJOIN_RECORD'] === '1';
const services = ['config', 'session_gateway', 'reconnection_timer', 'routing'];

/** The stories of docs/events.md are played here. REJOIN_RECORD=1 records their facts. */
describe('the stories of the event catalogue', () => {
  const world = inAWorld();
  const recorded = isRecording ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as Recording);
  const played: Recording['stories'][number][] = [];
  const names = new Map<string, string>();

  /** All facts of a conversation, of every service, in the order in which they were recorded. */
  const told = (conversationId: string) =>
    world().sql<StoryFact>(
      `select family, type, version::int from (${services
        .map(
          (schema) =>
            `select family, type, version, recorded_at from ${schema}.outbox where aggregate_id = $1`,
        )
        .join(' union all ')}) told order by recorded_at, family`,
      [conversationId],
    );
  /** Only the order within a family is promised. */
  const byFamily = (facts: readonly StoryFact[]) =>
    facts.toSorted((a, b) => a.family.localeCompare(b.family));

  async function holds(title: string, conversationId: string, last: string): Promise<void> {
    await eventually(async () =>
      expect((await told(conversationId)).map(({ type }) => type)).toContain(last),
    );
    if (recorded) {
      const story = recorded.stories.find((one) => one.title === title);
      await eventually(async () =>
        expect(byFamily(await told(conversationId))).toEqual(byFamily(story?.facts ?? [])),
      );
      return;
    }
    played.push({ title, facts: await told(conversationId) });
  }

  async function served(shopTerms: Parameters<ReturnType<typeof world>['shop']>[0] = {}): Promise<Stage> {
    const shop = await world().shop(shopTerms);
    const anna = await world().agent(shop, 'anna');
    const customer = await world().served(shop, anna);
    names.set(shop.name, 'shop').set(anna.agentId, 'anna');
    return { shop, anna, customer, conversationId: customer.conversationId };
  }
  interface Stage {
    shop: Awaited<ReturnType<ReturnType<typeof world>['shop']>>;
    anna: Agent;
    customer: Served;
    conversationId: string;
  }
  const away = ({ anna, customer }: Stage) => {
    customer.cutter.cut();
    return eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
  };

  it('a chat that is served and ended', async () => {
    const { anna, customer, conversationId } = await served();
    await customer.chat.send('Where is my parcel?');
    await anna.desk.addNote(conversationId, 'Parcel 7');
    await anna.desk.end(conversationId);
    await eventually(() => anna.desk.closeConversation(conversationId));
    await holds('An agent answers, ends and closes a chat', conversationId, 'ConversationClosed');
  });

  it('a return in time', async () => {
    const stage = await served();
    await away(stage);
    stage.customer.cutter.restore();
    await holds(
      'The customer is disconnected and reconnects in time',
      stage.conversationId,
      'CapacityResumed',
    );
  });

  it('a return that does not happen', async () => {
    const stage = await served({ reconnect: { timeLimitSeconds: 2 } });
    await away(stage);
    await holds(
      'The customer is disconnected and does not reconnect',
      stage.conversationId,
      'CapacityReleased',
    );
  });

  it('more time, and giving up', async () => {
    const stage = await served({ reconnect: { timeLimitSeconds: 30, extension: { times: 1, seconds: 30 } } });
    await away(stage);
    // The timer may open the window a moment after the desk is notified.
    await eventually(() => stage.anna.desk.extend(stage.conversationId));
    await stage.anna.desk.giveUp(stage.conversationId);
    await holds(
      'The agent extends the time limit, and then stops waiting',
      stage.conversationId,
      'CapacityReleased',
    );
  });

  it('a link on another device', async () => {
    const { shop, anna, customer, conversationId } = await served();
    await anna.desk.sendQuickReply(conversationId, shop.linkReply);
    await eventually(() => expect(customer.chat.entries.some((entry) => entry.link?.url)).toBe(true));
    const url = customer.chat.entries.findLast((entry) => entry.link?.url)?.link?.url ?? '';
    const phone = await world().customer(shop);
    await phone.chat.reconnectByLink(url);
    await holds(
      'The customer continues on another device with a reconnect link',
      conversationId,
      'SessionTakenOver',
    );
  });

  it('a queue that the customer leaves', async () => {
    const shop = await world().shop({ workstream: { openHoldSeconds: 1 } });
    names.set(shop.name, 'shop');
    const customer = await world().customer(shop);
    const { conversationId } = await customer.chat.start();
    customer.cutter.cut();
    await holds('The customer leaves the queue', conversationId, 'ConversationClosed');
  });

  it('an agent who gives it back', async () => {
    const stage = await served();
    await stage.anna.desk.setPresence('busy');
    await stage.anna.desk.release(stage.conversationId);
    await holds('The agent releases the chat to the queue', stage.conversationId, 'ConversationRequeued');
    await stage.anna.desk.signOut({ confirm: true });
  });

  it('a conversation that is kept no longer', async () => {
    const { anna, customer, conversationId } = await served({
      workstream: { keepTranscriptsDays: 30, keepConversationsDays: 90 },
    });
    await customer.chat.send('Where is my parcel?');
    await anna.desk.end(conversationId);
    await eventually(() => anna.desk.closeConversation(conversationId));
    const daysPass = (days: number, until: string) =>
      eventually(
        async () => {
          await world().sql(
            `update session_gateway.past_conversations set closed_at = now() - make_interval(days => $2)
             where id = $1`,
            [conversationId, days],
          );
          expect((await told(conversationId)).map(({ type }) => type)).toContain(until);
        },
        { timeout: 60_000, interval: 500 },
      );
    await daysPass(31, 'ConversationErased');
    await daysPass(91, 'ConversationDeleted');
    await holds(
      'The workstream keeps the transcript and then the records no longer',
      conversationId,
      'ConversationDeleted',
    );
  });

  if (isRecording)
    it('is written down', async () => {
      const examples = await world().sql<{ type: string; data: Record<string, unknown> }>(
        `select distinct on (type) type, data from (${services
          .map((schema) => `select type, data, recorded_at from ${schema}.outbox`)
          .join(' union all ')}) told order by type, recorded_at desc`,
      );
      const recording: Recording = {
        stories: played,
        examples: Object.fromEntries(examples.map(({ type, data }) => [type, data])),
      };
      let text = JSON.stringify(recording, null, 2);
      for (const [id, name] of names) text = text.replaceAll(id, name);
      writeFileSync(file, `${text}\n`);
    });
});
