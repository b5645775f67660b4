import { nameOf, savedOf } from './kinds';
import { newWidget } from '../widget/new-widget';
import { newQuickReply } from '../workstream/quick-reply';
import { newAgent } from '../people/new-people';

describe('the flat body of a response', () => {
  it('is divided into the settings and what else is known', () => {
    const flat = { accountId: 'a1', version: 3, changedAt: 't', hasPassword: true, login: 'x', active: true };
    expect(savedOf('accounts', flat)).toEqual({
      id: 'a1',
      version: 3,
      changedAt: 't',
      hasSecondFactor: false,
      settings: { login: 'x', active: true },
    });
    expect(savedOf('accounts', { ...flat, hasSecondFactor: true }).hasSecondFactor).toBe(true);
  });

  it('leaves out what cannot be edited, such as secrets and dead letters', () => {
    const settings = { name: 'CRM', url: 'https://crm.example', eventTypes: [], active: true };
    const flat = { ...settings, webhookId: 'w1', version: 1, changedAt: 't', offBecause: null, waiting: 2 };
    expect(savedOf('webhooks', { ...flat, deadLetters: 1, secrets: [], secret: 's' }).settings).toEqual(
      settings,
    );
  });
});

it('a resource is called by its name, its display name or its title', () => {
  expect(nameOf({ ...newWidget('w', 'en'), name: 'Shop' })).toBe('Shop');
  expect(nameOf({ ...newAgent(), displayName: 'Anna' })).toBe('Anna');
  expect(nameOf({ ...newQuickReply('w', 'en'), title: 'Hello' })).toBe('Hello');
});
