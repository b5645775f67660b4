interface Sql {
  query(sql: string): Promise<unknown[]>;
}

export const readRows = (sql: Sql): Promise<unknown[]> => sql.query('select * from outbox');
