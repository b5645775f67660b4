import { told } from './told.fixture';
import { idsInWindows } from './windows';

describe('the time in which a customer could return', () => {
  it('goes from the lost connection to what became of it, for each chat by itself', () => {
    const facts = [
      told('MessageSent', 'c1'),
      told('CustomerDisconnected', 'c1'),
      told('MessageSent', 'c2'),
      told('CapacityHeld', 'c1'),
      told('ReconnectAccepted', 'c1'),
      told('CapacityResumed', 'c1'),
    ];
    const inside = idsInWindows(facts);
    expect(
      facts.filter(({ id }) => inside.has(id)).map(({ type }) => type.slice('rejoin.v1.'.length)),
    ).toEqual(['CustomerDisconnected', 'CapacityHeld', 'ReconnectAccepted']);
  });

  it('still runs while nothing has become of it', () => {
    expect(idsInWindows([told('ReconnectionWindowOpened', 'c1'), told('MessageSent', 'c1')]).size).toBe(2);
  });
});
