import type { OwnQuickReplies } from '@rejoin/contracts';
import { answerHistory, type Answer } from './history-scene';

const ownReplies: OwnQuickReplies = {
  items: [
    {
      quickReplyId: 'own-1',
      title: 'Courier’s photo',
      body: 'Hello {{customer.name}}, I am looking at the courier’s photo.',
      changedAt: '2026-02-27T09:00:00.000Z',
    },
  ],
};

/** Answers the HTTP requests of a desk after its sign-in; undefined for other addresses. */
export function answerDesk(pathname: string, body: string | null): Answer | undefined {
  if (pathname === '/v1/sign-in/options') return { json: { passwords: true, providers: [] } };
  if (pathname === '/v1/me/quick-replies') return { json: ownReplies };
  if (pathname === '/v1/me/second-factor') return { json: { enabled: false, recoveryCodesLeft: 0 } };
  return answerHistory(pathname, body);
}
