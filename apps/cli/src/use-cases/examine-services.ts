import { checkClock, checkServices, type ServiceState } from '../domain/check-versions';
import { explain } from '@rejoin/kernel';
import { skipped, type Finding } from '../domain/finding';
import { hostOf } from '../failure';

const answerWithinMs = 5_000;

/** Asks every process for its release, its readiness and its clock. */
export async function examineServices(urls: readonly string[], own: string): Promise<readonly Finding[]> {
  if (urls.length === 0)
    return [
      skipped(
        'services',
        'the processes are not known',
        'Set REJOIN_OPS_URLS to the operations address of each, for example http://config:4191,http://gateway-1:4191.',
      ),
    ];
  const states = await Promise.all(urls.map(stateOf));
  const clocks = states.flatMap(({ address, clockSeconds }) =>
    clockSeconds === undefined ? [] : [checkClock(address, clockSeconds, 0)],
  );
  return [...checkServices(states, own), ...clocks];
}

async function stateOf(url: string): Promise<ServiceState> {
  const address = hostOf(url);
  try {
    const live = (await (await ask(`${url}/health/live`)).json()) as { release?: string };
    const ready = await ask(`${url}/health/ready`);
    const { postgres, nats } = (await ready.json()) as Record<string, string>;
    const metrics = await (await ask(`${url}/metrics`)).text();
    const clock = Number(/^rejoin_clock_difference_seconds(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1]);
    return {
      address,
      release: live.release ?? 'a release before this check',
      isReady: ready.ok,
      notReady: `Postgres ${postgres ?? 'unknown'}, NATS ${nats ?? 'unknown'}`,
      clockSeconds: Number.isFinite(clock) ? clock : undefined,
    };
  } catch (error) {
    const { what } = explain(address, error);
    return {
      address,
      release: undefined,
      isReady: false,
      notReady: what.replace(`${address}: `, ''),
      clockSeconds: undefined,
    };
  }
}

function ask(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(answerWithinMs) });
}
