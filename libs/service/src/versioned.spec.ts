import type { Route } from '@rejoin/contracts';
import type { ExecutionContext } from '@nestjs/common';
import { firstValueFrom, of } from 'rxjs';
import { z } from 'zod';
import { VersionedInterceptor } from './conditional';

const tagged = {
  method: 'PUT',
  path: '/v1/things/:id',
  summary: '',
  roles: null,
  reply: z.object({}),
  tagged: true,
  refusals: [],
} satisfies Route;

async function headersOf(route: Route): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  const reply = { header: (name: string, value: string) => (headers[name] = value) };
  const context = { switchToHttp: () => ({ getResponse: () => reply }) } as unknown as ExecutionContext;
  const thing = { thingId: 'one', version: 3 };
  const answer = new VersionedInterceptor(route).intercept(context, { handle: () => of(thing) });
  expect(await firstValueFrom(answer)).toBe(thing);
  return headers;
}

describe('an answer with one resource', () => {
  it('contains its version as a strong ETag', async () => {
    expect(await headersOf(tagged)).toEqual({ ETag: '"3"' });
  });

  it('contains the address of a new resource', async () => {
    const creates = { path: '/v1/things/:id', idField: 'thingId' };
    expect(await headersOf({ ...tagged, creates })).toEqual({ ETag: '"3"', Location: '/v1/things/one' });
  });
});
