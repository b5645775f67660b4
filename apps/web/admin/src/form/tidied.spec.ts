import { tidied } from './tidied';

it('names and URLs are saved without spaces around them, other texts as they were typed', () => {
  const draft = {
    name: ' CRM ',
    url: 'https://a.example ',
    body: ' Hello\n',
    password: ' secret ',
    active: true,
  };
  expect(tidied(draft)).toEqual({ ...draft, name: 'CRM', url: 'https://a.example' });
});
