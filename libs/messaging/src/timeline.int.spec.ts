import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { openTimeline, Timeline } from './store/timeline';
import { messageSent, TwoServices } from './two-services.fixture';

describe('a database that was restored', () => {
  let services: TwoServices;

  beforeEach(async () => {
    services = await TwoServices.start();
  });
  afterEach(() => services.stop());

  it('begins another timeline, abandons its stream and forgets whose facts it has applied', async () => {
    const { database } = services.producer;
    const { timeline: first } = await openTimeline(database);
    await database.query(`update published_stream set created = 'at a time'`);
    await database.query(`insert into fact_timelines values ('routing', $1)`, [newId()]);
    const stored = () =>
      database.query(
        `select (select created from published_stream), (select count(*) from fact_timelines) as known`,
      );

    expect(await openTimeline(database)).toEqual({ timeline: first, isOther: false });
    expect(await stored()).toEqual([{ created: 'at a time', known: 1 }]);

    // As it is when the data came from another server, or another timeline of this one.
    await database.query(`update timeline set identity = 'another'`);
    const [one, two] = await Promise.all([openTimeline(database), openTimeline(database)]);
    expect(one.timeline).toEqual(two.timeline);
    expect([one.isOther, two.isOther].sort()).toEqual([false, true]);
    expect(one.timeline).not.toEqual(first);
    expect(await stored()).toEqual([{ created: null, known: 0 }]);
  });

  it('is asked for its timeline, and no fact of another one is applied', async () => {
    const [now, lost] = [new Timeline(newId()), newId()];
    const { append } = services.produce({}, now);
    await append([messageSent('c1', 1)]);
    // The relay has then created the stream.
    await eventually(async () => expect(await services.unpublished()).toBe(0));
    // It is still in the stream, and was delivered to nobody before the restore.
    await services.publish('c1', 2, 'MessageSent', undefined, lost);
    services.consume();
    await eventually(async () => expect(await services.appliedVersions('c1')).toEqual([1]));
    await append([messageSent('c2', 1)]);
    await eventually(async () => expect(await services.appliedVersions('c2')).toEqual([1]));
    expect(await services.appliedVersions('c1')).toEqual([1]);
    expect(await services.parked()).toEqual([]);
    await append([messageSent('c1', 2)]);
    await eventually(async () => expect(await services.appliedVersions('c1')).toEqual([1, 2]));
  });

  it('is not asked again about a timeline that was known before its producer went away', async () => {
    const now = new Timeline(newId());
    const { append, relay, bus } = services.produce({}, now);
    await append([messageSent('c1', 1)]);
    const first = services.consume();
    await eventually(async () => expect(await services.appliedVersions('c1')).toEqual([1]));
    await first.stop();
    await relay.stop();
    await bus.close();
    await services.publish('c1', 2, 'MessageSent', undefined, now.id);
    services.consume();
    await eventually(async () => expect(await services.appliedVersions('c1')).toEqual([1, 2]));
  });
});
