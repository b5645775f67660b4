// What clients and pages in browsers use of the contracts at run time. It needs no zod, which is several times larger than
// a client: a rule of .dependency-cruiser.cjs checks this.
export * as closeCodes from './close-codes';
export * as pageLimits from './page-limits';
export * from './reconnect-slug';
export * as socketPaths from './socket-paths';
