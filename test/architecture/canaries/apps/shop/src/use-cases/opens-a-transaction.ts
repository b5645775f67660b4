interface Database {
  transaction(work: () => Promise<void>): Promise<void>;
}

export function order(database: Database): Promise<void> {
  return database.transaction(() => Promise.resolve());
}
