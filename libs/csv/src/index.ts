export * from './write-csv';
export * from './read-csv';
