import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';

describe('an agent who is signed in on several devices, at different gateways', () => {
  let gateway: GatewayFixture;
  let agentId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    agentId = await gateway.agent();
  });

  const desk = (device: string, replica = 0) => gateway.desk(agentId, ['agent'], { device, replica });
  const lastOtherDevices = (caller: TestSocket) => caller.all('status').at(-1)?.otherDevices;

  it('sees the other devices on each of them, and their end, without a request', async () => {
    const pc = await desk('pc');
    await eventually(() => expect(lastOtherDevices(pc)).toEqual([]));
    const phone = await desk('phone', 1);
    await eventually(() => expect(lastOtherDevices(pc)).toHaveLength(1));
    await eventually(() => expect(lastOtherDevices(phone)).toHaveLength(1));
    phone.leave();
    await eventually(() => expect(lastOtherDevices(pc)).toEqual([]));
  });

  it('counts the tabs of a device as one, and is not notified of them', async () => {
    await desk('pc');
    const tab = await desk('pc', 1);
    await eventually(() => expect(lastOtherDevices(tab)).toEqual([]));
    const phone = await desk('phone', 1);
    await eventually(() => expect(lastOtherDevices(phone)).toHaveLength(1));
    await eventually(() => expect(lastOtherDevices(tab)).toEqual([{ since: expect.any(String) }]));
  });
});
