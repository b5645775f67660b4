import { freshDatabase, keepsFactStoreContract, type FreshDatabase } from '@rejoin/testing';
import { Pool } from 'pg';
import { MemoryStore } from './memory-store';
import { PostgresStore, postgresTables } from './store/postgres-store';

describe('positions in memory', () => {
  const store = new MemoryStore();
  keepsFactStoreContract(() => store);
});

describe('positions in Postgres', () => {
  let database: FreshDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await freshDatabase('config');
    pool = new Pool({ connectionString: database.url });
    await pool.query(postgresTables);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  keepsFactStoreContract(() => new PostgresStore(pool));
});
