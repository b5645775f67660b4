import { Problem } from '@rejoin/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The versions that a writer says to have read (`If-Match: "3"`). Throws `version-required` without any; `*`
 * is none: it would overwrite what was not read. A weak tag never matches.
 */
export function versionsRead(request: FastifyRequest): readonly number[] {
  const header = request.headers['if-match']?.trim();
  if (!header || header === '*') throw new Problem('version-required');
  return header.split(',').flatMap((tag) => {
    const version = /^"(\d{1,15})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Gives the thing, with its version as strong ETag. */
export function tagged<Thing extends { version: number }>(reply: FastifyReply, thing: Thing): Thing {
  void reply.header('ETag', `"${thing.version}"`);
  return thing;
}

/** Gives the new thing, with its version and its address. */
export function created<Thing extends { version: number }>(
  reply: FastifyReply,
  address: string,
  thing: Thing,
): Thing {
  void reply.header('Location', address);
  return tagged(reply, thing);
}
