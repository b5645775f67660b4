import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Who opens transactions besides inbound, and why. Paths are below `apps`. */
const reasons = {
  'config/src/store/webhook-positions.store': 'The reader of facts opens them, by its interface FactStore.',
  'config/src/use-cases/admit-person': 'It tries again when another sign-in was first.',
  'config/src/use-cases/change-password': 'It hashes passwords before.',
  'config/src/use-cases/change-second-factor': 'It hashes passwords and counts attempts before.',
  'config/src/use-cases/deliver-webhooks': 'It sends HTTP requests between them.',
  'config/src/use-cases/discard-webhook-events': 'It commits many rows in batches.',
  'config/src/use-cases/limit-attempts': 'It counts an attempt before it is made.',
  'config/src/use-cases/make-first-administrator': 'It hashes a password before.',
  'config/src/use-cases/save-webhook': 'It commits many rows in batches.',
  'config/src/use-cases/sign-in-with-provider': 'It sends HTTP requests between them.',
  'config/src/use-cases/sign-out-by-provider': 'It sends an HTTP request before.',
  'config/src/use-cases/store-setup-tokens': 'It opens none while the tokens are the same.',
  'config/src/use-cases/test-webhook': 'It sends an HTTP request after it.',
  'config/src/use-cases/tidy-webhooks': 'It commits many endpoints one by one.',
  'session-gateway/src/store/conversations.store': 'A batcher decides many commands in one.',
  'session-gateway/src/store/desks.store': 'A batcher decides many commands in one.',
  'session-gateway/src/store/history.store': 'It reads rights and what they apply to together.',
  'session-gateway/src/store/ongoing.store': 'It limits the time of a search.',
  'session-gateway/src/store/report.store': 'It limits the time of a report, and reads all of it together.',
  'session-gateway/src/use-cases/add-to-history': 'It commits many conversations one by one.',
  'session-gateway/src/use-cases/block-customer': 'It asks other services to end conversations after it.',
  'session-gateway/src/use-cases/check-alerts': 'It asks other services before.',
  'session-gateway/src/use-cases/create-conversations': 'A batcher decides many starts in one.',
  'session-gateway/src/use-cases/erase-conversation': 'The retention commits many conversations one by one.',
  'session-gateway/src/use-cases/revoke-links': 'The action of a supervisor is recorded before and after it.',
};

/** Returns the files of these rooms that open a transaction. */
function openersIn(apps: string, services: readonly string[]): string[] {
  const folders = services.flatMap((app) =>
    ['domain', 'use-cases', 'store'].map((room) => `${app}/src/${room}`),
  );
  return folders
    .filter((folder) => existsSync(join(apps, folder)))
    .flatMap((folder) => readdirSync(join(apps, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => /^[^.]+(\.store)?\.ts$/.test(file))
    .filter((file) => /\.transaction\(/.test(readFileSync(join(apps, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

describe('a transaction', () => {
  it('is opened by inbound, and by what has a reason', () => {
    const services = ['config', 'reconnection-timer', 'routing', 'session-gateway'];
    expect(openersIn(join(root, 'apps'), services)).toEqual(Object.keys(reasons).sort());
  });

  it('is found in a use case', () => {
    const found = openersIn(join(__dirname, 'canaries/apps'), ['shop']);
    expect(found).toEqual(['shop/src/use-cases/opens-a-transaction']);
  });
});
