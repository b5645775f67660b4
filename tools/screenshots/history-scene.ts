import type { ClosingChoices, Entry, History, HistoryFilters, PastTranscript } from '@rejoin/contracts';

const at = (day: number, minute = 0) =>
  `2026-02-${String(day).padStart(2, '0')}T09:${String(minute).padStart(2, '0')}:00.000Z`;

const past = (n: number, terms: Partial<History['items'][number]>): History['items'][number] => ({
  conversationId: `past-${n}`,
  workstreamId: 'w1',
  workstreamName: 'Orders',
  widgetId: 'shop',
  customerName: null,
  signedIn: false,
  agent: { agentId: 'anna', name: 'Anna' },
  outcome: 'ended',
  startedAt: at(28 - n),
  closedAt: at(28 - n, 40),
  firstWords: 'My blue parcel has not arrived',
  ...terms,
});

const items: History['items'] = [
  past(1, { customerName: 'Mia Martin', signedIn: true }),
  past(2, { customerName: 'عمر فاروق', firstWords: 'أين طلبي؟', outcome: 'expired', agent: null }),
  past(3, { firstWords: null, outcome: 'closed-by-customer' }),
  past(4, {
    customerName: 'Maximiliane-Friederike von und zu Hohenstein-Lilienthal',
    firstWords: 'Guten Tag, ich habe eine sehr lange Frage zu der Rechnung, die ich gestern bekommen habe',
    outcome: 'gave-up',
  }),
];

const entry = (seq: number, more: Partial<Entry>): Entry => ({
  seq,
  kind: 'message',
  sender: 'customer',
  agentId: null,
  clientId: null,
  text: null,
  code: null,
  params: {},
  visibility: 'public',
  locale: 'en',
  at: at(27, seq),
  link: null,
  ...more,
});
const ofAnna = { sender: 'agent', agentId: 'anna', params: { name: 'Anna' } } as const;
const event = { kind: 'system', sender: 'system' } as const;

const entries: Entry[] = [
  entry(1, { ...event, code: 'conversation-started' }),
  entry(2, { text: 'My blue parcel has not arrived' }),
  entry(3, { ...ofAnna, ...event, code: 'agent-joined' }),
  entry(4, { ...ofAnna, text: 'I am sorry. It arrives tomorrow.' }),
  entry(5, { ...ofAnna, text: 'Refund of the postage approved', visibility: 'internal' }),
  entry(6, { ...ofAnna, ...event, code: 'ended-by-agent' }),
  entry(7, { ...event, code: 'closed' }),
];

const filters: HistoryFilters = {
  workstreams: [{ workstreamId: 'w1', name: 'Orders' }],
  agents: [{ agentId: 'anna', name: 'Anna' }],
};

const choices: ClosingChoices = {
  dispositions: ['Solved', 'Forwarded to the courier', 'No answer'],
  dispositionRequired: false,
  tags: ['Delivery', 'Return', 'Voucher'],
};

/** An answer of a gateway. */
export interface Answer {
  readonly status?: number;
  readonly json: object;
}

/** Answers the requests of the desk for closed conversations; undefined for other addresses. */
export function answerHistory(pathname: string, body: string | null): Answer | undefined {
  if (!pathname.startsWith('/v1/history/')) return undefined;
  if (pathname.endsWith('/filters')) return { json: filters };
  if (pathname.endsWith('/closing')) return { json: choices };
  if (pathname.endsWith('/search')) return search(JSON.parse(body ?? '{}') as { search?: string });
  const conversation = items.find(({ conversationId }) => pathname.includes(`/${conversationId}/`));
  if (!conversation) return { status: 404, json: { name: 'not-found', title: 'no', status: 404 } };
  return { json: { conversation, entries, nextCursor: null } satisfies PastTranscript };
}

function search({ search = '' }: { search?: string }): Answer {
  if (search.includes('%')) return { status: 400, json: { name: 'invalid', title: 'no', status: 400 } };
  if (search.includes('broken'))
    return { status: 403, json: { name: 'forbidden', title: 'no', status: 403 } };
  const found = items.filter(({ firstWords }) => (firstWords ?? '').toLowerCase().includes(search));
  const shown = search === '' ? items : found;
  return { json: { items: shown, nextCursor: null, serverNow: at(28) } satisfies History };
}
