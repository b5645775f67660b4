import { isRefused, plusSeconds, type Instant } from '@rejoin/kernel';
import { signedOutDesk, decideDesk, evolveDesk, otherDevices, type Desk, type DeskCommand } from './desk';
import { connection, noon } from './session.fixture';

const later = (seconds: number) => plusSeconds(noon, seconds);
const join = (id: string): DeskCommand => ({ type: 'join', connection: connection(id) });
const lose = (connectionId: string): DeskCommand => ({ type: 'lose', connectionId, elapsedMs: 0 });
const promote: DeskCommand = { type: 'promote', graceSeconds: 150 };

function after(desk: Desk, command: DeskCommand, now: Instant = noon): Desk {
  const decided = decideDesk(desk, command, now);
  if (isRefused(decided)) throw new Error(`refused: ${decided.refused}`);
  return decided.reduce(evolveDesk, desk);
}

function outcomesOf(desk: Desk, command: DeskCommand, now: Instant): string[] {
  const decided = decideDesk(desk, command, now);
  return isRefused(decided) ? [decided.refused] : decided.map(({ type }) => type);
}

const connectedDesk = after(signedOutDesk('anna'), join('a'));

describe('a desk without a connection', () => {
  it('opens in a new epoch and records the fact', () => {
    expect(outcomesOf(signedOutDesk('anna'), join('a'), noon)).toEqual([
      'AgentConnected',
      'DeskConnectionJoined',
    ]);
    expect(connectedDesk).toMatchObject({ epoch: 1, status: 'connected', lines: [{ id: 'a' }] });
  });
});

describe('a desk with a connection', () => {
  it('accepts another tab without a fact', () => {
    expect(outcomesOf(connectedDesk, join('b'), noon)).toEqual(['DeskConnectionJoined']);
  });

  it('has at most ten tabs', () => {
    const full = Array.from({ length: 9 }, (_, i) => join(`tab${i}`)).reduce(
      (desk, command) => after(desk, command),
      connectedDesk,
    );
    expect(outcomesOf(full, join('one-more'), noon)).toEqual(['too-many']);
  });

  it('stays connected while it has a tab', () => {
    const two = after(connectedDesk, join('b'));
    expect(after(two, lose('a'))).toMatchObject({ status: 'connected', lines: [{ id: 'b' }] });
  });

  it('is lost since the agent was last there, when the loss of an older connection is noticed later', () => {
    const two = after(connectedDesk, join('b'), later(10));
    const one = after(two, lose('b'), later(19));
    const sweep = { type: 'sweep', incarnation: 'gateway-1', lostAt: noon } as const;
    expect(after(one, sweep, later(20))).toMatchObject({ lostAt: later(19), promoteAt: later(22) });
  });

  it('ignores the loss of a connection that is not its own', () => {
    expect(outcomesOf(connectedDesk, lose('stranger'), noon)).toEqual([]);
  });

  it('loses the connections of a gateway that died, and no others', () => {
    const sweep = { type: 'sweep', incarnation: 'gateway-2', lostAt: noon } as const;
    const two = after(connectedDesk, { type: 'join', connection: connection('b', 'gateway-2') });
    expect(outcomesOf(connectedDesk, sweep, noon)).toEqual([]);
    expect(after(two, sweep)).toMatchObject({ status: 'connected', lines: [{ id: 'a' }] });
  });
});

describe('a desk whose last connection is lost', () => {
  const lost = after(connectedDesk, lose('a'));

  it('records no fact before three seconds have passed', () => {
    expect(outcomesOf(lost, promote, later(2.999))).toEqual([]);
    expect(outcomesOf(lost, promote, later(3))).toEqual(['AgentDisconnected']);
  });

  it('reconnects within that time in the same epoch, without a fact', () => {
    const back = after(lost, join('b'), later(2));
    expect(back).toMatchObject({ epoch: 1, status: 'connected' });
    expect(outcomesOf(lost, join('b'), later(2))).toEqual(['DeskConnectionJoined']);
    expect(outcomesOf(back, promote, later(60))).toEqual([]);
  });

  it("is recorded as disconnected once, with the agent's grace period", () => {
    const [disconnected] = decideDesk(lost, promote, later(3)) as readonly { data: object }[];
    expect(disconnected?.data).toEqual({ agentId: 'anna', epoch: 1, lostAt: noon, graceSeconds: 150 });
    expect(outcomesOf(after(lost, promote, later(3)), promote, later(9))).toEqual([]);
  });

  it('opens in a new epoch when the agent returns after that', () => {
    const away = after(lost, promote, later(3));
    expect(outcomesOf(away, join('b'), later(9))).toEqual(['AgentConnected', 'DeskConnectionJoined']);
    expect(after(away, join('b'), later(9))).toMatchObject({ epoch: 2, status: 'connected' });
  });
});

describe('a desk that was signed out', () => {
  const signedOut = after(after(connectedDesk, join('b')), { type: 'sign-out' });

  it('has no connections, and records no loss when its sockets close', () => {
    expect(signedOut).toMatchObject({ status: 'signed-out', lines: [] });
    expect(outcomesOf(signedOut, lose('a'), noon)).toEqual([]);
    expect(outcomesOf(signedOut, promote, later(60))).toEqual([]);
  });

  it('is signed out only once', () => {
    expect(outcomesOf(signedOut, { type: 'sign-out' }, noon)).toEqual([]);
  });
});

describe('an agent with several devices', () => {
  const on = (device: string, id: string): DeskCommand => ({
    type: 'join',
    connection: { ...connection(id), device },
  });
  const pc = after(signedOutDesk('anna'), on('pc', 'a'));
  const both = after(pc, on('phone', 'b'), later(60));

  it('shows the other devices with the time at which each connected', () => {
    expect(otherDevices(both.lines, 'a')).toEqual([{ since: later(60) }]);
    expect(otherDevices(both.lines, 'b')).toEqual([{ since: noon }]);
  });

  it('shows a device with several tabs once, and not its own tabs', () => {
    const tabs = after(both, on('phone', 'c'), later(90));
    expect(otherDevices(tabs.lines, 'a')).toEqual([{ since: later(60) }]);
    expect(otherDevices(tabs.lines, 'c')).toEqual([{ since: noon }]);
  });

  it('counts a connection without a device name as a device', () => {
    const unnamed = after(after(pc, join('b'), later(1)), join('c'), later(2));
    expect(otherDevices(unnamed.lines, 'b')).toEqual([{ since: noon }, { since: later(2) }]);
  });

  it('shows no devices to a connection that left the desk', () => {
    expect(otherDevices(both.lines, 'gone')).toEqual([]);
  });
});
