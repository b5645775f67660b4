interface Sql {
  query(sql: string): Promise<unknown[]>;
}

export const countRows = (sql: Sql): Promise<unknown[]> => sql.query('select count(*) from outbox');
