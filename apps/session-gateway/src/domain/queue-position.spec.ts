import { queueFrontSize } from '@rejoin/contracts';
import { queuePosition, showsQueue } from './queue-position';

const both = { showPositionInQueue: true, showAverageWaitTime: true };
const front = (...conversationIds: string[]) => ({
  workstreamId: 's1',
  conversationIds,
  averageWaitSeconds: 90,
});
const full = front(...Array.from({ length: queueFrontSize }, (_, i) => `c${i}`));

describe('a place in the queue', () => {
  it('is counted from 1, with the average wait', () => {
    expect(queuePosition('b', front('a', 'b'), both)).toEqual({
      position: 2,
      orLater: false,
      averageWaitSeconds: 90,
    });
  });

  it('behind those whose places are told is the next one or later', () => {
    expect(queuePosition('late', full, both)).toEqual({
      position: queueFrontSize + 1,
      orLater: true,
      averageWaitSeconds: 90,
    });
  });

  it('is not there for who is not in the queue', () => {
    expect(queuePosition('taken', front('a'), both)).toBeUndefined();
  });

  it.each([
    [{ showPositionInQueue: true }, { position: 1, orLater: false, averageWaitSeconds: null }],
    [{ showAverageWaitTime: true }, { position: null, orLater: false, averageWaitSeconds: 90 }],
  ])('is told as far as the widget shows it: %j', (settings, told) => {
    expect(showsQueue(settings)).toBe(true);
    expect(queuePosition('c0', full, settings)).toEqual(told);
  });

  it('does not say by "or later" what the widget does not show', () => {
    expect(queuePosition('late', full, { showAverageWaitTime: true })?.orLater).toBe(false);
  });

  it('is shown by no widget that does not say so', () => {
    for (const widget of [undefined, {}, { showPositionInQueue: false, showAverageWaitTime: false }])
      expect(showsQueue(widget)).toBe(false);
  });
});
