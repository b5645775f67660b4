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

function told(desk: Desk, command: DeskCommand, now: Instant): string[] {
  const decided = decideDesk(desk, command, now);
  return isRefused(decided) ? [decided.refused] : decided.map(({ type }) => type);
}

const seated = after(signedOutDesk('anna'), join('a'));

describe('a desk where nobody sits', () => {
  it('is taken in a new epoch, and everybody is told', () => {
    expect(told(signedOutDesk('anna'), join('a'), noon)).toEqual(['AgentConnected', 'DeskConnectionJoined']);
    expect(seated).toMatchObject({ epoch: 1, status: 'connected', lines: [{ id: 'a' }] });
  });
});

describe('a desk where an agent sits', () => {
  it('takes a further tab quietly', () => {
    expect(told(seated, join('b'), noon)).toEqual(['DeskConnectionJoined']);
  });

  it('has at most ten tabs', () => {
    const full = Array.from({ length: 9 }, (_, i) => join(`tab${i}`)).reduce(
      (desk, command) => after(desk, command),
      seated,
    );
    expect(told(full, join('one-more'), noon)).toEqual(['too-many']);
  });

  it('stays connected while one tab is left', () => {
    const two = after(seated, join('b'));
    expect(after(two, lose('a'))).toMatchObject({ status: 'connected', lines: [{ id: 'b' }] });
  });

  it('is lost since its agent was last there, although an older line is noticed later', () => {
    const two = after(seated, join('b'), later(10));
    const one = after(two, lose('b'), later(19));
    const sweep = { type: 'sweep', incarnation: 'gateway-1', lostAt: noon } as const;
    expect(after(one, sweep, later(20))).toMatchObject({ lostAt: later(19), promoteAt: later(22) });
  });

  it('hears nothing of a line that is not its own', () => {
    expect(told(seated, lose('stranger'), noon)).toEqual([]);
  });

  it('loses the lines of a gateway that died, and no others', () => {
    const sweep = { type: 'sweep', incarnation: 'gateway-2', lostAt: noon } as const;
    const two = after(seated, { type: 'join', connection: connection('b', 'gateway-2') });
    expect(told(seated, sweep, noon)).toEqual([]);
    expect(after(two, sweep)).toMatchObject({ status: 'connected', lines: [{ id: 'a' }] });
  });
});

describe('a desk whose last line is lost', () => {
  const lost = after(seated, lose('a'));

  it('tells nobody before three seconds have passed', () => {
    expect(told(lost, promote, later(2.999))).toEqual([]);
    expect(told(lost, promote, later(3))).toEqual(['AgentDisconnected']);
  });

  it('is found again within them in the same epoch, and nobody hears of it', () => {
    const back = after(lost, join('b'), later(2));
    expect(back).toMatchObject({ epoch: 1, status: 'connected' });
    expect(told(lost, join('b'), later(2))).toEqual(['DeskConnectionJoined']);
    expect(told(back, promote, later(60))).toEqual([]);
  });

  it('is told as lost once, with the grace of this agent', () => {
    const [disconnected] = decideDesk(lost, promote, later(3)) as readonly { data: object }[];
    expect(disconnected?.data).toEqual({ agentId: 'anna', epoch: 1, lostAt: noon, graceSeconds: 150 });
    expect(told(after(lost, promote, later(3)), promote, later(9))).toEqual([]);
  });

  it('is a new epoch when the agent is back after that', () => {
    const away = after(lost, promote, later(3));
    expect(told(away, join('b'), later(9))).toEqual(['AgentConnected', 'DeskConnectionJoined']);
    expect(after(away, join('b'), later(9))).toMatchObject({ epoch: 2, status: 'connected' });
  });
});

describe('a desk that was signed out', () => {
  const left = after(after(seated, join('b')), { type: 'sign-out' });

  it('has no lines, and is not told as lost when its sockets close', () => {
    expect(left).toMatchObject({ status: 'signed-out', lines: [] });
    expect(told(left, lose('a'), noon)).toEqual([]);
    expect(told(left, promote, later(60))).toEqual([]);
  });

  it('is signed out once', () => {
    expect(told(left, { type: 'sign-out' }, noon)).toEqual([]);
  });
});

describe('an agent with several devices', () => {
  const on = (device: string, id: string): DeskCommand => ({
    type: 'join',
    connection: { ...connection(id), device },
  });
  const pc = after(signedOutDesk('anna'), on('pc', 'a'));
  const both = after(pc, on('phone', 'b'), later(60));

  it('sees the others, and since when each is there', () => {
    expect(otherDevices(both.lines, 'a')).toEqual([{ since: later(60) }]);
    expect(otherDevices(both.lines, 'b')).toEqual([{ since: noon }]);
  });

  it('sees a device with several tabs once, and not its own tabs', () => {
    const tabs = after(both, on('phone', 'c'), later(90));
    expect(otherDevices(tabs.lines, 'a')).toEqual([{ since: later(60) }]);
    expect(otherDevices(tabs.lines, 'c')).toEqual([{ since: noon }]);
  });

  it('takes a line that names no device for a device', () => {
    const unnamed = after(after(pc, join('b'), later(1)), join('c'), later(2));
    expect(otherDevices(unnamed.lines, 'b')).toEqual([{ since: noon }, { since: later(2) }]);
  });

  it('sees none from a line that is at the desk no more', () => {
    expect(otherDevices(both.lines, 'gone')).toEqual([]);
  });
});
