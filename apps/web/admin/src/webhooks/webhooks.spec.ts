import { WebhookEventType } from '@rejoin/contracts';
import { eventTypes, webhookProblems } from './webhooks';

describe('a webhook that is filled in', () => {
  it('can choose every kind of fact that the service knows', () => {
    expect(eventTypes).toEqual(WebhookEventType.options);
  });

  it('needs a name and an address with https', () => {
    const right = { name: 'CRM', url: 'https://crm.example/hook', eventTypes: [], active: true };
    expect([...webhookProblems(right)]).toEqual([]);
    const wrong = webhookProblems({ ...right, name: ' ', url: 'http://crm.example/hook' });
    expect([...wrong]).toMatchObject([
      ['/name', { code: 'required' }],
      ['/url', { code: 'not-https' }],
    ]);
  });
});
