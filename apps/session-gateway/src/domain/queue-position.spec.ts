import { queueFrontSize } from '@rejoin/contracts';
import { queuePosition, showsQueue } from './queue-position';

const both = { showPositionInQueue: true, showAverageWaitTime: true };
const front = (...conversationIds: string[]) => ({
  workstreamId: 's1',
  conversationIds,
  averageWaitSeconds: 90,
});
const full = front(...Array.from({ length: queueFrontSize }, (_, i) => `c${i}`));

describe('a position in the queue', () => {
  it('counts from 1 and includes the average wait', () => {
    expect(queuePosition('b', front('a', 'b'), both)).toEqual({
      position: 2,
      orLater: false,
      averageWaitSeconds: 90,
    });
  });

  it('behind the known positions is the next one "or later"', () => {
    expect(queuePosition('late', full, both)).toEqual({
      position: queueFrontSize + 1,
      orLater: true,
      averageWaitSeconds: 90,
    });
  });

  it('is unknown for a conversation that is not in the queue', () => {
    expect(queuePosition('taken', front('a'), both)).toBeUndefined();
  });

  it.each([
    [{ showPositionInQueue: true }, { position: 1, orLater: false, averageWaitSeconds: null }],
    [{ showAverageWaitTime: true }, { position: null, orLater: false, averageWaitSeconds: 90 }],
  ])('contains only what the widget shows: %j', (settings, expected) => {
    expect(showsQueue(settings)).toBe(true);
    expect(queuePosition('c0', full, settings)).toEqual(expected);
  });

  it('has no "or later" when the widget does not show the position', () => {
    expect(queuePosition('late', full, { showAverageWaitTime: true })?.orLater).toBe(false);
  });

  it('is shown only by widgets with the setting', () => {
    for (const widget of [undefined, {}, { showPositionInQueue: false, showAverageWaitTime: false }])
      expect(showsQueue(widget)).toBe(false);
  });
});
