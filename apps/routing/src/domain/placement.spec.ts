import { place, type AvailableAgent } from './placement';

const at = '2026-03-02T09:00:30.000Z';
const agent = (agentId: string, usedUnits: number, over: Partial<AvailableAgent> = {}): AvailableAgent => ({
  agentId,
  reachable: true,
  maxUnits: 4,
  usedUnits,
  lastAssignedAt: null,
  ...over,
});
const offer = (
  conversationId: string,
  preferredAgentId: string | null = null,
  lastAgentId = preferredAgentId,
) => ({
  conversationId,
  preferredAgentId,
  lastAgentId,
  passedBy: [] as string[],
  passedUntil: null as string | null,
});

const who = (placements: ReturnType<typeof place>) =>
  placements.map(({ conversationId, to }) => `${conversationId}:${to.agentId}`);

describe('the placement of waiting conversations', () => {
  it('chooses the agent with the most free units', () => {
    expect(who(place([offer('1')], [agent('a', 2), agent('b', 1)], 1, at))).toEqual(['1:b']);
  });

  it('counts the placements of the same round', () => {
    expect(who(place([offer('1'), offer('2'), offer('3')], [agent('a', 2), agent('b', 1)], 1, at))).toEqual([
      '1:b',
      '2:a',
      '3:b',
    ]);
  });

  it('chooses the agent with the oldest assignment among equals', () => {
    const agents = [
      agent('a', 0, { lastAssignedAt: '2026-03-02T09:00:05.000Z' }),
      agent('b', 0, { lastAssignedAt: '2026-03-02T09:00:01.000Z' }),
      agent('c', 0),
    ];
    expect(who(place([offer('1'), offer('2'), offer('3')], agents, 0, at))).toEqual(['1:c', '2:b', '3:a']);
  });

  it('alternates between agents when conversations need 0 units', () => {
    const offers = ['1', '2', '3', '4'].map((id) => offer(id));
    expect(who(place(offers, [agent('a', 0), agent('b', 0)], 0, at))).toEqual(['1:a', '2:b', '3:a', '4:b']);
  });

  it('chooses the preferred agent first, although another has more free units', () => {
    expect(who(place([offer('1', 'a')], [agent('a', 3), agent('b', 0)], 1, at))).toEqual(['1:a']);
  });

  it('skips a preferred agent without free units', () => {
    expect(who(place([offer('1', 'a')], [agent('a', 4), agent('b', 3)], 1, at))).toEqual(['1:b']);
  });

  it('chooses the last agent only when no other agent can take it', () => {
    const handedOn = offer('1', null, 'a');
    expect(who(place([handedOn], [agent('a', 0), agent('b', 3)], 1, at))).toEqual(['1:b']);
    expect(who(place([handedOn], [agent('a', 0), agent('b', 4)], 1, at))).toEqual(['1:a']);
  });

  it('never exceeds a maximum, and ends at the first conversation that cannot be placed', () => {
    const offers = ['1', '2', '3', '4'].map((id) => offer(id));
    const placements = place(offers, [agent('a', 2), agent('b', 3)], 1, at);
    expect(who(placements)).toEqual(['1:a', '2:b', '3:a']);
    for (const { to } of placements) expect(to.usedUnits + 1).toBeLessThanOrEqual(to.maxUnits);
  });

  it('chooses no agent who is unreachable', () => {
    expect(place([offer('1')], [agent('a', 0, { reachable: false })], 1, at)).toEqual([]);
  });
});
