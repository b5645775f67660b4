interface Sql {
  query(sql: string): Promise<unknown[]>;
}

export const readVersion = (sql: Sql): Promise<unknown[]> => sql.query('show server_version');
