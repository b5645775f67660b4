import type { Instant } from '@rejoin/kernel';
import { instantColumn } from '@rejoin/persistence';
import { EntitySchema } from 'typeorm';
import type { Actor, Change } from '../domain/audit';
import { kinds, type Kind, type Settings } from '../domain/kinds';
import type { Versioned } from '../domain/replacement';

/** A resource with settings. */
export interface SavedSettings extends Versioned<Settings> {
  readonly id: string;
  readonly changedAt: Instant;
}

const key = { type: 'text', primary: true } as const;
/** A part of the key that is searched for and not returned. */
const org = { ...key, select: false } as const;

const settingsEntity = ({ table }: Kind) =>
  new EntitySchema<SavedSettings & { readonly org: string }>({
    name: table,
    columns: {
      org,
      id: key,
      version: { type: 'bigint' },
      value: { name: 'settings', type: 'jsonb' },
      changedAt: { name: 'changed_at', ...instantColumn },
    },
  });

const settingsEntities = new Map(
  Object.values(kinds).map((kind) => [kind.table, settingsEntity(kind as Kind)]),
);

/** The entity of the resources of a kind. */
export function entityOf({ table }: Kind): EntitySchema<SavedSettings & { readonly org: string }> {
  const entity = settingsEntities.get(table);
  if (!entity) throw new Error(`there is no entity for ${table}`);
  return entity;
}

export interface Organisation {
  readonly organisationId: string;
  readonly name: string;
  readonly version: number;
  readonly changedAt: Instant;
}

export const OrganisationEntity = new EntitySchema<Organisation>({
  name: 'organisations',
  columns: {
    organisationId: { name: 'id', ...key },
    name: { type: 'text' },
    version: { type: 'bigint' },
    changedAt: { name: 'changed_at', ...instantColumn },
  },
});

export const AuditEntity = new EntitySchema<Actor & Change & { readonly seq: number; readonly at: Instant }>({
  name: 'audit_log',
  columns: {
    org: key,
    seq: { type: 'bigint', primary: true, generated: 'increment' },
    at: instantColumn,
    as: { name: 'actor', type: 'text' },
    accountId: { name: 'account_id', type: 'text', nullable: true },
    what: { type: 'text' },
    id: { name: 'thing_id', type: 'text' },
    action: { type: 'text' },
    version: { type: 'bigint' },
    old: { type: 'jsonb', nullable: true },
    new: { type: 'jsonb', nullable: true },
  },
});

export const configEntities = [...settingsEntities.values(), OrganisationEntity, AuditEntity];
