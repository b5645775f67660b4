import { z } from 'zod';
import { meaning, meanings } from '../../meaning';
import { maxPage, NextCursor, Page } from '../../paging';
import { Role } from '../../settings';
import type { Route } from '../route';

export const administrators: readonly Role[] = ['administrator'];
export const readers: readonly Role[] = ['administrator', 'supervisor'];
export const everyRole: readonly Role[] = Role.options;

export const version = z.int().min(1).describe('the same as the ETag');
export const count = z.int().min(0);

const Order = meaning({
  asc: 'From A to Z, the smallest or the oldest first.',
  desc: 'From Z to A, the greatest or the newest first.',
});
const Active = meaning({ true: 'Only active resources.', false: 'Only inactive resources.' });

/** The fields by which lists can be sorted. Texts are sorted without regard to upper and lower case. */
const sortMeanings = {
  name: 'By name.',
  displayName: 'By display name.',
  title: 'By title.',
  login: 'By username.',
  locale: 'By language tag.',
  unitsPerConversation: 'By capacity units per conversation.',
  maxUnits: 'By maximum capacity.',
  createdAt: 'By the time of creation.',
  changedAt: 'By the time of the last change.',
} as const;
export type SortField = keyof typeof sortMeanings;

/**
 * The query of a list that can be searched, filtered and sorted. The values of `sort` are fields of its items, and the
 * first of them is the default.
 */
export function listQuery(fields: readonly [SortField, ...SortField[]]) {
  const sentences = Object.fromEntries(fields.map((field) => [field, sortMeanings[field]]));
  return Page.extend({
    search: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('a part of the name; upper and lower case are equal'),
    active: Active.optional().describe('absent: active and inactive resources'),
    sort: z
      .enum(fields)
      .meta(meanings(sentences))
      .default(fields[0])
      .describe('the field by which the list is sorted'),
    order: Order.default('asc'),
  });
}

export function read<Reply extends z.ZodType>(
  path: string,
  summary: string,
  roles: Route['roles'],
  reply: Reply,
) {
  return { method: 'GET', path, summary, roles, reply, tagged: true, refusals: [] } satisfies Route;
}

/** Reads a resource without a version. */
export function readUntagged<Reply extends z.ZodType>(path: string, summary: string, reply: Reply) {
  return { ...read(path, summary, readers, reply), tagged: false } satisfies Route;
}

export function list<Item extends z.ZodType, Query extends z.ZodObject>(
  path: string,
  summary: string,
  roles: Route['roles'],
  item: Item,
  query: Query,
) {
  const reply = z.object({ items: z.array(item).max(maxPage), nextCursor: NextCursor });
  return {
    method: 'GET',
    path,
    summary,
    roles,
    query,
    reply,
    tagged: false,
    refusals: ['invalid'],
  } satisfies Route;
}

/** Creates a resource. The field `idField` of the reply contains its id. */
export function create<Body extends z.ZodObject, Reply extends z.ZodType>(
  path: string,
  summary: string,
  body: Body,
  reply: Reply,
  idField: string,
) {
  return {
    method: 'POST',
    path,
    summary,
    roles: administrators,
    body,
    reply,
    tagged: true,
    creates: { path: `${path}/:id`, idField },
    refusals: ['invalid', 'already-exists'],
  } satisfies Route;
}

/** Replaces a resource, or a part of it. The caller must have read its current version. */
export function replace<Body extends z.ZodObject, Reply extends z.ZodType>(
  path: string,
  summary: string,
  body: Body,
  reply: Reply,
) {
  return {
    method: 'PUT',
    path,
    summary,
    roles: administrators,
    body,
    reply,
    tagged: true,
    refusals: ['invalid', 'version-required', 'version-conflict'],
  } satisfies Route;
}

/** Deletes a resource. The caller must have read its current version. */
export function remove(path: string, summary: string) {
  return {
    method: 'DELETE',
    path,
    summary,
    roles: administrators,
    reply: z.object({}),
    tagged: false,
    refusals: ['version-required', 'version-conflict'],
  } satisfies Route;
}

/** Performs an action on a resource that changes none of its settings. */
export function act<Body extends z.ZodObject, Reply extends z.ZodType>(
  path: string,
  summary: string,
  body: Body,
  reply: Reply,
) {
  return {
    method: 'POST',
    path,
    summary,
    roles: administrators,
    body,
    reply,
    tagged: false,
    refusals: ['invalid'],
  } satisfies Route;
}

/** Lets service accounts call this operation too. */
export function readable<Reading extends Route>(route: Reading) {
  return { ...route, scope: 'settings:read' } satisfies Route;
}
