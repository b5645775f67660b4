import type { Devices } from './controls';
import type { DeviceName, Story } from './story';

interface Props {
  story: Story;
  devices: Devices;
  look: (device: DeviceName) => void;
}

/** The customer's devices. Only one is visible; the hidden one stays loaded. */
export function CustomerSide({ story: { hello, connections }, devices, look }: Props) {
  const { shown, laptopOpen, phoneUrl } = devices;
  const open: readonly DeviceName[] = phoneUrl === undefined ? ['laptop'] : ['laptop', 'phone'];
  const urls = { laptop: laptopOpen ? hello?.pages.laptop : undefined, phone: phoneUrl };
  return (
    <section class="side customer" aria-labelledby="customer-title">
      <div class="side-head">
        <h2 id="customer-title">Customer</h2>
        <div class="devices">
          {open.map((device) => (
            <button
              key={device}
              type="button"
              aria-pressed={device === shown}
              data-connection={connections[device]}
              onClick={() => look(device)}
            >
              {device}
              {connections[device] === 'cut' && <span class="unseen">, disconnected</span>}
            </button>
          ))}
        </div>
      </div>
      {open.map((device) => (
        <div key={device} class="device" data-device={device} hidden={device !== shown}>
          <div class="address" aria-hidden="true">
            <i />
            <i />
            <i />
            <span dir="ltr">{addressOf(hello?.pages[device])}</span>
          </div>
          {urls[device] !== undefined ? (
            <iframe key={urls[device]} src={urls[device]} title={`Shop on the ${device}`} />
          ) : (
            hello && <p class="closed">The browser is closed. Its storage is kept.</p>
          )}
        </div>
      ))}
    </section>
  );
}

function addressOf(page: string | undefined): string {
  return page?.replace('http://', '') ?? '';
}
