import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace, visit, type Place } from './widget-page';

describeInBrowser('the widget on a customer’s page', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(world());
  });
  afterAll(async () => {
    await place.portal.close();
  });

  const agentSees = async (...expected: string[]) =>
    eventually(() => {
      const { conversations } = place.agent.desk.state;
      const all = [...conversations.values()].map(({ transcript }) => texts(transcript.entries));
      expect(all).toContainEqual(expected);
    });

  it('starts a chat, and both sides see each other', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.startChat('Hello there');
    await agentSees('Hello there');
    const [conversationId] = [...place.agent.desk.state.conversations.keys()];
    await place.agent.desk.send(conversationId!, 'Hi, I am Ada');
    await widget.log.getByText('Hi, I am Ada').waitFor();
    expect(await widget.messages()).toEqual(['Hello there', 'Hi, I am Ada']);
    expect(widget.complaints).toEqual([]);
    await context.close();
  });
});
