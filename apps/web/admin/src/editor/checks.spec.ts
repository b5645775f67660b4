import { adminScene, type Things } from '../../../../../tools/screenshots/admin-scene';
import { kinds, savedOf, type Kind } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { problemsOf } from '../form/problem';
import { tidied } from '../form/tidied';
import { newQuickReply } from '../workstream/quick-reply';

const codes = (kind: Kind, draft: object) =>
  Object.fromEntries(
    [...problemsOf(foundBy(kinds[kind].schema, tidied(draft)))].map(([field, { code }]) => [field, code]),
  );

describe('a draft', () => {
  const webhook = { name: 'CRM', url: 'https://crm.example/hook', eventTypes: [], active: true };
  const serviceAccount = { name: 'CRM', scopes: ['figures:read'], active: true };
  const reply = { ...newQuickReply('w', 'ar'), title: 'T', body: 'B' };

  it.each<[string, Kind, object, Record<string, string>]>([
    ['a webhook that is complete', 'webhooks', webhook, {}],
    ['a webhook with spaces around its name', 'webhooks', { ...webhook, name: ' CRM ' }, {}],
    [
      'a webhook without a name and a URL',
      'webhooks',
      { ...webhook, name: ' ', url: 'crm' },
      { '/name': 'required', '/url': 'not-a-url' },
    ],
    [
      'a webhook with a password in its URL',
      'webhooks',
      { ...webhook, url: 'https://a:b@crm.example' },
      { '/url': 'url-credentials' },
    ],
    ['a service account that is complete', 'service-accounts', serviceAccount, {}],
    [
      'a service account without a name and a scope',
      'service-accounts',
      { ...serviceAccount, name: '', scopes: [] },
      { '/name': 'required', '/scopes': 'required' },
    ],
    [
      'a service account with a long name',
      'service-accounts',
      { ...serviceAccount, name: 'x'.repeat(201) },
      { '/name': 'too-long' },
    ],
    ['a quick reply that is complete', 'quick-replies', reply, {}],
    [
      'a quick reply without a title, a text and a language',
      'quick-replies',
      { ...reply, title: ' ', body: ' \n', locale: 'x' },
      { '/title': 'required', '/body': 'required', '/locale': 'locale' },
    ],
  ])('of %s is checked by the schema of the service', (_, kind, draft, wrong) => {
    expect(codes(kind, draft)).toEqual(wrong);
  });
});

describe('the settings in the screenshots', () => {
  const things: Things = adminScene().things;
  it.each(Object.keys(kinds) as Kind[])('of the kind %s can be saved as they are', (kind) => {
    const drafts = (things[kind] ?? []).map((flat) => savedOf(kind, flat).settings);
    expect(drafts.map((draft) => codes(kind, draft))).toEqual(drafts.map(() => ({})));
  });
});
